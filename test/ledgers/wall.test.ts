/**
 * The reckoning behind the wall's charts: every moment falls into the day and the hour the site's
 * own clock showed, once, whatever the zone does with its clocks; and a declaration that counts
 * what is not there is refused.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import { datedIn, daysUpTo } from '../../models/derive/calendar.ts'
import { choice, list, moment, text } from '../../models/fields.ts'
import type { Facts } from '../../models/record.ts'
import type { Ledger } from '../../models/ledger.ts'
import { words } from '../../models/words.ts'
import { wallFaults } from '../../models/wall.ts'
import type { Wall, WallChart } from '../../models/wall.ts'
import { barsOf } from '../../server/ledger/tally.ts'

const label = words('件', 'Count')
const zones = [
  'Asia/Tokyo',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'UTC',
]
const dayMs = 86_400_000

const fields = {
  at: moment(label),
  how: choice(label, { one: label, two: label }),
  where: list(label, { area: text(label) }),
}

const zone = fc.constantFrom(...zones)
const now = fc
  .date({ min: new Date('2021-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((date) => date.getTime())
/** Moments around another, some far outside of any chart. */
const around = fc.array(fc.integer({ min: -70 * dayMs, max: 3 * dayMs }), { maxLength: 60 })

/** The wall clock of a zone by another way than the one under test. */
function clock(ms: number, timeZone: string): string {
  return new Date(ms).toLocaleString('sv-SE', { timeZone })
}

const daily: WallChart = { label, at: 'at', per: 'day', days: 28 }
const hourly: WallChart = { label, at: 'at', per: 'hour' }
const monthly: WallChart = { label, at: 'at', per: 'month', by: 'how' }

describe('the charts of the wall', () => {
  it('date a moment as the clock on the site’s wall did', () => {
    fc.assert(
      fc.property(now, zone, (ms, timeZone) => {
        const [day, time] = clock(ms, timeZone).split(' ')
        const dated = datedIn(ms, timeZone)
        expect(dated).to.deep.equal({
          day,
          month: day?.slice(0, 7),
          hour: Number(time?.slice(0, 2)),
        })
      }),
    )
  })

  it('know every day once, in order, up to today, also where clocks change', () => {
    fc.assert(
      fc.property(now, zone, fc.integer({ min: 1, max: 62 }), (ms, timeZone, count) => {
        const days = daysUpTo(ms, timeZone, count)
        expect(days).to.have.length(count)
        expect(days.at(-1)).to.equal(clock(ms, timeZone).slice(0, 10))
        for (const [at, day] of days.slice(1).entries()) {
          expect(Date.parse(day) - Date.parse(days[at] ?? '')).to.equal(dayMs)
        }
      }),
    )
  })

  it('count each moment of their time once, and no other', () => {
    fc.assert(
      fc.property(now, zone, around, (ms, timeZone, offsets) => {
        const today = clock(ms, timeZone).slice(0, 10)
        const all = offsets.map((offset, at): Facts => ({
          at: new Date(ms + offset).toISOString(),
          how: at % 3 === 0 ? 'one' : 'two',
        }))
        const dayOf = ({ at }: Facts) => clock(Date.parse(String(at)), timeZone).slice(0, 10)
        const bars = (chart: WallChart) => barsOf({ fields }, chart, all, new Date(ms), timeZone)
        for (const { key, count } of bars(daily)) {
          expect(count).to.equal(all.filter((facts) => dayOf(facts) === key).length)
        }
        const ofToday = all.filter((facts) => dayOf(facts) === today).length
        expect(bars(hourly).reduce((sum, { count }) => sum + count, 0)).to.equal(ofToday)
        const month = all.filter((facts) => dayOf(facts).startsWith(today.slice(0, 7)))
        expect(bars(monthly)).to.deep.equal(
          ['one', 'two'].map((key) => ({
            key,
            count: month.filter(({ how }) => how === key).length,
          })),
        )
      }),
    )
  })

  it('pass over what has no moment or a nonsensical one', () => {
    const all = [{}, { at: 'gestern' }, { at: null }]
    const bars = barsOf({ fields }, daily, all, new Date('2026-04-01T00:00:00Z'), 'Asia/Tokyo')
    expect(bars.every(({ count }) => count === 0)).to.equal(true)
  })
})

describe('what a ledger declares for the wall', () => {
  const faults = (wall: Wall) =>
    wallFaults({ fields, states: { here: label }, dues: {}, wall } as unknown as Ledger)

  it('is refused, with its spot, where it names what is not there', () => {
    expect(faults({ now: ['here'], groups: 'where', since: 'at' })).to.deep.equal([])
    expect(faults({ now: ['gone'] })).to.deep.equal(['wall: unknown state “gone”'])
    expect(faults({ now: [], groups: 'at' })).to.deep.equal(['wall: “at” is no list'])
    expect(faults({ now: [], since: 'how' })).to.deep.equal(['wall: “how” is no moment'])
    expect(faults({ now: [], next: 'return' })).to.deep.equal(['wall: unknown due “return”'])
    const wrong: [Partial<WallChart>, string][] = [
      [{ at: 'how', per: 'hour' }, '“how” is no moment'],
      [{ at: 'at', per: 'month' }, '“by” goes with a month'],
      [{ at: 'at', per: 'month', by: 'where' }, '“where” is no choice'],
      [{ at: 'at', per: 'day' }, 'days must be 1 to 62'],
      [{ at: 'at', per: 'day', days: 63 }, 'days must be 1 to 62'],
    ]
    for (const [chart, says] of wrong) {
      const charts = [{ label, ...chart } as WallChart]
      expect(faults({ now: [], charts })).to.deep.equal([`wall.charts.0: ${says}`])
    }
  })
})
