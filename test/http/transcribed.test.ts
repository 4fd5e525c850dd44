/**
 * What leaves as an export comes back in as it was, whatever the ledger, and a transcription that
 * was cut off comes to the same end when it is repeated.
 */
import { expect } from 'chai'
import { ledgers } from '../../models/ledgers.ts'
import { transcribe } from '../../models/transcribing.ts'
import { openHouse, signedIn, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, passwordOf } from '../people.ts'
import type { Shown, Voice } from '../people.ts'
import { startProcess } from '../journal/process.ts'
import { csv, look, through } from './importing.ts'
import type { Going } from './importing.ts'
import { certified } from './reading.ts'
import { badge, insideVisit, plannedVisit, requested } from './told.ts'

describe('an export', function () {
  this.timeout(120_000)
  let house: TestHouse

  before(async () => {
    house = await openHouse()
    const customer = (await house.as(admin).get<Listed>('/customers')).records[0]?.id
    await plannedVisit(house, { customer })
    const visit = await insideVisit(house)
    await requested(house, { visit: visit.id })
    await certified(house, { customer })
    await badge(house)
  })

  after(async () => {
    await house.stop()
  })

  /** The cells of a ledger's own columns, by record, newest last. */
  const cells = async (voice: Voice, ledger: string, filter = '') => {
    const found = ledgers.find(({ name }) => name === ledger)
    const { records } = await voice.get<Listed>(`/${ledger}?sort=number${filter}`)
    return records.map(({ facts, state }) => ({
      state,
      ...Object.fromEntries((found?.columns ?? []).map((key) => [key, facts[key]])),
    }))
  }

  for (const { name, acts, columns, fields } of ledgers) {
    if (!Object.hasOwn(acts, transcribe)) continue
    for (const kind of ['csv', 'xlsx'] as const) {
      it(`of ${name} as ${kind} comes back in as it was`, async () => {
        const dan = house.as('dan')
        const before = await cells(dan, name)
        if (before.length === 0) return
        const bytes = await dan.bytes(`/${name}/export.${kind}`)
        const seen = await look(dan, name, bytes, `${name}.${kind}`)
        // Whatever is exclusive is held by the record it was exported from.
        const holding = seen.faults.map(({ line }) => line)
        for (const { says } of seen.faults) expect(says).to.match(/使用中|別の人/)
        await through(dan, name, seen, { skipProblems: true })
        const after = await cells(dan, name, '&limit=200')
        const made = after.slice(before.length)
        const whole = before
          .toReversed()
          .filter((_, n) => !holding.includes(n + 2))
          .toReversed()
        expect(made).to.have.length(before.length - holding.length)
        const plain = (one: Readonly<Record<string, unknown>>) =>
          Object.fromEntries(
            columns
              .filter((key) => !['file', 'signature'].includes(fields[key]?.kind ?? ''))
              .map((key) => [key, toMinutes(withoutReading(one[key]))]),
          )
        for (const one of whole) {
          expect(made.map((each) => ({ state: each.state, ...plain(each) }))).to.deep.include({
            state: one.state,
            ...plain(one),
          })
        }
      })
    }
  }

  it('that was cut off in the middle is transcribed again to the same end', async () => {
    const room = temporaryFolder()
    const first = await openHouse({ dataDir: room.folder })
    await first.stop()
    const rows = csv(
      ['枚番', '状態'],
      ...Array.from({ length: 1_500 }, (_, n) => [`K-${n}`, '未使用']),
    )
    const child = await startProcess(first.environment)
    const voice = await signedIn(child.url, 'chie', passwordOf('chie'))
    const seen = await look(voice, 'discs', rows)
    await voice.post(`/discs/import/${seen.sha256}`, { name: seen.name })
    while ((await voice.get<Going>(`/discs/import/${seen.sha256}`)).done === 0) continue
    await child.kill()
    const again = await openHouse({ dataDir: room.folder, empty: true })
    const chie = await again.signIn('chie')
    const half = (await chie.get<Listed>('/discs')).total ?? 0
    expect(half).to.be.within(1, 1_500)
    const looked = await look(chie, 'discs', rows)
    expect([looked.done, looked.faults]).to.deep.equal([half, []])
    expect((await through(chie, 'discs', looked)).state).to.equal('done')
    expect((await chie.get<Listed>('/discs')).total).to.equal(1_500)
    await again.stop()
    room.remove()
  })
})

/** An export prints moments to the minute and names without their reading. */
function toMinutes(value: unknown): unknown {
  const text = JSON.stringify(value)
  return text === undefined
    ? undefined
    : (JSON.parse(text.replaceAll(/(T\d\d:\d\d):\d\d\.\d{3}Z/g, '$1:00.000Z')) as unknown)
}

function withoutReading(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('furigana' in value)) return value
  const { furigana: _, ...rest } = value as Shown['facts']
  return rest
}
