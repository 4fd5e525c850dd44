/** Wall-clock times of a site and moments in UTC say the same thing, whatever the device's zone. */
import { expect } from 'chai'
import { assert, constantFrom, integer, property } from 'fast-check'
import { knownZone, momentOf, nowToMinute, wallTime } from '../../client/zone.ts'

const zones = ['Asia/Tokyo', 'UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe']

describe('times in the zone of a site', () => {
  it('reads a moment as the wall clock of the site shows it', () => {
    expect(wallTime('2026-11-22T00:15:00.000Z', 'Asia/Tokyo')).to.equal('2026-11-22T09:15')
    expect(wallTime('2026-11-22T00:15:00.000Z', 'America/New_York')).to.equal('2026-11-21T19:15')
  })

  it('turns what a wall clock shows back into the moment', () => {
    expect(momentOf('2026-11-22T09:15', 'Asia/Tokyo')).to.equal('2026-11-22T00:15:00.000Z')
    expect(momentOf('2026-07-01T12:00', 'Europe/Berlin')).to.equal('2026-07-01T10:00:00.000Z')
    expect(momentOf('2026-12-01T12:00', 'Europe/Berlin')).to.equal('2026-12-01T11:00:00.000Z')
  })

  it('goes there and back for every minute that a wall clock shows once', () => {
    const from = Date.parse('2020-01-01T00:00:00Z') / 60_000
    const to = Date.parse('2035-01-01T00:00:00Z') / 60_000
    assert(
      property(integer({ min: from, max: to }), constantFrom(...zones), (minute, zone) => {
        const wall = wallTime(new Date(minute * 60_000).toISOString(), zone)
        expect(wallTime(momentOf(wall, zone) ?? '', zone)).to.equal(wall)
      }),
    )
  })

  it('takes a time that the clocks skip at the offset before the change', () => {
    expect(momentOf('2026-03-29T02:30', 'Europe/Berlin')).to.equal('2026-03-29T01:30:00.000Z')
  })

  it('finds no moment in what is no time', () => {
    for (const text of ['', '2026-11-22', 'soon', '2026-13-45T99:99']) {
      expect(momentOf(text, 'Asia/Tokyo'), text).to.equal(undefined)
    }
    expect(wallTime('soon', 'Asia/Tokyo')).to.equal('')
  })

  it('knows which zones there are', () => {
    expect(knownZone('Asia/Tokyo')).to.equal(true)
    expect(knownZone('Moon/Tycho')).to.equal(false)
  })

  it('takes the present to the minute', () => {
    expect(nowToMinute(Date.parse('2026-11-22T09:15:59.999Z'))).to.equal('2026-11-22T09:15:00.000Z')
  })
})
