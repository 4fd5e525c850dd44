/**
 * The only place in the tests of all ledgers that names one: what the rules of a ledger ask of an
 * act beyond what its declaration says of its fields. An act that is not here is done with
 * values of the right kind; a new ledger whose rules ask for nothing special needs no line.
 */
import type { Person } from '../people.ts'
import { japan, unique } from './values.ts'
import type { Values } from './values.ts'

type Fields = Readonly<Record<string, unknown>>
type Given = (values: Values, make: (ledger: string) => Promise<string>) => Promise<Fields> | Fields

/** What an act needs to be told besides its fields' kinds. */
export interface Hint {
  /** Values that replace or add to the made ones; undefined takes one away. */
  readonly gives?: Given
  /** Other ways the act may end. */
  readonly or?: readonly Given[]
  /** Who does it, when that is not the first who holds it. */
  readonly by?: Person
  /** Acts that come first and lead to the same state. */
  readonly after?: readonly string[]
  /** An act the software itself does once, at first start. */
  readonly once?: true
  /** Something another record must do first. */
  readonly first?: (values: Values) => Promise<void>
}

const worked: Given = async (values, make) => ({
  site: await make('sites'),
  toolUsed: { name: '消去装置', version: '3.1' },
  operator: values.account('aya'),
})

const inspected = {
  scan: 'clean',
  toolName: 'スキャナ 5.1',
  definitions: '2026-04-01',
  isolated: true,
  operation: 'passed',
  tamper: 'passed',
}

const witnessed: Given = (values) => ({
  operator: values.account('aya'),
  witness: values.account('ben'),
})

const given =
  (fields: Fields): Given =>
  () =>
    fields

export const hints: Readonly<Record<string, Hint>> = {
  'visits.plan': {
    gives: () => ({ plannedFrom: japan(1, '10:00'), plannedTo: japan(1, '17:00') }),
  },
  'visits.join': {
    gives: async ({ house }, make) => {
      const stay = { plannedFrom: japan(1, '10:00'), plannedTo: japan(1, '17:00') }
      const fields = {
        visitor: { name: '同行 一郎' },
        company: '三丁目電設',
        reason: 'work',
        ...stay,
      }
      const site = await make('sites')
      const { id, facts } = await house.as('aya').creates('visits.plan', { ...fields, site })
      return { ...stay, site, companion: id, code: facts['code'] }
    },
  },
  'visits.pledge': {
    gives: async ({ house }) => {
      const { records } = await house
        .as('uketsuke')
        .get<{ records: { id: string; facts: { version: number; ja: string } }[] }>('/pledges')
      const [current] = records.filter((one) => (one as { state?: string }).state === 'inForce')
      if (!current) throw new Error('no pledge text is in force')
      const digest = await crypto.subtle.digest('SHA-256', Buffer.from(current.facts.ja))
      const sha256 = Buffer.from(digest).toString('hex')
      const { version } = current.facts
      return { pledge: { text: current.id, version, language: 'ja', sha256 } }
    },
  },
  'visits.admit': {
    gives: async ({ house }) => ({
      badge: (await house.as('chie').creates('badges.add', { no: `B-${unique()}`, strap: 'red' }))
        .id,
    }),
  },
  'visits.recordWork': { gives: given({ work: 'ディスク交換' }) },
  'visits.changeWork': { gives: (values) => ({ changeApprover: values.account('ben') }) },
  'visits.changeEscort': { gives: (values) => ({ escort: values.account('ben') }) },
  'visits.extend': { gives: () => ({ plannedTo: japan(1, '19:00') }) },
  'visits.leave': { gives: given({ belongingsMatched: true }) },
  'visits.closeUnseen': { gives: given({ belongingsMatched: true }) },

  'movements.request': {
    by: 'aya',
    gives: () => ({
      plannedOut: japan(0, '12:00'),
      dueBack: japan(7, '12:00'),
      items: [{ name: 'サーバー', serial: `S-${unique()}`, quantity: 1 }],
    }),
  },
  'movements.approve': {
    gives: given({ information: '構成情報', risk: 'acceptable', measures: '遠隔消去する' }),
  },
  'movements.carryOut': { gives: given({ carriage: 'person' }) },
  'movements.check': { or: [given({ check: { result: 'lost', how: 'statement' } })] },
  'movements.extend': { gives: () => ({ dueBack: japan(14, '12:00') }) },
  'movements.inspect': {
    gives: given({ inspection: inspected }),
    or: [given({ inspection: { ...inspected, operation: 'failed' } })],
  },
  'movements.resolveLoss': { or: [given({ resolution: 'writtenOff' })] },

  'disposals.register': {
    gives: () => ({ managementNo: `K-${unique()}`, source: { host: 'db-1' } }),
  },
  'disposals.erase': { gives: worked, or: [] },
  'disposals.destroy': {
    gives: async (values, make) => ({
      ...(await worked(values, make)),
      technique: 'shred',
      detail: { particleMm: 2 },
      witness: values.account('ben'),
      photos: [{ photo: await values.photo(), phase: 'after' }],
    }),
  },
  'disposals.verify': {
    or: [given({ verification: { method: 'visual', result: 'failed' } })],
  },
  'disposals.validate': {
    gives: given({ validation: { decision: 'accept', reason: '粒径を確認した' } }),
    or: [given({ validation: { decision: 'repeat', reason: 'もう一度' } })],
  },
  'disposals.concur': { by: 'dan', after: ['validate'] },
  'disposals.certify': { after: ['validate'] },
  'disposals.reuse': { after: ['validate'] },

  'discs.request': { by: 'aya' },
  'discs.write': { gives: given({ confidential: false }) },
  'discs.destroy': { gives: witnessed },

  'sites.open': { gives: given({ timeZone: 'Asia/Tokyo' }) },
  'pledges.publish': {
    first: async ({ house }) => {
      const inForce = await house
        .as('kaoru')
        .get<{ records: { id: string; state: string }[] }>('/pledges')
      for (const one of inForce.records.filter(({ state }) => state === 'inForce')) {
        await house.as('kaoru').does('pledges.retire', one, {}, { because: '新しい版のため' })
      }
    },
  },
  'accounts.create': {
    gives: () => ({ user: `person${unique()}`, roles: ['staff'], customer: undefined }),
  },
  'accounts.grant': { gives: given({ roles: ['staff', 'iso'] }) },
  'settings.adopt': { once: true },
}

/**
 * States that records reach only because another ledger's act says so: how a record in a state of
 * its own gets there.
 */
export const followed: Readonly<
  Record<string, { from: string; by: (values: Values, record: string) => Promise<void> }>
> = {
  'discs.out': {
    from: 'stored',
    by: async ({ house }, disc) => {
      const request = await house.as('aya').creates('movements.request', {
        direction: 'out',
        category: 'optical',
        items: [{ name: 'CD-R', quantity: 1, disc }],
        reason: '外部保管',
        destination: '第二保管庫',
        plannedOut: japan(0, '12:00'),
        dueBack: japan(7, '12:00'),
      })
      const assessed = { information: 'なし', risk: 'acceptable', measures: '再作成する' }
      await house.as('chie').does('movements.approve', request, assessed)
      await house
        .as('aya')
        .does('movements.carryOut', request, { itemsChecked: true, carriage: 'person' })
    },
  },
}
