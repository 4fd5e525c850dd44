/**
 * What explains the ledgers to a newcomer: every list says what will stand in it, terms of the
 * trade have a line of help, and each is found under the spot a page asks for.
 */
import { expect } from 'chai'
import { explanations, spots } from '../../models/derive/explaining.ts'
import { ledgers } from '../../models/ledgers.ts'
import { languages } from '../../models/words.ts'

describe('the explanations of the ledgers', () => {
  const found = explanations(ledgers)

  it('say of every ledger what will stand in it, and how it begins', () => {
    for (const language of languages) {
      const said = ledgers.map(({ name }) => found[name]?.[language] ?? '')
      expect(new Set(said).size).to.equal(ledgers.length)
      for (const says of said) expect(says).to.have.length.above(20)
    }
  })

  it('belong to one spot each, however deep it lies', () => {
    const names = [...spots(ledgers).values()]
    expect(new Set(names).size).to.equal(names.length)
    expect(names).to.include.members(Object.keys(found))
    const deep = Object.keys(found).filter((name) => name.split('.').length > 2)
    expect(deep).not.to.deep.equal([])
  })

  it('help with every term that a fault or a certificate turns on', () => {
    const terms = {
      disposals: 'mediaType method technique standard toolUsed.version verification validation',
      movements: 'category sealNo trackingNo custody risk inspection.definitions sealIntact',
      discs: 'labelNo lot confidential useBy encrypted movement',
      tools: 'version particleMm calibratedOn calibrateBy',
    }
    for (const [ledger, names] of Object.entries(terms)) {
      for (const term of names.split(' ')) {
        expect(found[`${ledger}.${term}`], `${ledger}.${term}`).not.to.equal(undefined)
      }
    }
  })
})
