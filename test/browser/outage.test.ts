/**
 * A whole outage: the server is stopped, work goes on in all four ledgers, the battery of the
 * tablet is taken out in between, and when the server is back each act stands in its ledger once,
 * with the time it was made at.
 */
import { expect } from 'chai'
import { wording } from '../../client/wording/house.ts'
import { offline } from '../../client/wording/offline.ts'
import { movements } from '../../models/ledgers/movements.ts'
import { temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import type { Shown } from '../people.ts'
import { registered, requested, unique } from '../http/told.ts'
import { freePort, openAgain } from './again.ts'
import { isCarrying } from './carried.ts'
import type { Form } from './form.ts'
import { shredding } from './shredding.ts'
import { flowMs, Tablet, wall } from './tablet.ts'

/** How exactly a tablet knows the server's clock, in milliseconds. */
const clockMs = 3_000

/** When somebody pressed the button, as closely as a test can tell. */
interface Times {
  readonly from: number
  readonly to: number
}

interface Entry {
  readonly act: string
  readonly record: string
  readonly revision?: number
  readonly occurredAt?: { readonly at: string; readonly source: string }
}

describe('tablets through an outage', function () {
  this.timeout(flowMs)
  let house: TestHouse
  const data = temporaryFolder()
  let port = ''

  /** The same house again, as after an update or a power cut. */
  const start = async () => {
    port ||= await freePort()
    house = await openAgain(data.folder, port)
  }

  before(start)

  after(async () => {
    await house.stop()
    data.remove()
  })

  const acts = async (record: string) => {
    const { entries } = await house
      .as('emi')
      .get<{ entries: readonly Entry[] }>('/journal?limit=256')
    return entries.filter((one) => one.record === record && one.revision !== undefined)
  }

  /** A disc with a copy on it that has not been put away. */
  const written = async (): Promise<Shown> => {
    const lot = { purchasedOn: '2026-04-01', product: 'DVD-R', supplier: '六角商会', quantity: 1 }
    const disc = await house.as('chie').creates('discs.intake', {
      labelNo: `N-${String(unique()).padStart(4, '0')}`,
      kind: 'dvdr',
      lot,
      cabinet: '保管庫',
      keyHolder: '管理部',
    })
    await house.as('aya').does('discs.request', disc, { purpose: '操作ログの保管' })
    await house.as('chie').does('discs.issue', disc)
    const contents = { contents: '4月の操作ログ', confidential: false }
    return await house.as('aya').does('discs.write', disc, contents)
  }

  it('keep acts of all four ledgers through a stopped server and an empty battery', async () => {
    const folder = temporaryFolder()
    const disk = await registered(house)
    const movement = await requested(house)
    await house.as('chie').does('movements.approve', movement)
    const disc = await written()
    let tablet = await Tablet.switchOn(folder.folder, house.url, 'ja')
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    await house.stop()
    const made: Times[] = []
    const sends = async (form: Form) => {
      const from = Date.now()
      await form.send()
      made.push({ from, to: Date.now() })
    }

    const plan = await tablet.begins('visits.plan')
    await plan.enter({
      visitor: { name: '髙﨑 五郎' },
      company: '三丁目電設',
      reason: 'work',
      plannedFrom: `${wall(24).slice(0, 10)}T10:00`,
      plannedTo: `${wall(24).slice(0, 10)}T11:00`,
    })
    await sends(plan)
    const visit = await tablet.record('visits')
    await tablet.sees(tablet.say(offline.unnumbered))
    await tablet.isAccessible()
    const carry = await tablet.begins('movements.carryOut', movement)
    await carry.enter({ itemsChecked: true, carriage: 'person', carrierSignature: true })
    await sends(carry)
    await tablet.record('movements')
    await tablet.page.getByText(tablet.say(movements.states.out), { exact: true }).first().waitFor()

    await tablet.close()
    tablet = await Tablet.switchOn(folder.folder, house.url, 'ja')
    const destroy = await tablet.begins('disposals.destroy', disk)
    await destroy.enter({ ...shredding(), photos: [{ photo: 91, phase: 'after' }] })
    await sends(destroy)
    await tablet.record('disposals')
    const store = await tablet.begins('discs.store', disc)
    await store.enter({ cabinet: '第一保管庫' })
    await sends(store)
    await tablet.record('discs')
    const cancel = await tablet.begins('visits.cancel', visit)
    await cancel.because('都合により')
    await sends(cancel)
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.unsent, { count: 5 }))
    await tablet.isAccessible()
    await tablet.close()

    await start()
    tablet = await Tablet.switchOn(folder.folder, house.url, 'ja')
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.nothingUnsent))
    const kept = [
      ...(await acts(visit.id)).slice(0, 1),
      ...(await acts(movement.id)).slice(-1),
      ...(await acts(disk.id)).slice(-1),
      ...(await acts(disc.id)).slice(-1),
      ...(await acts(visit.id)).slice(1),
    ]
    expect(kept.map(({ act }) => act)).to.deep.equal([
      'visits.plan',
      'movements.carryOut',
      'disposals.destroy',
      'discs.store',
      'visits.cancel',
    ])
    for (const [at, { act, occurredAt }] of kept.entries()) {
      const { from = 0, to = 0 } = made[at] ?? {}
      expect(occurredAt?.source, act).to.equal('device')
      // The server's clock is known to the second.
      const told = Date.parse(occurredAt?.at ?? '')
      expect(told, act).to.be.within(from - clockMs, to + clockMs)
    }
    const emi = house.as('emi')
    const states = { visits: visit, movements: movement, disposals: disk, discs: disc }
    const found = Object.entries(states).map(async ([ledger, { id }]) => {
      const { state } = await emi.get(`/${ledger}/${id}`)
      return [ledger, state]
    })
    expect(Object.fromEntries(await Promise.all(found))).to.deep.equal({
      visits: 'cancelled',
      movements: 'out',
      disposals: 'destroyed',
      discs: 'stored',
    })
    const { facts } = await emi.get(`/disposals/${disk.id}`)
    const [{ photo }] = facts['photos'] as [{ photo: { sha256: string } }]
    expect((await emi.bytes(`/files/${photo.sha256}`)).length).to.be.above(0)
    await tablet.close()
    folder.remove()
  })
})
