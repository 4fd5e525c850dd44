/**
 * The page that lies in every pack, opened from a disk without a network as a hospital would: it
 * comes to the same verdicts as the command, for the pack as it is and for every way to alter it.
 */
import { expect } from 'chai'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { verdicts } from '../../models/verify/findings.ts'
import { packNames } from '../../models/pack.ts'
import { formatVerifierKey, signerKey } from '../../models/key.ts'
import { languages } from '../../models/words.ts'
import { verifying } from '../../client/verify/wording.ts'
import { bytesOf } from '../../server/journal/leaf.ts'
import { crypto } from '../../server/journal/crypto.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin } from '../people.ts'
import type { Shown } from '../people.ts'
import {
  download,
  manifestIn,
  nameAnew,
  packed,
  put,
  repacked,
  unpacked,
  written,
} from '../http/packing.ts'
import { certified } from '../http/reading.ts'
import { insideVisit } from '../http/told.ts'
import { Tsa } from '../journal/outside.ts'
import { verify } from '../journal/verifying.ts'
import { Authority } from '../evidence/authority.ts'
import { forkedAt, tamperings } from '../http/tampering.ts'
import { flowMs, openBrowser } from './tablet.ts'

const locales = { ja: 'ja-JP', en: 'en-GB' } as const

describe('the page that verifies', function () {
  this.timeout(flowMs)
  const room = temporaryFolder()
  let tsa: Tsa
  let house: TestHouse
  let browser: Browser
  let bytes: Uint8Array
  let later: Uint8Array
  let medium: Shown
  let page: string

  before(async () => {
    tsa = new Tsa()
    await tsa.open()
    house = await openHouse({ environment: { TSA_URL: `http://${tsa.desk.address}/` } })
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
    await tsa.close()
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

  it('takes what is dragged onto it', async () => {
    const tab = await opened('en')
    const base64 = Buffer.from(bytes).toString('base64')
    const dropped = await tab.evaluateHandle(`(() => {
      const data = new DataTransfer()
      const binary = Uint8Array.from(atob('${base64}'), (one) => one.charCodeAt(0))
      data.items.add(new File([binary], 'dragged.zip'))
      return data
    })()`)
    await tab.dispatchEvent('.drop', 'dragover', { dataTransfer: dropped })
    await tab.locator('.drop.over').waitFor()
    await tab.dispatchEvent('.drop', 'drop', { dataTransfer: dropped })
    await tab.locator('.result').waitFor()
    const text = await tab.locator('main').innerText()
    expect(text).to.include('dragged.zip').and.to.include(verdicts.genuine.en)
    await tab.context().close()
  })

  it('says what the command does for another key, and for a journal that was forked', async () => {
    const tab = await opened('en')
    const pack = written(room.folder, 'pack.zip', later)
    const held = await unpacked(bytes)
    const { earlier } = manifestIn(await unpacked(later))
    put(held, packNames.checkpoint, forkedAt(earlier?.size ?? 0, house))
    const forked = written(room.folder, 'forked.zip', await repacked(held))
    const text = await says(tab, pack, forked)
    expect(text).to.include('came from another journal').and.to.include(verdicts.failed.en)
    await says(tab, pack)
    const other = signerKey('example.jp/other', new Uint8Array(32).fill(7), crypto)
    await tab.getByLabel(verifying.key.en).fill(formatVerifierKey(other))
    await tab.getByLabel(verifying.key.en).press('Enter')
    await tab.getByText('is not the key you noted').waitFor()
    await tab.getByText(verdicts.failed.en).waitFor()
    await tab.context().close()
  })

  it('checks a time-stamp under the roots it is given, as the command does', async () => {
    const tab = await opened('en')
    const pack = written(room.folder, 'pack.zip', bytes)
    expect(await says(tab, pack)).to.include('give the roots you trust')
    const trusted = await verify([pack, '--tsa-ca', tsa.authority.rootFile])
    const root = written(room.folder, 'root.pem', Buffer.from(tsa.authority.rootPem))
    await tab.getByText(verifying.outsiders.en).click()
    await tab.locator('#roots').setInputFiles(root)
    await tab.getByText('root.pem').waitFor()
    await tab.getByLabel(verifying.witnesses.en).fill('nonsense')
    await tab.getByLabel(verifying.key.en).focus()
    await tab.getByText(verifying.noKey.en).waitFor()
    await tab.getByLabel(verifying.witnesses.en).fill('')
    await tab.getByLabel(verifying.key.en).focus()
    const text = await says(tab, pack)
    const lines = trusted.says.trim().split('\n').slice(0, -1)
    for (const line of lines) expect(text).to.include(line.slice(10))
    const { violations } = await new AxeBuilder({ page: tab }).analyze()
    expect(violations.map(({ id }) => id)).to.deep.equal([])
    await tab.context().close()

    const stranger = new Authority()
    const wary = await opened('en')
    const wrong = written(room.folder, 'other.pem', Buffer.from(stranger.rootPem))
    stranger.remove()
    const refused = await says(wary, pack, wrong)
    expect(refused).to.include('does not lead to a trusted root').and.to.include(verdicts.failed.en)
    await wary.context().close()
  })

  it('verifies a proof with the entry it is of, and says when it is of another', async () => {
    const { database, evidence, signer } = house.running.house
    const leafAt = async (seq: number) => {
      const stored = await database.entries.findById(seq).lean()
      return written(room.folder, `${seq}.json`, bytesOf(stored?.leaf ?? Buffer.alloc(0)))
    }
    const proof = written(room.folder, '3.tlog-proof', Buffer.from(await evidence.proof(3)))
    const tab = await opened('en')
    await tab.getByLabel(verifying.key.en).fill(signer.vkey)
    const right = await says(tab, proof, await leafAt(3))
    expect(right).to.include('Entry 3 is in the signed journal').and.to.include(verdicts.genuine.en)
    const wrong = await says(tab, proof, await leafAt(4))
    expect(wrong).to.include(verdicts.failed.en).and.not.to.include(verdicts.genuine.en)
    expect(await says(tab, proof)).to.include('which entry it is of')
    expect(await says(tab, await leafAt(4))).to.include(verifying.entryAlone.en)
    await tab.context().close()
  })

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
