/**
 * The page that lies in every pack, opened from a disk without a network as a hospital would: it
 * comes to the same verdicts as the command, for the pack as it is and for every way to alter it.
 */
import { expect } from 'chai'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { verdicts } from '../../models/verify/findings.ts'
import { packNames } from '../../models/pack.ts'
import { languages } from '../../models/words.ts'
import { verifying } from '../../client/verify/wording.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin } from '../people.ts'
import type { Shown } from '../people.ts'
import { download, nameAnew, packed, repacked, unpacked, written } from '../http/packing.ts'
import { certified } from '../http/reading.ts'
import { tamperings } from '../http/tampering.ts'
import { insideVisit } from '../http/told.ts'
import { flowMs, openBrowser } from './tablet.ts'

const locales = { ja: 'ja-JP', en: 'en-GB' } as const

describe('the page that verifies', function () {
  this.timeout(flowMs)
  const room = temporaryFolder()
  let house: TestHouse
  let browser: Browser
  let bytes: Uint8Array
  let later: Uint8Array
  let medium: Shown
  let page: string

  before(async () => {
    house = await openHouse()
    const chie = house.as('chie')
    const [own] = (await house.as(admin).get<Listed>('/customers')).records
    const customer = own?.id
    medium = await certified(house, { customer })
    await certified(house, { customer })
    const pack = await packed(chie, { customer })
    bytes = await download(chie, pack)
    await chie.does('packs.hand', pack, { handedTo: '花丘総合病院', means: 'medium' })
    later = await download(chie, await packed(chie, { customer }))
    const files = await unpacked(bytes)
    page = written(room.folder, 'verify.html', files.get(packNames.verifier) ?? new Uint8Array())
    browser = await openBrowser()
  })

  after(async () => {
    await browser.close()
    await house.stop()
    room.remove()
  })

  /** Opens the page from the disk, on a machine that has no network at all. */
  const opened = async (language: 'ja' | 'en', faults: string[] = []): Promise<Page> => {
    const context = await browser.newContext({ locale: locales[language], offline: true })
    const tab = await context.newPage()
    tab.on('pageerror', ({ message }) => faults.push(message))
    tab.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) faults.push(request.url())
    })
    await tab.goto(`file://${page}`)
    return tab
  }
  /** What the page says of files; the heading tells the verdict. */
  const says = async (tab: Page, ...files: readonly string[]) => {
    await tab.locator('#files').setInputFiles([])
    await tab.locator('#files').setInputFiles([...files])
    await tab.locator('.status:empty').waitFor({ state: 'attached' })
    await tab.locator('.result').first().waitFor()
    return await tab.locator('main').innerText()
  }

  for (const language of languages) {
    it(`says that a pack is genuine, and which records it holds, in ${language}`, async () => {
      const faults: string[] = []
      const tab = await opened(language, faults)
      const pack = written(room.folder, 'pack.zip', bytes)
      const text = await says(tab, pack)
      expect(text).to.include(verdicts.genuine[language]).and.to.include(medium.number)
      expect(text).not.to.include(verdicts.failed[language])
      const { violations } = await new AxeBuilder({ page: tab }).analyze()
      expect(violations.map(({ id }) => id)).to.deep.equal([])
      const both = await says(tab, pack, written(room.folder, 'later.zip', later))
      expect(both).to.include(
        language === 'ja'
          ? 'お手元の前回のパックと同じ'
          : 'the same journal as that of the earlier',
      )
      await tab.getByLabel(verifying.key[language]).fill('example.jp/other+00000000+AAAA')
      await tab.getByLabel(verifying.key[language]).press('Enter')
      await tab.getByText(verdicts.unreadable[language]).first().waitFor()
      expect(faults).to.deep.equal([])
      await tab.context().close()
    })
  }

  it('comes to the same verdict as the command for every way a pack may be altered', async () => {
    const tab = await opened('en')
    for (const { what, change, shows } of tamperings) {
      const files = await unpacked(bytes)
      await change(files, house)
      nameAnew(files)
      const text = await says(tab, written(room.folder, `${what}.zip`, await repacked(files)))
      expect(text, what).to.include(verdicts.failed.en).and.not.to.include(verdicts.genuine.en)
      if (shows) expect(text).to.match(shows)
    }
    await tab.context().close()
  })

  it('reads a certificate, and what is neither that nor a pack it says so of', async () => {
    const tab = await opened('ja')
    const pdf = await house.as('chie').bytes(`/disposals/${medium.id}/certificate.pdf?language=ja`)
    const text = await says(tab, written(room.folder, 'certificate.pdf', pdf))
    expect(text).to.include(verdicts.genuine.ja).and.to.include(medium.number)
    const other = await says(tab, written(room.folder, 'a.txt', Buffer.from('こんにちは')))
    expect(other).to.include(verdicts.unreadable.ja)
    await tab.context().close()
  })

  it('is served by the house, too, and there says whether a file is the one that was issued', async () => {
    const tab = await (await browser.newContext({ locale: 'ja-JP' })).newPage()
    await tab.goto(`${house.url}/verify#${medium.number}`)
    const path = `/disposals/${medium.id}/certificate.pdf?language=ja`
    const pdf = await house.as('chie').bytes(path)
    const genuine = await says(tab, written(room.folder, 'a.pdf', pdf))
    expect(genuine).to.include('発行したファイルそのもの')
    const forged = pdf.slice()
    const at = Buffer.from(forged).indexOf('%PDF')
    forged[at + 9] = (forged[at + 9] ?? 0) ^ 1
    const text = await says(tab, written(room.folder, 'b.pdf', forged))
    expect(text)
      .to.include(verdicts.failed.ja)
      .and.to.include('発行したものとして記録されていません')
    const visit = await insideVisit(house)
    const pledge = await house.as('aya').bytes(`/visits/${visit.id}/pledge.pdf?language=ja`)
    const sheet = await says(tab, written(room.folder, 'pledge.pdf', pledge))
    expect(sheet)
      .to.include(verdicts.genuine.ja)
      .and.not.to.include('発行したものとして記録されていません')
    const again = await house.as('chie').get(`/disposals/${medium.id}`)
    await house.as('chie').does('disposals.reissue', again, {}, { because: '宛名の訂正' })
    const old = await says(tab, written(room.folder, 'c.pdf', pdf))
    expect(old).to.include('より新しい版があります')
    await tab.context().close()
  })
})
