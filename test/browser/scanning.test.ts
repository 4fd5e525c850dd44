/**
 * Scanning on tablets: a camera that sees a label or a bar code, a scanner that types, and a
 * device whose camera nobody may use. Whatever it is, the record opens or the page says why not.
 */
import path from 'node:path'
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { scanning } from '../../client/wording/scan.ts'
import { languages } from '../../models/words.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import type { Shown } from '../people.ts'
import { dataMatrix } from './datamatrix.ts'
import { code128, film, qr } from './film.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const disk = { maker: '東芝', model: 'MG08ACA16TE', mediaType: 'hdd' }

describe('scanning', function () {
  this.timeout(flowMs)
  const room = temporaryFolder()
  let house: TestHouse
  let medium: Shown
  const browsers: Browser[] = []

  before(async () => {
    house = await openHouse()
    medium = await house.as('aya').creates('disposals.register', { ...disk, serial: 'ZC12-0042' })
  })

  after(async () => {
    await Promise.all(browsers.map((browser) => browser.close()))
    await house.stop()
    room.remove()
  })

  async function camera(drawing?: ReturnType<typeof qr>): Promise<Browser> {
    const file = path.join(room.folder, `${browsers.length}.y4m`)
    if (drawing) film(file, drawing)
    const browser = await openBrowser(drawing && file)
    browsers.push(browser)
    return browser
  }

  it('opens the record of a label that the camera sees, wherever the label was printed', async () => {
    const label = qr(`https://somewhere.example/disposals/${medium.id}`)
    const tablet = await Tablet.open(await camera(label), house, 'ja')
    await tablet.signIn('aya')
    await tablet.tap(scanning.title)
    await tablet.page.waitForURL(`**/disposals/${medium.id}`)
    await tablet.sees('ZC12-0042')
    await tablet.close()
  })

  it('opens the record whose serial stands in a bar code', async () => {
    const tablet = await Tablet.open(await camera(code128('ZC12-0042')), house, 'en')
    await tablet.signIn('aya')
    await tablet.tap(scanning.title)
    await tablet.page.waitForURL(`**/disposals/${medium.id}`)
    await tablet.close()
  })

  it('opens the record whose serial stands in the small square code of a disk', async () => {
    const tablet = await Tablet.open(await camera(dataMatrix('ZC12-0042')), house, 'ja')
    await tablet.signIn('aya')
    await tablet.tap(scanning.title)
    await tablet.page.waitForURL(`**/disposals/${medium.id}`)
    await tablet.close()
  })

  it('puts a bar code into the field it is scanned for', async () => {
    const tablet = await Tablet.open(await camera(code128('WX-77881')), house, 'ja')
    await tablet.signIn('aya')
    await tablet.page.locator('a.home').waitFor()
    await tablet.begins('disposals.register')
    const label = { ja: '製造番号を読み取る', en: 'Scan: Serial no.' }
    await tablet.tap(label)
    const field = tablet.page.locator('#field-serial')
    while ((await field.inputValue()) !== 'WX-77881') await tablet.page.waitForTimeout(50)
    await tablet.close()
  })

  it('hears a scanner that types, with the focus anywhere', async () => {
    const browser = await camera()
    const tablet = await Tablet.open(browser, house, 'ja')
    await tablet.signIn('aya')
    await tablet.page.getByRole('button', { name: tablet.say(scanning.title) }).waitFor()
    await tablet.wedges(`http://10.1.2.3:3000/disposals/${medium.id}`)
    await tablet.page.waitForURL(`**/disposals/${medium.id}`)
    await tablet.page.goto('/')
    await tablet.page.getByRole('button', { name: tablet.say(scanning.title) }).waitFor()
    // On a button, whose click Enter would otherwise be.
    await tablet.page.locator('a.home').focus()
    await tablet.wedges('ZC12-0042')
    await tablet.page.waitForURL(`**/disposals/${medium.id}`)
    await tablet.wedges('NOBODY-HAS-THIS')
    await tablet.sees(tablet.say(scanning.nothingFound, { text: 'NOBODY-HAS-THIS' }))
    await tablet.close()
  })

  it('shows which records a code may mean', async () => {
    const twin = { ...disk, maker: '日立' }
    await house.as('aya').creates('disposals.register', { ...twin, serial: 'TWIN-1-A' })
    await house.as('aya').creates('disposals.register', { ...twin, serial: 'TWIN-1-B' })
    const tablet = await Tablet.open(await camera(), house, 'en')
    await tablet.signIn('aya')
    await tablet.page.getByRole('button', { name: tablet.say(scanning.title) }).waitFor()
    await tablet.wedges('TWIN-1')
    await tablet.sees(tablet.say(scanning.several))
    await tablet.isAccessible()
    await tablet.page.getByRole('dialog').getByText('TWIN-1-B').tap()
    await tablet.sees('TWIN-1-B')
    await tablet.close()
  })

  for (const language of languages) {
    it(`says what to do when there is no camera, and takes what is typed, in ${language}`, async () => {
      const tablet = await Tablet.open(await camera(), house, language)
      await tablet.signIn('aya')
      await tablet.tap(scanning.title)
      await tablet.sees(tablet.say(scanning.none))
      await tablet.isAccessible()
      await tablet.page.getByLabel(tablet.say(scanning.typed)).fill('ｚｃ12-0042')
      await tablet.tap(scanning.use)
      await tablet.page.waitForURL(`**/disposals/${medium.id}`)
      expect(tablet.page.url()).to.include(medium.id)
      await tablet.close()
    })
  }
})
