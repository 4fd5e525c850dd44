/** Invented disks that failed or were replaced, and what became of each of them. */
import { daysLater, later } from './calendar.ts'
import type { Person } from './person.ts'
import type { CustomerKey, ToolKey } from './registers.ts'
import { customers, tools } from './registers.ts'
import type { Story } from './timeline.ts'
import type { Town } from './town.ts'

type Fields = Readonly<Record<string, unknown>>

interface Medium {
  readonly maker: string
  readonly model: string
  readonly mediaType: 'hdd' | 'ssd' | 'tape'
  readonly capacityGb: number
  readonly interface: string
}

const mediums: readonly Medium[] = [
  {
    maker: '東雲ストレージ',
    model: 'SN8000-E',
    mediaType: 'hdd',
    capacityGb: 8_000,
    interface: 'SAS',
  },
  {
    maker: '東雲ストレージ',
    model: 'SN4000-S',
    mediaType: 'hdd',
    capacityGb: 4_000,
    interface: 'SATA',
  },
  {
    maker: '銀河メモリ',
    model: 'GM-960N',
    mediaType: 'ssd',
    capacityGb: 960,
    interface: 'NVMe',
  },
]

interface Treatment {
  readonly act: 'erase' | 'destroy'
  readonly method?: 'clear' | 'purge'
  readonly technique: string
  readonly tool: ToolKey
  readonly media: readonly Medium['mediaType'][]
  readonly detail?: Fields
  readonly work: string
  /** Why it is accepted although some of it might be readable. */
  readonly doubt?: string
}

const treatments = {
  shred: {
    act: 'destroy',
    technique: 'shred',
    tool: 'shredder',
    media: ['hdd', 'ssd'],
    detail: { particleMm: 6 },
    work: '筐体から取り外し、シュレッダーで裁断',
  },
  drill: {
    act: 'destroy',
    technique: 'drill',
    tool: 'drill',
    media: ['hdd'],
    work: 'プラッタの4か所を穿孔',
    doubt: '事前に全面上書きを済ませ、穿孔後の盤面も目視で確認したため',
  },
  overwrite: {
    act: 'erase',
    method: 'clear',
    technique: 'overwrite',
    tool: 'eraser',
    media: ['hdd'],
    detail: { passes: 1, pattern: '乱数' },
    work: '全領域の上書きと全数読み出し',
  },
  degauss: {
    act: 'erase',
    method: 'purge',
    technique: 'degauss',
    tool: 'degausser',
    media: ['hdd', 'tape'],
    detail: { fieldStrength: '12,000 Oe' },
    work: '消磁装置で2回処理',
  },
  blockErase: {
    act: 'erase',
    method: 'purge',
    technique: 'block_erase',
    tool: 'eraser',
    media: ['ssd'],
    work: 'ブロック消去コマンドの実行と抜き取り読み出し',
  },
} as const satisfies Record<string, Treatment>

/** How far a disk goes. */
export type DisposalEnding =
  'registered' | 'stored' | 'treated' | 'verified' | 'certified' | 'reused' | 'withdrawn'

export interface DisposalPlan {
  readonly from: Date
  readonly customer: CustomerKey
  readonly treatment: keyof typeof treatments
  readonly ending: DisposalEnding
}

/** One disk from its removal on. */
export async function* disposal(town: Town, plan: DisposalPlan): Story {
  const treatment: Treatment = treatments[plan.treatment]
  const [operator, witness, verifier] = crew(town)
  let now = yield plan.from
  const facts = registered(town, plan, treatment, now)
  const { id } = await operator.create('disposals', 'register', facts, { at: now })
  const path = `disposals/${id}`
  if (plan.ending === 'registered') return
  now = yield later(now, 45)
  if (plan.ending === 'withdrawn') {
    const because = '誤って稼働中の媒体を登録したため'
    await town.people.hayami.act(path, 'withdraw', {}, { at: now, because })
    return
  }
  const storage = { place: '作業室 施錠保管庫1', locked: true, keeper: operator.id }
  await operator.act(path, 'store', { storage }, { at: now })
  if (plan.ending === 'stored') return
  now = yield daysLater(plan.from, town.chance.between(2, 6))
  const done = await treated(town, treatment, [operator, witness], now)
  await operator.act(path, treatment.act, done, { at: now })
  if (plan.ending === 'treated') return
  yield* judged(town, path, plan, verifier, now)
}

