/** One name in its many ways of writing, for any name and any way. */
import { expect } from 'chai'
import fc from 'fast-check'
import { name } from '../../models/fields.ts'
import { firmName, goesBy, katakana, sameName, searchForm } from '../../models/kana.ts'
import { words } from '../../models/words.ts'

/** Readings: syllables that exist in both kana, in half width, too. */
const reading = fc
  .array(
    fc.constantFrom(
      ...'アイウエオカキクケコガギグサシスタチツッナニヌパピプマミャヤユヨラリルワン',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((kana) => kana.join(''))

const hiragana = (text: string) =>
  text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
const narrow = new Map(
  [...'アイウエオカキクケコサシスタチツッナニヌマミャヤユヨラリルワン'].map((kana, at) => [
    kana,
    [...'ｱｲｳｴｵｶｷｸｹｺｻｼｽﾀﾁﾂｯﾅﾆﾇﾏﾐｬﾔﾕﾖﾗﾘﾙﾜﾝ'][at] ?? kana,
  ]),
)
const halfWidth = (text: string) => [...text].map((kana) => narrow.get(kana) ?? kana).join('')

const ways: readonly ((text: string) => string)[] = [
  (text) => text,
  hiragana,
  halfWidth,
  (text) => ` ${text}　`,
  (text) => [...text].join('　'),
  (text) => [...text].join(' '),
  (text) => text.normalize('NFD'),
]

describe('one name in many ways of writing', () => {
  it('is one person, however the reading is typed', () => {
    fc.assert(
      fc.property(
        reading,
        fc.constantFrom(...ways),
        fc.constantFrom(...ways),
        (text, one, other) => {
          const person = { name: '髙﨑 次郎', furigana: one(text) }
          expect(goesBy(person, other(text))).to.equal(true)
          expect(sameName(person, { name: '別 人', furigana: other(text) })).to.equal(true)
        },
      ),
    )
  })

  it('is not another person, whatever else is added to it', () => {
    fc.assert(
      fc.property(reading, reading, fc.constantFrom(...ways), (text, more, way) => {
        const person = { name: '髙﨑 次郎', furigana: text }
        expect(goesBy(person, way(text + more))).to.equal(false)
      }),
    )
  })

  it('is nobody’s when nothing is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom('', ' ', '　', '・', '-'), (typed) => {
        expect(goesBy({ name: '乙 一郎' }, typed)).to.equal(false)
        expect(goesBy({ name: '・' }, typed)).to.equal(false)
      }),
    )
  })

  it('keeps its reading in full-width katakana', () => {
    const { schema } = name(words('氏名', 'Name'))
    const kept = (furigana: string) => schema.safeParse({ name: '髙﨑', furigana }).data?.furigana
    fc.assert(
      fc.property(reading, fc.constantFrom(hiragana, halfWidth), (text, way) => {
        expect(kept(way(text))).to.equal(text)
        expect(katakana(way(text))).to.equal(text)
      }),
    )
    expect(kept('Ｔａｋａｓａｋｉ')).to.equal('Takasaki')
  })

  it('finds a company by its form of law in full and in brackets', () => {
    for (const typed of [
      '㈱三丁目電設',
      '（株）三丁目電設',
      '(株) 三丁目電設',
      '株式会社　三丁目電設',
    ]) {
      expect(searchForm(typed), typed).to.equal('株式会社三丁目電設')
    }
  })

  it('of a firm has one spelling, and keeps the characters it is written with', () => {
    for (const typed of ['（株）五丁目', '㈱五丁目', '(株)五丁目', '株式会社五丁目']) {
      expect(firmName(typed), typed).to.equal('株式会社五丁目')
    }
    expect(firmName('ＡＢＣ　ﾃﾞﾝｷ㈲')).to.equal('ABC デンキ有限会社')
    // The last two are compatibility ideographs, which folding alone would replace.
    for (const kept of ['髙﨑德𠮷', '神社\ufa19', '\uf91d']) expect(firmName(kept)).to.equal(kept)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(firmName(firmName(text))).to.equal(firmName(text))
        expect(searchForm(firmName(text))).to.equal(searchForm(text))
      }),
    )
  })
})
