/**
 * The readers of tools' reports, given anything at all: they answer with a report or say that they
 * cannot read it, and nothing else ever comes out of them.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import { Problem } from '../../models/problems.ts'
import { readBlancco } from '../../models/toolreport/blancco.ts'
import { readNwipeLog } from '../../models/toolreport/nwipelog.ts'
import { readNwipePdf } from '../../models/toolreport/nwipepdf.ts'
import { disksOf, lastOf } from '../../models/toolreport/proposing.ts'
import { toldTime } from '../../models/toolreport/report.ts'
import { readXml } from '../../server/toolreport/xml.ts'
import { blancco, nwipeLog } from '../reports.ts'

const known = new Set(['report-unreadable', 'report-contradicts'])

/** What became of a reading: `read`, or the code it was refused with. */
function outcome(read: () => unknown): string {
  try {
    read()
    return 'read'
  } catch (error) {
    if (error instanceof Problem && known.has(error.code)) return error.code
    throw error
  }
}

const log = nwipeLog().toString()
const xml = blancco('A1').toString()

describe('a reader of tools’ reports', () => {
  it('says of any text whether it is a report, and never breaks', () => {
    const pieces = fc.constantFrom(...log.split('\n'), ...xml.split('\n'), '<a>', ']]>', '| | |')
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(pieces, fc.string())).map((all) => all.join('\n')),
    )
    fc.assert(
      fc.property(text, (any) => {
        outcome(() => readNwipeLog(any))
        outcome(() => readBlancco(readXml(any)))
      }),
    )
    const rows = fc.array(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('Status:', 'nwipe', 'Serial:'))),
    )
    fc.assert(fc.property(rows, (any) => void outcome(() => readNwipePdf(any))))
  })

  it('reads a report that was cut off as far as it goes, or says that it cannot', () => {
    fc.assert(
      fc.property(fc.nat(log.length), fc.nat(xml.length), (end, other) => {
        outcome(() => readNwipeLog(log.slice(0, end)))
        outcome(() => readBlancco(readXml(xml.slice(0, other))))
      }),
    )
    const half = readNwipeLog(log.slice(0, log.indexOf('Error Summary')))
    expect(half.disks[0]).to.include({ serial: 'WD-1', technique: 'overwrite' })
    expect(half.disks[0], 'nothing says that it was done').not.to.have.property('result')
  })

  it('does not take blotted out numbers for numbers, nor a look for an erasure', () => {
    const blotted = readNwipeLog(nwipeLog({ serial: 'XXXXXXXX' }).toString())
    expect(blotted.disks[0]).not.to.have.property('serial')
    const looked = readNwipeLog(log.replaceAll('DoD Short', 'Verify Zeros (0x00)'))
    expect(looked.disks[0]).not.to.have.any.keys('technique', 'method')
  })

  it('knows the old form of a line, and takes the last of two runs in one log', () => {
    const old = [
      "[2016/01/15 23:14:56] nwipe: info: Device '/dev/sdj' has serial number OLD 1",
      "[2016/01/15 23:14:56] nwipe: notice: Invoking method 'RCMP TSSIT OPS-II' on device '/dev/sdj'.",
      "[2016/01/15 23:57:00] nwipe: notice: Finished pass 8 of 8, round 1 of 1, on device '/dev/sdj'.",
    ].join('\n')
    expect(readNwipeLog(old).disks[0]).to.deep.include({
      serial: 'OLD 1',
      standard: 'RCMP TSSIT OPS-II',
      passes: 8,
      finished: { wall: '2016-01-15T23:57:00' },
    })
    const failed = nwipeLog({ status: 'FAILED', errors: 1 }).toString()
    const twice = readNwipeLog(`${failed}\n${log}`)
    const results = disksOf(twice, 'wd-1').map(({ result }) => result)
    expect(results).to.deep.equal(['failed', 'completed'])
    expect(lastOf(disksOf(twice, 'wd-1'))).to.deep.include({ result: 'completed', errors: [] })
    const begun = "[2026/03/02 10:00:00]  notice: Invoking method 'DoD Short' on /dev/sda"
    const dying = readNwipeLog(`${log}\n${begun}`)
    expect(disksOf(dying, 'WD-1')[0], 'it ended nowhere').not.to.have.property('result')
  })

  it('reckons the end of a drive that failed from how long it lasted', () => {
    const [, failed] = readNwipeLog(log).disks
    expect(failed).to.deep.include({
      serial: 'ZZ-OTHER-9',
      result: 'failed',
      finished: { wall: '2026-03-01T10:21:12' },
    })
  })

  it('takes no date that never was', () => {
    expect(toldTime('2026/02/30 10:00:00')).to.equal(undefined)
    expect(toldTime('2026-02-28T10:00:00+0900')).to.deep.equal({
      wall: '2026-02-28T10:00:00',
      offset: '+09:00',
    })
  })
})
