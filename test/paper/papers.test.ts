/**
 * Every paper as whoever receives it holds it: what it says word for word in both languages, what
 * is embedded in it byte for byte, what its pages show, and what the file is made of.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import pdfkit from 'pdfkit'
import { languages } from '../../models/words.ts'
import type { Language } from '../../models/words.ts'
import { archivalFaults } from './archival.ts'
import { fixedHouse, names, year } from './fixed.ts'
import type { Fixed, Name } from './fixed.ts'
import { textOf } from './readers.ts'

/** The texts are kept with the sources, of which the tests run a built copy. */
const kept = (name: Name, language: Language) =>
  path.resolve(import.meta.dirname, '../../../test/said', `${name}-${language}.txt`)

/** A text without what is another on every run; what was there can still be seen. */
function masked(text: string): string {
  return text
    .replaceAll(/\b([A-Z]{1,3})-20\d\d-/g, '$1-[year]-')
    .replaceAll(/(\d{4})-\d\d-\d\d \d\d:\d\d \+09:00/g, (all, its: string) =>
      Number(its) === year ? all : '[moment of the run]',
    )
    .replaceAll(/[^\s：]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}/g, '[public key]')
}

const nothing = new Uint8Array()

describe('papers', function () {
  this.timeout(120_000)
  let fixed: Fixed

  const file = (name: Name, language: Language) => fixed.files.get(`${name}-${language}`) ?? nothing

  before(async () => {
    fixed = await fixedHouse()
  })

  after(async () => {
    await fixed.house.stop()
  })

  for (const name of names) {
    for (const language of languages) {
      it(`say the ${name} in ${language} as the text that is kept`, () => {
        const said = `${masked(textOf(file(name, language)))}\n`
        const text = kept(name, language)
        if (!existsSync(text)) {
          writeFileSync(text, said)
          throw new Error(`${text} was missing and is kept now: read it before you trust it`)
        }
        expect(said).to.equal(readFileSync(text, 'utf8'))
      })

      it(`are made as PDF/A-3b asks: the ${name} in ${language}`, () => {
        expect(archivalFaults(file(name, language))).to.deep.equal([])
      })
    }
  }

  it('are told apart from a PDF that is none', async () => {
    const document = new pdfkit({ info: { Title: 'plain' } })
    const chunks: Buffer[] = []
    const ended = new Promise((resolve) => document.on('end', resolve))
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.fillOpacity(0.5).text('certificate')
    document.file(Buffer.from('{}'), { name: 'a.json' })
    document.end()
    await ended
    expect(archivalFaults(new Uint8Array(Buffer.concat(chunks)))).to.include.members([
      'no /Lang',
      'it is not marked as tagged',
      'no output intent of PDF/A',
      'its metadata does not say part 3',
      'u:a.json: no /AFRelationship',
      '/Helvetica: a kind of font this does not know',
      'something is painted half transparent',
      'no structure',
    ])
  })
})
