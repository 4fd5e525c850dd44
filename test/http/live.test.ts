/**
 * Live screens: they hear that something changed, and only of what they may read; what changed
 * they ask for through the guarded door like anybody else.
 */
import { once } from 'node:events'
import { expect } from 'chai'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { openHouse, signedIn } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { passwordOf } from '../people.ts'
import { plannedVisit, requested } from './told.ts'

interface Told {
  readonly ledger: string
  readonly act: string
  readonly record: string
  readonly revision: number
  readonly seq: number
}

describe('a live screen', () => {
  let house: TestHouse
  const open: Socket[] = []

  before(async () => {
    house = await openHouse()
  })

  afterEach(() => {
    for (const socket of open.splice(0)) socket.disconnect()
  })

  after(async () => {
    await house.stop()
  })

  const screen = (auth: object): Socket => {
    const socket = io(house.url, { auth, forceNew: true, reconnection: false })
    open.push(socket)
    return socket
  }
  /** A connected screen and everything it hears. */
  const watching = async (token: string) => {
    const socket = screen({ token })
    const heard: Told[] = []
    socket.on('act', (told: Told) => heard.push(told))
    const [hello] = (await once(socket as never, 'hello')) as [{ size: number }]
    return { socket, heard, hello }
  }
  const until = async (heard: readonly Told[], act: string) => {
    while (!heard.some((told) => told.act === act)) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return heard.find((told) => told.act === act) as Told
  }

  it('hears of another person’s act, and then reads what it was', async () => {
    const { heard, hello } = await watching(house.as('ben').token)
    expect(hello.size).to.be.greaterThan(0)
    const visit = await plannedVisit(house)
    const told = await until(heard, 'visits.plan')
    expect(told).to.deep.equal({
      ledger: 'visits',
      act: 'visits.plan',
      record: visit.id,
      revision: 1,
      seq: visit.seq,
    })
    expect((await house.as('ben').get(`/visits/${told.record}`)).number).to.equal(visit.number)
  })

  it('hears nothing of a ledger it may not read', async () => {
    const kiosk = await watching(house.as('uketsuke').token)
    const customer = await watching(house.as('hana').token)
    const staff = await watching(house.as('ben').token)
    await plannedVisit(house)
    await requested(house)
    await until(staff.heard, 'movements.request')
    // The settings are for every role but the customer's, and come after what must not be heard.
    const { records } = await house.as('kaoru').get<{ records: { id: string }[] }>('/settings')
    const [settings] = records as [{ id: string }]
    const because = '社名の訂正'
    await house.as('kaoru').does('settings.change', settings, { company: '試験会社' }, { because })
    await until(kiosk.heard, 'settings.change')
    expect(kiosk.heard.map(({ act }) => act)).to.deep.equal(['settings.change'])
    await until(staff.heard, 'settings.change')
    expect(customer.heard).to.deep.equal([])
  })

  it('is refused without a session', async () => {
    for (const auth of [{}, { token: 'nonsense' }]) {
      const socket = screen(auth)
      const [error] = (await once(socket as never, 'connect_error')) as [Error]
      expect(error.message).to.equal('sign-in-needed')
      expect(socket.connected).to.equal(false)
    }
  })

  it('goes dark when its account is disabled, and when its roles change', async () => {
    const [user, name, roles] = ['screen', '画面 守', ['staff']]
    const password = passwordOf(user)
    const kaoru = house.as('kaoru')
    const account = await kaoru.post('/accounts', { user, name, roles, password })
    const { token } = await signedIn(house.url, user, password)
    const first = await watching(token)
    const gone = once(first.socket as never, 'disconnect')
    await kaoru.does('accounts.grant', account, { roles: ['iso'] })
    await gone
    const second = await watching(token)
    const over = once(second.socket as never, 'disconnect')
    await kaoru.does('accounts.disable', account, {}, { because: '端末の廃止' })
    await over
    const [error] = (await once(screen({ token }) as never, 'connect_error')) as [Error]
    expect(error.message).to.equal('sign-in-needed')
  })
})
