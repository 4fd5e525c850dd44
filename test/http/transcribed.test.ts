/**
 * What leaves as an export comes back in as it was, whatever the ledger, and a transcription that
 * was cut off comes to the same end when it is repeated.
 */
import { expect } from 'chai'
import { ledgers } from '../../models/ledgers.ts'
import type { Ledger } from '../../models/ledger.ts'
import { transcribable, transcribe } from '../../models/transcribing.ts'
import { openHouse, signedIn, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, passwordOf } from '../people.ts'
import type { Shown, Voice } from '../people.ts'
import { startProcess } from '../journal/process.ts'
import { csv, look, through } from './importing.ts'
import type { Going } from './importing.ts'
import { certified } from './reading.ts'
import { insideVisit, requested } from './told.ts'

const kinds = ['csv', 'xlsx'] as const
type Kind = (typeof kinds)[number]

/** Ledgers that are transcribed, each after those its records are linked to. */
function byLinks(): readonly Ledger[] {
  const all = ledgers.filter(({ acts }) => Object.hasOwn(acts, transcribe))
  // What a house begins with would be there twice, and a link would not know which is meant.
  const last = ['customers', 'sites']
  return [
    ...all.filter(({ name, register }) => register && !last.includes(name)),
    ...all.filter(({ register }) => !register),
    ...all.filter(({ name }) => last.includes(name)),
  ]
}

/** Something of everything that is transcribed. */
async function furnish(house: TestHouse): Promise<void> {
  const [chie, aya] = [house.as('chie'), house.as('aya')]
  const customer = (await house.as(admin).get<Listed>('/customers')).records[0]?.id
  await chie.creates('tools.add', { name: 'CrushBox', kind: 'crusher', version: '3.1' })
  await chie.creates('people.add', {
    person: { name: '髙﨑 次郎', furigana: 'タカサキ ジロウ' },
    company: '三丁目電設',
  })
  const disc = await chie.creates('discs.intake', {
    kind: 'dvdr',
    labelNo: 'CD-1',
    lot: { purchasedOn: '2026-04-01', product: 'DVD-R 16倍速', quantity: 1 },
    cabinet: '保管庫A',
  })
  await aya.does('discs.request', disc, { purpose: '納品, 手順書\n「二行目」' })
  const visit = await insideVisit(house, { customer })
  await requested(house, { visit: visit.id })
  await certified(house, { customer, capacityGb: 8_000 })
}

/**
 * What a ledger's records say, by the number they have, or had on paper: links by what they lead
 * to, and without what an export does not carry (see README, Paper ledgers).
 */
async function told(voice: Voice, ledger: string, keys: readonly string[], file?: string) {
  const { records } = await voice.get<Listed>(`/${ledger}?sort=number&limit=200`)
  const said = records.flatMap(({ number, state, facts, linked }) => {
    const paper = facts['transcribed'] as { number: string; file: string } | undefined
    if (paper?.file !== file) return []
    const plain = keys.map((key) => [key, carried(facts[key], linked)] as const)
    const known = plain.filter(([, value]) => value !== undefined)
    return [[paper?.number ?? number, { state, ...Object.fromEntries(known) }] as const]
  })
  return new Map(said)
}

/** A value as an export carries it: moments to the minute, names as such, and no files. */
function carried(value: unknown, linked: Shown['linked']): unknown {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') {
    const title = linked[value]?.title ?? value
    return title.replace(/(T\d\d:\d\d):\d\d\.\d{3}Z$/, '$1:00.000Z')
  }
  if (Array.isArray(value)) return value.map((one) => carried(one, linked))
  if (typeof value !== 'object') return value
  const parts = Object.entries(value).filter(([key]) => key !== 'furigana')
  const kept = parts.flatMap(([key, part]) => {
    if (typeof part === 'object' && part !== null && ('sha256' in part || 'strokes' in part))
      return []
    const said = carried(part, linked)
    return said === undefined ? [] : [[key, said] as const]
  })
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

describe('an export', function () {
  this.timeout(180_000)
  let from: TestHouse
  /** Houses with the same people, and no records but those a house begins with. */
  const into = new Map<Kind, TestHouse>()

  before(async () => {
    from = await openHouse()
    for (const kind of kinds) into.set(kind, await openHouse())
    await furnish(from)
  })

  after(async () => {
    for (const house of [from, ...into.values()]) await house.stop()
  })

  for (const kind of kinds) {
    for (const { name, fields } of byLinks()) {
      const keys = transcribable(fields)
      it(`of ${name} as ${kind} comes into another house as it was`, async () => {
        const [dan, other] = [from.as('dan'), into.get(kind)?.as('dan')]
        if (!other) throw new Error('there is no other house')
        const before = await told(dan, name, keys)
        expect(before.size).to.be.greaterThan(0)
        const columns = ['number', 'state', ...keys].join(',')
        const bytes = await dan.bytes(`/${name}/export.${kind}?columns=${columns}`)
        const seen = await look(other, name, bytes, `${name}.${kind}`)
        expect(seen.faults).to.deep.equal([])
        expect(seen.columns.map(({ key }) => key)).to.not.include(undefined)
        const going = await through(other, name, seen)
        expect([going.state, going.done]).to.deep.equal(['done', before.size])
        const after = await told(other, name, keys, seen.sha256)
        expect([...after.keys()]).to.have.members([...before.keys()])
        for (const [number, record] of before) {
          expect(after.get(number), number).to.deep.equal(record)
        }
      })
    }
  }

  it('that was cut off in the middle is done again to the same end', async () => {
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
