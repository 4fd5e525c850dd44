/** What a page knows of the demo house, asked again while something is happening to it. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import type { Account } from '../api.ts'
import { end } from '../session.tsx'

/** How often a page asks while a house is made or switched, in milliseconds. */
const againMs = 1_000
/** How often every page looks which house is served, in milliseconds. */
const lookMs = 60_000

/** The demo as the server tells of it. */
export interface DemoTold {
  readonly state: 'none' | 'filling' | 'loaded' | 'leaving'
  readonly part: number
  readonly failed?: true
  /** Why it is not offered, if it is not. */
  readonly refused?: 'demo-refused' | 'demo-late'
  /** Whom one may be; empty unless the demo is what is served. */
  readonly people: readonly Account[]
}

/** How the demo is. Asked of the server alone: what a device keeps may be of the other house. */
export function useDemo() {
  return useQuery({
    queryKey: ['demo'],
    queryFn: () => ask<DemoTold>('GET', '/demo'),
    refetchInterval: ({ state }) => {
      const told = state.data?.state
      return told === 'filling' || told === 'leaving' ? againMs : lookMs
    },
  })
}

/**
 * Has the demo made, and goes there as one of its office once it is served. It does not matter
 * which page is shown by then: the session of whoever loads it ends with the switch.
 *
 * @throws Refused, Unreachable as `ask`
 */
export async function loadDemo(by: { token: string } | { password: string }): Promise<void> {
  await ask('POST', '/demo', by)
  void until('loaded').then(async ({ people }) => {
    const office = people.find(({ roles }) => roles.includes('iso')) ?? people[0]
    if (office) await become(office.id)
  })
}

/**
 * Becomes one of the demo's people and begins at the first page.
 *
 * @throws Refused, Unreachable as `ask`
 */
export async function become(account: string): Promise<void> {
  await end()
  await ask('POST', '/demo/sessions', { account })
  location.assign('/')
}

/**
 * Takes the demo away, and begins anew once the real house is back.
 *
 * @throws Refused, Unreachable as `ask`
 */
export async function removeDemo(): Promise<void> {
  await ask('POST', '/demo/remove')
  await until('none')
  await end()
  location.assign('/')
}

/** Waits through the switch, in which for some seconds nobody answers. */
export async function until(state: DemoTold['state']): Promise<DemoTold> {
  for (;;) {
    const told = await ask<DemoTold>('GET', '/demo').catch(() => undefined)
    if (told?.state === state) return told
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
}
