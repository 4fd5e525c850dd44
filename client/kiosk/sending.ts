/**
 * What leaves the counter: for whoever has no record yet the act that makes one, then the act
 * they came to do. Both go through the outbox, so a walk-in needs no network; until the visitor
 * signs or declines nothing of them leaves the page, and what was refused before their eyes goes
 * with them.
 */
import { useEffect, useRef, useState } from 'react'
import type { Facts } from '../../models/record.ts'
import { useSending } from '../acting.ts'
import type { ProblemBody } from '../api.ts'
import { outbox } from '../offline/outbox.ts'
import type { Outcome } from '../offline/queue.ts'
import { nowToMinute } from '../zone.ts'
import { arrivalFacts, declineFacts, givenTo } from './counter.ts'
import type { Coming, Counter, Ending } from './counter.ts'

const telling = { because: '', statedAt: undefined }

interface CheckingIn {
  readonly sending: boolean
  readonly problem: ProblemBody | undefined
  /** Signs; undefined when it was refused. */
  readonly sign: (facts: Facts) => Promise<Ending | undefined>
  readonly decline: (facts: Facts) => Promise<Ending | undefined>
}

type Sender = Pick<ReturnType<typeof useSending>, 'id' | 'send'>

export function useCheckingIn(counter: Counter, coming: Coming): CheckingIn {
  const { ledger, sign, decline = sign } = counter
  const creating =
    coming.kind === 'planned'
      ? undefined
      : coming.kind === 'joining'
        ? counter.join
        : counter.walkIn
  const arriving = useSending({ ledger, ...(creating ?? sign) })
  const target = coming.kind === 'planned' ? coming.view.id : arriving.id
  const signing = useSending({ ledger, ...sign, target })
  const declining = useSending({ ledger, ...decline, target })
  const [sending, setSending] = useState(false)
  const arrived = useRef(false)
  const hands = useHandsIn()
  const arrives = async (facts: Facts): Promise<boolean> => {
    if (!creating || arrived.current) return true
    const shared = coming.kind === 'joining' ? coming.shared : {}
    const now = arrivalFacts(ledger, creating.act, nowToMinute())
    const given = givenTo(creating.act, { ...now, ...shared, ...facts })
    const outcome = await hands(arriving, given)
    arrived.current = outcome.kind !== 'refused'
    return arrived.current
  }
  const whole = async (facts: Facts, sender: Sender, given: Facts) => {
    setSending(true)
    try {
      return (await arrives(facts)) ? (await hands(sender, given)).kind : 'refused'
    } finally {
      setSending(false)
    }
  }
  return {
    sending,
    problem: arriving.problem ?? signing.problem ?? declining.problem,
    async sign(facts) {
      const kind = await whole(facts, signing, givenTo(sign.act, facts))
      if (kind === 'refused') return undefined
      return kind === 'done' ? 'signed' : 'kept'
    },
    async decline(facts) {
      const kind = await whole(facts, declining, declineFacts(counter))
      return kind === 'refused' ? undefined : 'declined'
    },
  }
}

/**
 * Hands acts in. Those refused while their visitor stood here are given up when they go: they know
 * of it, and nobody else could sign for them. A refusal that comes later waits for staff.
 */
function useHandsIn() {
  const refused = useRef(new Set<string>())
  useEffect(() => {
    const given = refused.current
    return () => {
      for (const id of given) void outbox.withdraw(id)
      given.clear()
    }
  }, [])
  return async ({ id, send }: Sender, given: Facts): Promise<Outcome> => {
    const outcome = await send({ given, telling })
    if (outcome.kind === 'refused') refused.current.add(id)
    else refused.current.delete(id)
    return outcome
  }
}
