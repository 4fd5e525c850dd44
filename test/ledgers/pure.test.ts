/**
 * The pure functions the ledgers lean on: escort hours in a site's own zone, and what is known of
 * techniques that make a medium unreadable. Tables of cases and their verdicts.
 */
import { expect } from 'chai'
import { assert, integer, property, tuple } from 'fast-check'
import { knownTimeZone, withinEscortHours } from '../../models/ledgers/hours.ts'
import {
  limitedResistance,
  techniqueFits,
  techniqueWorks,
  techniques,
} from '../../models/ledgers/sanitization.ts'
import type { Method, Technique } from '../../models/ledgers/sanitization.ts'

const office = {
  timeZone: 'Asia/Tokyo',
  escortHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
  closedDays: [{ day: '2026-04-29' }],
} as const
const night = {
  timeZone: 'Asia/Tokyo',
  escortHours: [{ days: ['fri'], from: '22:00', to: '05:00' }],
} as const
const always = {
  timeZone: 'Asia/Tokyo',
  escortHours: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '00:00' },
  ],
} as const
const lunch = {
  timeZone: 'Asia/Tokyo',
  escortHours: [
    { days: ['wed'], from: '13:00', to: '18:00' },
    { days: ['wed'], from: '09:00', to: '12:00' },
    { days: ['wed'], from: '11:30', to: '13:00' },
  ],
} as const
const newYork = { ...office, timeZone: 'America/New_York' }

describe('escort hours', () => {
  // 2026-04-01 is a Wednesday.
  // prettier-ignore
  const table = [
    ['within a working day',             office,  '2026-04-01T10:00+09:00', '2026-04-01T12:00+09:00', true],
    ['from opening to closing',          office,  '2026-04-01T09:00+09:00', '2026-04-01T18:00+09:00', true],
    ['a minute before opening',          office,  '2026-04-01T08:59+09:00', '2026-04-01T12:00+09:00', false],
    ['a minute past closing',            office,  '2026-04-01T10:00+09:00', '2026-04-01T18:01+09:00', false],
    ['after closing',                    office,  '2026-04-01T19:00+09:00', '2026-04-01T20:00+09:00', false],
    ['on a Saturday',                    office,  '2026-04-04T10:00+09:00', '2026-04-04T12:00+09:00', false],
    ['on a closed day',                  office,  '2026-04-29T10:00+09:00', '2026-04-29T12:00+09:00', false],
    ['over night between two days',      office,  '2026-04-01T10:00+09:00', '2026-04-02T12:00+09:00', false],
    ['told in another offset',           office,  '2026-04-01T01:00Z',      '2026-04-01T03:00Z',      true],
    ['in the site’s zone, not ours',     newYork, '2026-04-01T10:00+09:00', '2026-04-01T12:00+09:00', false],
    ['in New York’s morning',            newYork, '2026-04-01T13:00Z',      '2026-04-01T15:00Z',      true],
    ['across midnight of a night shift', night,   '2026-04-03T23:00+09:00', '2026-04-04T04:00+09:00', true],
    ['past the end of a night shift',    night,   '2026-04-03T23:00+09:00', '2026-04-04T05:30+09:00', false],
    ['the evening before a night shift', night,   '2026-04-02T23:00+09:00', '2026-04-03T01:00+09:00', false],
    ['around the clock for three days',  always,  '2026-04-01T10:00+09:00', '2026-04-04T09:00+09:00', true],
    ['around the clock for two months',  always,  '2026-04-01T10:00+09:00', '2026-06-01T09:00+09:00', false],
    ['over windows that touch',          lunch,   '2026-04-01T09:00+09:00', '2026-04-01T18:00+09:00', true],
    ['without any hours',                {},      '2026-04-01T10:00+09:00', '2026-04-01T12:00+09:00', false],
    ['that ends before it starts',       always,  '2026-04-01T12:00+09:00', '2026-04-01T10:00+09:00', false],
    ['in a zone nobody knows',           { ...always, timeZone: 'Mars/Base' }, '2026-04-01T10:00Z', '2026-04-01T11:00Z', false],
  ] as const
  for (const [title, site, from, to, inside] of table) {
    it(`${inside ? 'take' : 'refuse'} a stay ${title}`, () => {
      expect(withinEscortHours(site, from, to)).to.equal(inside)
    })
  }

  it('that take a stay take every part of it', () => {
    const start = Date.parse('2026-03-30T00:00:00Z')
    const minute = integer({ min: 0, max: 10 * 1_440 })
    assert(
      property(tuple(minute, minute, minute, minute), (minutes) => {
        const [a = 0, b = 0, c = 0, d = 0] = minutes.toSorted((one, other) => one - other)
        const at = (offset: number) => new Date(start + offset * 60_000).toISOString()
        for (const site of [office, night, always, lunch]) {
          if (!withinEscortHours(site, at(a), at(d))) continue
          expect(withinEscortHours(site, at(b), at(c))).to.equal(true)
        }
      }),
    )
  })

  it('know time zones by name', () => {
    expect(knownTimeZone('Asia/Tokyo')).to.equal(true)
    expect(knownTimeZone('Tokyo')).to.equal(false)
    expect(knownTimeZone('')).to.equal(false)
  })
})

describe('a technique', () => {
  // prettier-ignore
  const reached: Readonly<Record<Technique, readonly Method[]>> = {
    overwrite:    ['clear', 'purge'],
    block_erase:  ['purge'],
    crypto_erase: ['purge'],
    degauss:      ['purge'],
    shred:        ['destroy'],
    disintegrate: ['destroy'],
    melt:         ['destroy'],
    incinerate:   ['destroy'],
    pulverize:    ['destroy'],
    drill:        ['destroy'],
    bend:         ['destroy'],
    cut:          ['destroy'],
    other:        ['clear', 'purge', 'destroy'],
  }
  for (const technique of Object.keys(techniques) as Technique[]) {
    it(`reaches ${reached[technique].join(', ')} by ${technique}`, () => {
      const methods = (['clear', 'purge', 'destroy'] as const).filter((method) =>
        techniqueFits(method, technique),
      )
      expect(methods).to.deep.equal(reached[technique])
    })
  }

  it('degausses neither solid state nor optical media', () => {
    const media = ['hdd', 'tape', 'ssd', 'flash', 'hybrid', 'optical']
    expect(media.filter((medium) => techniqueWorks('degauss', medium))).to.deep.equal([
      'hdd',
      'tape',
    ])
  })

  it('leaves a doubt when it drills, bends, cuts or shreds to an unknown size', () => {
    const all = Object.keys(techniques) as Technique[]
    const doubtful = (particleMm?: number) =>
      all.filter((technique) => limitedResistance(technique, particleMm))
    expect(doubtful()).to.have.members(['shred', 'drill', 'bend', 'cut'])
    expect(doubtful(2)).to.have.members(['drill', 'bend', 'cut'])
    expect(limitedResistance(undefined, undefined)).to.equal(false)
  })
})
