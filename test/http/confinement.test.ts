/**
 * The kiosk and the customer are let in, but only so far: what they are not shown they must not
 * get by another way either, neither whole nor one answer at a time.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { picture } from '../pictures.ts'
import { plannedVisit, pledge, registered } from './told.ts'

interface Noted {
  readonly act: string
  readonly actor: string
}

describe('a confined account', () => {
  let house: TestHouse
  let visit: Shown
  let code: string

  before(async () => {
    house = await openHouse()
    visit = await plannedVisit(house)
    code = String((await house.as('aya').get(`/visits/${visit.id}`)).facts['code'])
  })

  after(async () => {
    await house.stop()
  })

  const notes = async (act: string, by: string): Promise<number> => {
    const { entries } = await house.as('emi').get<{ entries: Noted[] }>('/journal?limit=256')
    return entries.filter((entry) => entry.act === act && entry.actor === by).length
  }

  it('at the kiosk takes no file away, not even of the visit whose code it knows', async () => {
    const csv = await house.as('uketsuke').text(`/visits/export.csv?filter[code]=${code}`)
    expect(csv.split('\r\n').filter((line) => line !== '')).to.have.length(1)
    expect(csv).not.to.include('髙﨑')
  })

  it('at the kiosk cannot ask whether a visitor is called so', async () => {
    const kiosk = house.as('uketsuke')
    const { records } = await kiosk.get<Listed>(`/visits?filter[code]=${code}`)
    expect(records).to.have.length(1)
    for (const more of ['q=髙', 'q=乙', `filter[site]=${visit.id}`, 'filter[state]=planned']) {
      const probing = kiosk.get(`/visits?filter[code]=${code}&${more}`)
      expect([more, await codeOf(probing)]).to.deep.equal([more, 'unknown-query'])
    }
  })

  it('of a customer reads no file of a ledger it may not see', async () => {
    const { records } = await house.as('aya').get<Listed>('/customers')
    const customer = records[0]?.id
    const signed = await pledge(house)
    const own = await plannedVisit(house, { customer })
    await house.as('uketsuke').does('visits.pledge', own, signed)
    const { sha256 } = signed.signature.image
    expect((await house.as('aya').ask('GET', `/files/${sha256}`)).status).to.equal(200)
    expect(await codeOf(house.as('hana').get(`/files/${sha256}`))).to.equal('unknown-record')
  })

  it('of a customer sees none of another’s media, by list, search, file or export', async () => {
    const stranger = await house.as('chie').creates('customers.add', { name: '別のお客様' })
    const photo = await house.as('aya').stores(picture(0x20000))
    const other = await registered(house, { customer: stranger.id })
    const hana = house.as('hana')
    expect((await hana.get<Listed>(`/disposals?q=${other.number}`)).records).to.deep.equal([])
    const listed = hana.get<Listed>(`/disposals?filter[customer]=${stranger.id}`)
    expect((await listed).records).to.deep.equal([])
    expect(await hana.text('/disposals/export.csv')).not.to.include(other.number)
    for (const path of [`/disposals/${other.id}`, `/disposals/${other.id}/history`]) {
      expect([path, await codeOf(hana.get(path))]).to.deep.equal([path, 'unknown-record'])
    }
    expect(await codeOf(hana.get(`/files/${photo.sha256}`))).to.equal('unknown-record')
    expect((await hana.get<{ ledgers: unknown[] }>('/board')).ledgers).to.deep.equal([])
  })

  it('that reads the journal is noted as reading what people said of themselves', async () => {
    const { id } = house.as('dan')
    expect(await notes('visits.read', id)).to.equal(0)
    await house.as('dan').get('/journal?limit=256')
    expect(await notes('visits.read', id)).to.equal(1)
  })

  it('shows nothing when the journal could not take note of it, and asks again', async () => {
    const { appender } = house.running.house
    const note = appender.note.bind(appender)
    appender.note = () => Promise.reject(new Error('no room'))
    const ask = async () => (await house.as('ben').ask('GET', `/visits/${visit.id}`)).status
    expect(await ask()).to.equal(500)
    expect(await ask()).to.equal(500)
    appender.note = note
    expect(await ask()).to.equal(200)
    expect(await notes('visits.read', house.as('ben').id)).to.equal(1)
  })
})
