/**
 * A reception tablet that is switched on while nobody can be reached: it opens, takes in whoever
 * stands there, and hands all of it in once the line is back.
 */
import { expect } from 'chai'
import { greeting } from '../../client/wording/kiosk.ts'
import { temporaryFolder } from '../house.ts'
import type { Listed } from '../house.ts'
import { inHours, plannedVisit } from '../http/told.ts'
import { freePort, openAgain } from './again.ts'
import { isCarrying } from './carried.ts'
import {
  asks,
  codeOf,
  comesUnplanned,
  declaresNothing,
  draws,
  isCalled,
  keysIn,
} from './counter.ts'
import { flowMs, Tablet } from './tablet.ts'

/** How often it is looked again for what comes about by itself, in milliseconds. */
const againMs = 100

describe('the reception tablet switched on without a network', function () {
  this.timeout(flowMs)

  it('takes in a visitor with a number, which staff find the plan by', async () => {
    const [data, folder, port] = [temporaryFolder(), temporaryFolder(), await freePort()]
    let house = await openAgain(data.folder, port)
    const visit = await plannedVisit(house, { plannedFrom: inHours(0), plannedTo: inHours(2) })
    const code = await codeOf(house, visit)
    let tablet = await Tablet.switchOn(folder.folder, house.url, 'ja')
    await tablet.typeSignIn('uketsuke')
    await isCarrying(tablet)
    await house.stop()
    await tablet.close()

    tablet = await Tablet.switchOn(folder.folder, house.url, 'ja')
    await tablet.page.goto('/')
    await asks(tablet, greeting.welcome)
    await keysIn(tablet, code)
    await tablet.sees(tablet.say(greeting.unheard))
    await tablet.isAccessible()
    await tablet.tap(greeting.goOnUnheard)
    await isCalled(tablet, '髙﨑 次郎')
    await comesUnplanned(tablet, '三丁目電設')
    await declaresNothing(tablet)
    await draws(tablet)
    await tablet.tap(greeting.sign)
    await tablet.sees(tablet.say(greeting.keptText))
    await tablet.tap(greeting.finish)

    house = await openAgain(data.folder, port)
    const found = async () => (await house.as('aya').get<Listed>(`/visits?q=${code}`)).records
    for (;;) {
      const states = (await found()).map(({ state }) => state)
      if (states.length === 2 && states.includes('pledged')) break
      await tablet.page.waitForTimeout(againMs)
    }
    const come = (await found()).find(({ id }) => id !== visit.id)
    expect(come?.facts).to.deep.include({ toldCode: code })
    expect(come?.facts['code']).not.to.equal(code)
    await tablet.close()
    await house.stop()
    for (const room of [data, folder]) room.remove()
  })
})
