/** When an act kept without a network happened, whatever the device's own clock said. */
import { expect } from 'chai'
import fc from 'fast-check'
import { momentOf } from '../../client/offline/moment.ts'

describe('the moment an act was kept at', () => {
  const moment = fc.integer({ min: Date.parse('2001-01-01'), max: Date.parse('2060-01-01') })

  it('is set right by what was known of the server’s clock', () => {
    const keptAt = '2026-11-22T00:00:00.000Z'
    const aheadMs = 3_600_000
    const now = Date.parse('2026-11-22T02:00:00.000Z')
    expect(momentOf({ keptAt, aheadMs }, now, 0)).to.equal('2026-11-22T01:00:00.000Z')
    expect(momentOf({ keptAt }, now, aheadMs)).to.equal('2026-11-22T01:00:00.000Z')
  })

  it('never lies in the server’s future, whatever the clocks said', () => {
    fc.assert(
      fc.property(moment, moment, fc.maxSafeInteger(), (kept, now, ahead) => {
        const aheadMs = ahead % 1e11
        const keptAt = new Date(kept).toISOString()
        const at = Date.parse(momentOf({ keptAt, aheadMs }, now, 0))
        expect(at).to.be.at.most(now)
      }),
    )
  })

  it('is not before the device last heard the server', () => {
    const keptAt = '2001-01-01T00:00:00.000Z'
    const heardAt = '2026-11-22T00:00:00.000Z'
    const now = Date.parse('2026-11-22T02:00:00.000Z')
    expect(momentOf({ keptAt, heardAt }, now, 0)).to.equal(heardAt)
  })
})
