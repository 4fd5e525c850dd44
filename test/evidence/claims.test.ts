/** Claims find their evidence through what ledgers declare, whatever the ledgers are. */
import { expect } from 'chai'
import { evidenceOf } from '../../models/claims.ts'
import { words } from '../../models/words.ts'

const shown = { what: words('鍵の貸出', 'keys lent'), brokenBy: words('未返却', 'not returned') }
const counted = { what: words('棚卸', 'stock counted'), brokenBy: words('差異', 'a difference') }
const ledgers = [
  { name: 'keys', evidence: [{ seqs: [3, 4], ...shown }] },
  { name: 'silent' },
  {
    name: 'stock',
    evidence: [
      { seqs: [4], ...counted },
      { seqs: [4, 9], ...shown },
    ],
  },
]

describe('the evidence of a claim', () => {
  it('comes from every ledger that declares it, in order', () => {
    expect(evidenceOf(4, ledgers)).to.deep.equal([
      { ledger: 'keys', seqs: [3, 4], ...shown },
      { ledger: 'stock', seqs: [4], ...counted },
      { ledger: 'stock', seqs: [4, 9], ...shown },
    ])
    expect(evidenceOf(9, ledgers).map(({ ledger }) => ledger)).to.deep.equal(['stock'])
  })

  it('is empty for a claim no ledger reaches', () => {
    expect(evidenceOf(5, ledgers)).to.deep.equal([])
  })
})
