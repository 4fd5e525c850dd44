/** Importing a published reference from a file of our own wording. */
import { writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { openData } from '../../scripts/data/open.ts'
import { Room, run } from './running.ts'

const heading = 'Seq\t章\t節\t段\t概要\t番号\t要求事項\t対応状況'
const first = [
  '台帳の見本',
  '2031年4月7日版',
  heading,
  '1\t1 倉庫\t1.1 入口\t1.1.1 扉\t扉は閉じる。\t(1)\t扉を閉める\t閉めています。',
  '2\t\t\t\t\t(2)\t鍵をかける\t同上',
  '3\t\t\t1.1.2 窓\t\t(1)\t窓を閉める\t閉めています。',
].join('\n')
const second = [
  '台帳の見本',
  heading,
  '1\t1 倉庫\t1.1 入口\t1.1.1 扉\t扉は閉じる。\t(1)\t扉を閉める\t自動で閉まります。',
].join('\n')

describe('npm run import-reference', () => {
  const room = new Room()
  const environment = { DATA_DIR: room.at('data') }
  const file = room.at('reference.txt')

  after(() => room.remove())

  async function answers(): Promise<string[]> {
    const data = await openData({ dataDir: room.at('data'), mongodbUri: undefined })
    try {
      const claims = await data.database.claims.find().sort({ _id: 1 }).lean()
      return claims.map(({ _id, seq, answer }) => `${_id}/${seq} ${answer}`)
    } finally {
      await data.close()
    }
  }

  it('stores every claim by its number, and twice is as good as once', async () => {
    writeFileSync(file, first)
    const expected = ['1/1 閉めています。', '2/2 閉めています。', '3/3 閉めています。']
    for (const _ of [1, 2]) {
      const { code, says } = await run('import-reference', [file], environment)
      expect(code, says).to.equal(0)
      expect(says).to.contain('台帳の見本 (2031-04-07)').and.to.contain('Stored 3 claims.')
      expect(await answers()).to.deep.equal(expected)
    }
  })

  it('only reads when it is a dry run', async () => {
    writeFileSync(file, second)
    const { code, says } = await run('import-reference', [file, '--dry-run'], environment)
    expect([code, says]).to.satisfy(() => says.includes('1 claims') && code === 0)
    expect(await answers()).to.have.length(3)
  })

  it('replaces the earlier import as a whole', async () => {
    const { code } = await run('import-reference', [file], environment)
    expect(code).to.equal(0)
    expect(await answers()).to.deep.equal(['1/1 自動で閉まります。'])
  })

  it('keeps the earlier import when the file is no reference, and says so', async () => {
    writeFileSync(file, 'これは手紙です。\n')
    const letter = await run('import-reference', [file], environment)
    expect([letter.code, letter.says]).to.deep.equal([
      1,
      `refused: ${file} holds no item of a reference.\n`,
    ])
    writeFileSync(file, Buffer.from([0x83, 0x65, 0x83, 0x58, 0x83, 0x67]))
    const encoded = await run('import-reference', [file], environment)
    expect(encoded.code).to.equal(1)
    expect(encoded.says).to.contain('is not UTF-8 text')
    expect(await answers()).to.deep.equal(['1/1 自動で閉まります。'])
  })

  it('says with its line what a person should look at', async () => {
    writeFileSync(file, `${first}\n5\t\t\t\t\t(2)\t網を張る\t\n`)
    const { says } = await run('import-reference', [file, '--dry-run'], environment)
    expect(says).to.match(/line 7 \(no\. 5\): .*gap/)
    expect(says).to.match(/line 7 \(no\. 5\): .*answer is empty/)
  })

  it('explains itself when it is called wrongly, or the file is not there', async () => {
    const none = await run('import-reference', [], environment)
    expect([none.code, none.says.split(' ')[0]]).to.deep.equal([2, 'Usage:'])
    const missing = await run('import-reference', [room.at('nothing')], environment)
    expect(missing.code).to.equal(2)
  })
})
