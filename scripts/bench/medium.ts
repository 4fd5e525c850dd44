/**
 * The act the benchmarks repeat, a disk registered for disposal as an employee would, and the whole
 * way of one to its certificate.
 */
import { randomUUID } from 'node:crypto'
import type { FileReference } from '../../models/fields.ts'
import { accounts } from '../../models/ledgers.ts'
import { systemActor } from '../../models/roles.ts'
import type { House } from '../../server/house.ts'
import { actAsSystem } from '../../server/ledger/act.ts'
import { disposals } from './known.ts'

let counted = 0

/** The body of `disposals.register` for a disk nobody has registered before. */
export function mediumBody(customer: string, site: string) {
  counted += 1
  const serial = `BN${String(counted).padStart(8, '0')}`
  return {
    id: randomUUID(),
    occurredAt: new Date().toISOString(),
    fields: {
      maker: '東雲ストレージ',
      model: 'SN8000-E',
      serial,
      managementNo: `HD-${serial}`,
      mediaType: 'hdd',
      capacityGb: 8_000,
      interface: 'SAS',
      source: { host: 'backup7', rack: 'B-02', slot: '11' },
      customer,
      system: '電子カルテ遠隔バックアップ',
      reason: 'failed',
      backup: { confirmed: 'yes', place: '北館の複製' },
      preClass: 'medical',
      removedAt: new Date().toISOString(),
      site,
    },
  }
}

/** Two employees, one of whom destroys what the other sees destroyed. */
export async function employees(house: House): Promise<readonly [string, string]> {
  const made = ['佐藤 一郎', '鈴木 二郎'].map(async (name, at) => {
    const fields = { user: `bench${at}`, name: { name }, roles: ['staff'] }
    return (await actAsSystem(house, { ledger: accounts, act: 'create' }, fields, systemActor))
      .record.id
  })
  const [one = '', other = ''] = await Promise.all(made)
  return [one, other]
}

/** What a medium is certified with. */
export interface Certifying {
  readonly customer: string
  readonly site: string
  readonly people: readonly [string, string]
  readonly photos: readonly FileReference[]
}

/** A disk that went all the way to its certificate, in five acts. */
export async function certifiedMedium(house: House, given: Certifying): Promise<void> {
  const { customer, site, people, photos } = given
  const { fields } = mediumBody(customer, site)
  const at = new Date().toISOString()
  const register = { ledger: disposals, act: 'register' }
  const { record } = await actAsSystem(house, register, fields, systemActor)
  const [operator, witness] = people
  const acts: Readonly<Record<string, object>> = {
    destroy: {
      technique: 'shred',
      detail: { particleMm: 6 },
      standard: 'NIST SP 800-88 Rev. 2',
      toolUsed: { name: 'シュレッダー', version: '2.0' },
      workDone: '筐体ごと破砕',
      startedAt: at,
      finishedAt: at,
      result: 'completed',
      site,
      operator,
      witness,
      photos: photos.map((photo) => ({ photo, phase: 'after', takenAt: at })),
    },
    verify: { verification: { method: 'visual', result: 'passed' } },
    validate: { validation: { decision: 'accept', reason: '機密区分に見合う' } },
    certify: { certificateNo: `CERT-${record.number}`, destination: 'recycler' },
  }
  for (const [act, more] of Object.entries(acts)) {
    await actAsSystem(house, { ledger: disposals, act, record: record.id }, more, systemActor)
  }
}
