/**
 * Importing a reference: a small one of our own, written with every irregularity that printed
 * tables have, and the structure (never the words) of a real one where it lies beside the project.
 */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { parseReference } from '../../models/reference.ts'
import { besideProject, readIfPresent } from './setting.ts'

const heading = 'Seq\t章\t節\t段\t概要\t番号\t要求事項\t対応状況'
const narrow = '章\t節\t段\t概要\t番号\t要求事項\t対応状況'

const sample = [
  '\ufeff台帳の見本',
  '',
  '2031年4月7日版',
  '見本の一覧\t\t\t\t\t\t\t',
  heading,
  '1\t1 倉庫\t1.1 入口\t1.1.1 扉\t扉は常に\t(1)\t扉を閉める\t閉めています。',
  '2\t\t\t\t閉じておく。\t(2)\t鍵をかける\t同上',
  '3\t\t\t1.1.2 窓\t\t(1)\t窓を閉める\t同上 網も張っています。',
  '4\t\t\t\t\t\t・内側から\t同上',
  '',
  '見本の一覧\t\t\t\t\t\t',
  narrow,
  '5\t\t1.2 棚\t\t\t棚を数える\t数えています。',
  '6\t1.2.1 台車\t\t台車は一台ずつ数える\t(1)\t台車を数える\t"二行に',
  'わたる ""答え"" です。"',
  '7\t\t\t\t(2)\t車輪を',
  '見る\t見ています。',
  '',
  'Seq\t見本の一覧\t\t\t\t要求事項\t対応状況',
  '\t章\t節\t段\t概要\t\t',
  '8\t\t\t一台ずつ数える\t(3)\t油をさす\t',
].join('\r\n')

describe('a reference', () => {
  const reference = parseReference(sample)
  const claim = (seq: number) => reference.claims.find((one) => one.seq === seq)

  it('has the title and edition of its preamble', () => {
    expect([reference.title, reference.edition]).to.deep.equal(['台帳の見本', '2031-04-07'])
    expect(parseReference('').edition).to.equal(undefined)
  })

  it('gives every item once, in order', () => {
    expect(reference.claims.map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('fills merged cells from above, and clears them under a new heading', () => {
    const place = (seq: number) => {
      const { chapter, section, paragraph, summary } = claim(seq) ?? {}
      return [chapter, section, paragraph, summary]
    }
    expect(place(2)).to.deep.equal(['1 倉庫', '1.1 入口', '1.1.1 扉', '扉は常に閉じておく。'])
    expect(place(1)).to.deep.equal(place(2))
    expect(place(4)).to.deep.equal(['1 倉庫', '1.1 入口', '1.1.2 窓', ''])
    expect(place(5)).to.deep.equal(['1 倉庫', '1.2 棚', '', ''])
    expect(place(7)).to.deep.equal(['1 倉庫', '1.2 棚', '1.2.1 台車', '台車は一台ずつ数える'])
    expect(place(8)).to.deep.equal(place(7))
  })

  it('keeps the number of each item as printed', () => {
    expect(reference.claims.map(({ number }) => number)).to.deep.equal([
      '(1)',
      '(2)',
      '(1)',
      '',
      '',
      '(1)',
      '(2)',
      '(3)',
    ])
  })

  it('resolves 同上 to the words it stands for, and remembers whose they are', () => {
    expect([claim(1)?.answer, claim(1)?.inherits]).to.deep.equal(['閉めています。', undefined])
    expect([claim(2)?.answer, claim(2)?.inherits]).to.deep.equal(['閉めています。', 1])
    const added = '閉めています。\n網も張っています。'
    expect([claim(3)?.answer, claim(3)?.inherits]).to.deep.equal([added, 1])
    expect([claim(4)?.answer, claim(4)?.inherits]).to.deep.equal([added, 3])
  })

  it('reads quoted cells and cells broken over lines', () => {
    expect(claim(6)?.answer).to.equal('二行に\nわたる "答え" です。')
    expect(claim(7)?.requirement).to.equal('車輪を\n見る')
    expect(claim(7)?.answer).to.equal('見ています。')
  })

  it('reports each guess with its line, and keeps the text it was made from', () => {
    expect(reference.findings.map(({ code, line, seq }) => [code, line, seq])).to.deep.equal([
      ['joined', 7, 2],
      ['misplaced', 13, 5],
      ['misplaced', 14, 6],
      ['continued', 15, 6],
      ['continued', 17, 7],
      ['joined', 21, 8],
      ['no-answer', 21, 8],
    ])
    expect(claim(7)?.raw).to.equal('7\t\t\t\t(2)\t車輪を\n見る\t見ています。')
    expect(claim(1)).to.not.have.property('raw')
  })
})

describe('a damaged reference', () => {
  const row = (seq: number | string, answer = 'はい') => `${seq}\t\t\t\t\t(1)\t求める\t${answer}`
  const codes = (...lines: string[]) =>
    parseReference([heading, ...lines].join('\n')).findings.map(({ code, line }) => [code, line])

  it('is reported with a gap, a repeated number and a missing one', () => {
    expect(codes(row(1), row(3))).to.deep.equal([['sequence', 3]])
    expect(codes(row(1), row(1, 'いいえ'))).to.deep.equal([['duplicate', 3]])
    expect(codes(row(1), row(''), row(2))).to.deep.equal([['no-sequence', 3]])
  })

  it('is reported with cells missing or left over, and keeps what is there', () => {
    expect(codes('1\t\t\t\t\t(1)\t求める')).to.deep.equal([
      ['cells', 2],
      ['no-answer', 2],
    ])
    const { claims } = parseReference([heading, `${row(1)}\tおまけ`].join('\n'))
    expect(claims[0]?.answer).to.equal('はい おまけ')
    expect(codes(`${row(1)}\tおまけ`)).to.deep.equal([['cells', 2]])
  })

  it('is reported with an open quotation, whose text is kept', () => {
    expect(codes(row(1, '"はい'), row(2))).to.deep.equal([['quote', 2]])
    const { claims } = parseReference([heading, row(1, '"はい'), row(2)].join('\n'))
    expect(claims.map(({ answer }) => answer)).to.deep.equal(['"はい', 'はい'])
  })

  it('is reported with an answer that refers to nothing', () => {
    expect(codes(row(1, '同上'))).to.deep.equal([['nothing-above', 2]])
    expect(codes(row(1, ''), row(2, '同上'))).to.deep.equal([
      ['no-answer', 2],
      ['nothing-above', 3],
    ])
  })

  it('is reported with lines that belong to no item, whose text is kept', () => {
    const { findings } = parseReference([heading, row(1), '', '以上です'].join('\n'))
    expect(findings).to.deep.equal([{ code: 'stray', line: 4, raw: '以上です' }])
  })

  it('does not take a word that begins with 同上 for a reference to above', () => {
    const { claims } = parseReference([heading, row(1), row(2, '同上記録')].join('\n'))
    expect(claims[1]).to.deep.include({ answer: '同上記録' })
    expect(claims[1]).to.not.have.property('inherits')
  })

  it('never stops the import, and gives each number once and in order', () => {
    const piece = fc.constantFrom('\t', '\n', '"', '1', '2', '12', 'ab', '同上', '章', ' ', heading)
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { claims, findings } = parseReference(`${heading}\n${pieces.join('')}`)
        const seqs = claims.map(({ seq }) => seq)
        expect(seqs).to.deep.equal([...new Set(seqs)].toSorted((one, other) => one - other))
        expect(findings.every(({ line }) => line >= 1)).to.equal(true)
      }),
    )
  })

  it('gives back any table that was written without damage', () => {
    const cell = fc.stringMatching(/^[a-z"あ-ん][a-z あ-ん"]{0,8}[a-zあ-ん]$/)
    const item = fc.record({ requirement: cell, answer: cell })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const lines = items.map(
          ({ requirement, answer }, at) =>
            `${at + 1}\t\t\t\t\t(${at})\t${quoted(requirement)}\t${quoted(answer)}`,
        )
        const { claims, findings } = parseReference([heading, ...lines].join('\n'))
        expect(claims.map(({ requirement, answer }) => ({ requirement, answer }))).to.deep.equal(
          items,
        )
        expect(findings).to.deep.equal([])
      }),
    )
  })
})