/** Three different employees in an order that changes. */
function crew(town: Town): [Person, Person, Person] {
  const [one, two, three, four] = town.staff
  if (!one || !two || !three || !four) throw new Error('the demo needs four employees')
  return town.chance.one([
    [one, two, three],
    [two, four, one],
    [three, one, four],
    [four, three, two],
  ])
}

function registered(town: Town, plan: DisposalPlan, treatment: Treatment, now: Date): Fields {
  const medium = town.chance.one(
    mediums.filter(({ mediaType }) => treatment.media.includes(mediaType)),
  )
  return {
    ...medium,
    serial: `${medium.model.slice(0, 2)}${town.chance.digits(8)}`,
    managementNo: `HD-${String(town.next()).padStart(4, '0')}`,
    source: {
      host: `backup${town.chance.between(1, 9)}`,
      rack: town.chance.one(town.main.racks),
      slot: String(town.chance.between(1, 24)),
    },
    customer: town.customers[plan.customer],
    system: customers[plan.customer].system,
    reason: plan.ending === 'reused' ? 'reuse' : town.chance.one(['failed', 'replaced']),
    backup: { confirmed: 'yes', place: '北館の複製' },
    preClass: 'medical',
    removedAt: later(now, -90).toISOString(),
    site: town.main.site,
  }
}

async function treated(
  town: Town,
  treatment: Treatment,
  [operator, witness]: readonly [Person, Person],
  now: Date,
): Promise<Fields> {
  const { act, method, technique, detail, work, tool } = treatment
  const photos = [
    { photo: await operator.photo(town.chance.between(10, 17), 'before.png'), phase: 'before' },
    { photo: await operator.photo(town.chance.between(20, 27), 'after.png'), phase: 'after' },
  ]
  return {
    ...(method !== undefined && { method }),
    technique,
    ...(detail && { detail }),
    standard: 'NIST SP 800-88 Rev. 2',
    toolUsed: { tool: town.tools[tool], version: tools[tool].version },
    workDone: work,
    startedAt: later(now, -60).toISOString(),
    finishedAt: later(now, -10).toISOString(),
    result: 'completed',
    operator: operator.id,
    witness: witness.id,
    witnessSignature: await witness.signature(80 + town.staff.indexOf(witness), now),
    site: town.main.site,
    room: '作業室',
    ...(act === 'destroy' && { photos }),
  }
}

/** Verified, accepted, certified or reused, each by people who did not do the work. */
async function* judged(
  town: Town,
  path: string,
  { ending, treatment }: DisposalPlan,
  verifier: Person,
  treatedAt: Date,
): Story {
  const { act, doubt }: Treatment = treatments[treatment]
  const { hayami, kusuda } = town.people
  let now = yield later(treatedAt, 24 * 60)
  const method = act === 'destroy' ? 'visual' : 'sampling'
  const verification = { method, result: 'passed', detail: '残存データなし' }
  await verifier.act(path, 'verify', { verification }, { at: now })
  if (ending === 'verified') return
  now = yield later(now, 200)
  const validation = { decision: 'accept', ...(doubt !== undefined && { reason: doubt }) }
  await hayami.act(path, 'validate', { validation }, { at: now })
  now = yield later(now, 30)
  if (ending === 'reused') {
    const reuse = { reuseFor: '社内検証環境', destination: 'internalReuse' }
    await kusuda.act(path, 'reuse', reuse, { at: now })
    return
  }
  const certificateNo = `SD-${String(town.next()).padStart(5, '0')}`
  const destination = { destination: 'recycler', destinationName: '緑風リサイクル' }
  await kusuda.act(path, 'certify', { certificateNo, ...destination }, { at: now })
}