describe('the reference of 2 December 2019', () => {
  const text = readIfPresent(besideProject('reference/reference-2019-12-02.txt'))
  if (text === undefined) {
    it('is imported when a copy of it lies beside the project')
    return
  }
  const { edition, claims, findings } = parseReference(text)

  it('has 181 items, numbered without a gap', () => {
    expect(edition).to.equal('2019-12-02')
    expect(claims.map(({ seq }) => seq)).to.deep.equal(
      Array.from({ length: 181 }, (_, at) => at + 1),
    )
  })

  it('has a requirement and an answer in every item, and 43 answers taken from above', () => {
    expect(claims.filter(({ requirement, answer }) => requirement && answer)).to.have.length(181)
    expect(claims.filter(({ answer }) => answer.startsWith('同上'))).to.deep.equal([])
    const inherited = claims.filter(({ inherits }) => inherits !== undefined)
    expect(inherited).to.have.length(43)
    for (const { seq, inherits = 0, answer } of inherited) {
      const origin = claims.find((claim) => claim.seq === inherits)
      expect(inherits, `${seq}`).to.be.below(seq)
      expect(origin?.inherits, `${seq}`).to.equal(undefined)
      expect(answer.startsWith(origin?.answer ?? '-'), `${seq}`).to.equal(true)
    }
  })

  it('places every item under one chapter, ten sections and their paragraphs', () => {
    const distinct = (values: readonly string[]) => [...new Set(values)]
    const numberOf = (text: string) => /^[\d.]*\d/.exec(text)?.[0]
    expect(distinct(claims.map(({ chapter }) => chapter))).to.have.length(1)
    const sections = distinct(claims.map(({ section }) => section)).map(numberOf)
    expect(sections).to.deep.equal(Array.from({ length: 10 }, (_, at) => `2.${at + 1}`))
    const paragraphs = distinct(claims.map(({ paragraph }) => paragraph)).filter(Boolean)
    expect(paragraphs).to.have.length(24)
    for (const { seq, section, paragraph } of claims.filter((claim) => claim.paragraph)) {
      expect(numberOf(paragraph)?.startsWith(`${numberOf(section)}.`), `${seq}`).to.equal(true)
    }
  })

  it('needed only the guesses that are known', () => {
    expect(findings.map(({ code, seq }) => [code, seq])).to.deep.equal([
      ['misplaced', 18],
      ['joined', 21],
      ['joined', 22],
      ['misplaced', 160],
      ['joined', 161],
      ['joined', 164],
    ])
  })
})
