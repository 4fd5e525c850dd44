/**
 * Several visitors on one plan at the kiosk: one code for all, each found by their own name, and
 * nobody's name ever answered.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { limits } from '../../models/limits.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { inHours, japan, pledge, plannedVisit, site } from './told.ts'

const visitors = [
  { name: '髙﨑 次郎', furigana: 'タカサキ ジロウ' },
  { name: '乙部 花子', furigana: 'オトベ ハナコ' },
  { name: '丙田 三郎', furigana: 'ヘイダ サブロウ' },
]

describe('a group at the kiosk', () => {
  let house: TestHouse
  let planned: readonly Shown[]
  let code: string

  before(async () => {
    house = await openHouse()
    const shared = {
      company: '㈱三丁目電設',
      reason: 'work',
      site: await site(house),
      plannedFrom: japan(1, '10:00'),
      plannedTo: japan(1, '17:00'),
    }
    const each = visitors.map((visitor) => ({ fields: { visitor } }))
    const results = await house.as('aya').doesToMany('visits.plan', each, shared)
    planned = results.flatMap(({ record }) => record ?? [])
    code = String(planned[0]?.facts['code'])
  })

  after(async () => {
    await house.stop()
  })

  /** The answer as it leaves the house, and what stands in it. */
  const asked = async (more = ''): Promise<{ text: string; records: readonly Shown[] }> => {
    const text = await house.as('uketsuke').text(`/visits?filter[code]=${code}${more}`)
    return { text, records: (JSON.parse(text) as Listed).records }
  }
  const named = (name: string) => asked(`&filter[visitor]=${encodeURIComponent(name)}`)
  const showsNobody = (text: string) => {
    for (const { name, furigana } of visitors) {
      for (const part of [...name.split(' '), ...furigana.split(' ')]) {
        expect(text).not.to.include(part)
      }
    }
  }

  it('has one code, which another group does not have', async () => {
    expect(planned).to.have.length(3)
    expect(new Set(planned.map(({ facts }) => facts['code']))).to.have.length(1)
    expect(code).to.match(/^\d{6}$/)
    const alone = await plannedVisit(house)
    expect((await house.as('aya').get(`/visits/${alone.id}`)).facts['code']).not.to.equal(code)
  })

  it('is told to be three by its code, and nothing else', async () => {
    const { text, records } = await asked()
    expect(records).to.have.length(3)
    for (const one of records) {
      expect(one.facts).to.deep.equal({ code })
      expect(one.title).to.equal(one.number)
      expect(one.linked).to.deep.equal({})
    }
    showsNobody(text)
    expect(text).not.to.include('三丁目')
  })

  it('opens the visit of whoever says their name, in any way of writing it', async () => {
    for (const typed of [
      '高崎次郎',
      '髙﨑　次郎',
      'たかさき　じろう',
      'ﾀｶｻｷｼﾞﾛｳ',
      'タカサキ・ジロウ',
    ]) {
      const { text, records } = await named(typed)
      expect([typed, records.map(({ id }) => id)]).to.deep.equal([typed, [planned[0]?.id]])
      expect(records[0]?.facts['company']).to.equal('㈱三丁目電設')
      showsNobody(text)
    }
  })

  it('opens nothing for a name that is not on it, nor for the beginning of one', async () => {
    for (const typed of ['高', '髙﨑', '甲 一郎', '.*', '{"$ne":1}']) {
      expect([typed, (await named(typed)).records]).to.deep.equal([typed, []])
    }
  })

  it('lets each sign with what they declare, and says how many have', async () => {
    const [first] = (await named('オトベ ハナコ')).records
    const signed = {
      ...(await pledge(house)),
      visitor: { name: '乙部花子', furigana: 'おとべ はなこ' },
      belongings: [{ item: 'ノートPC', kind: 'tool', quantity: 1 }],
      hazards: null,
    }
    const answer = await house.as('uketsuke').does('visits.pledge', first ?? { id: '' }, signed)
    expect(answer.state).to.equal('pledged')
    showsNobody(JSON.stringify(answer))
    const { records } = await asked()
    expect(records.map(({ state }) => state).toSorted()).to.deep.equal([
      'planned',
      'planned',
      'pledged',
    ])
    const kept = await house.as('aya').get(`/visits/${first?.id}`)
    expect(kept.facts['visitor']).to.deep.equal({ name: '乙部花子', furigana: 'オトベ ハナコ' })
    expect(kept.facts['belongings']).to.have.length(1)
  })

  it('does not let one of them sign as another', async () => {
    const [first] = (await named('丙田三郎')).records
    const forged = { ...(await pledge(house)), visitor: { name: '甲 一郎' } }
    expect(
      await codeOf(house.as('uketsuke').does('visits.pledge', first ?? { id: '' }, forged)),
    ).to.equal('rule-refused')
  })

  it('takes in somebody who was not on the plan, under its code', async () => {
    const [told] = (await named('丙田三郎')).records
    const { company, reason, site: place, plannedFrom, plannedTo } = told?.facts ?? {}
    const stay = { company, reason, site: place, plannedFrom, plannedTo, companion: told?.id }
    const visitor = { name: '丁野 四郎' }
    const joined = await house.as('uketsuke').creates('visits.join', { ...stay, visitor, code })
    expect(joined.facts['code']).to.equal(code)
    expect((await asked()).records).to.have.length(4)
    expect((await named('丁野四郎')).records.map((one) => one.id)).to.deep.equal([joined.id])
  })
})

describe('guessing codes at the kiosk', () => {
  let house: TestHouse
  let code: string

  before(async () => {
    house = await openHouse()
    const visit = await plannedVisit(house, { plannedFrom: japan(1, '11:00') })
    code = String((await house.as('aya').get(`/visits/${visit.id}`)).facts['code'])
  })

  after(async () => {
    await house.stop()
  })

  it('is answered for a while and then no more, not even when it is right', async () => {
    const kiosk = house.as('uketsuke')
    const wrong = Array.from({ length: limits.guessesMax }, (_, at) => String(at).padStart(6, '0'))
    for (const one of wrong) {
      if (one === code) continue
      expect((await kiosk.get<Listed>(`/visits?filter[code]=${one}`)).records).to.deep.equal([])
    }
    for (const one of ['999999', code]) {
      const refused = await kiosk.ask('GET', `/visits?filter[code]=${one}`)
      expect(refused.status).to.equal(429)
      expect(await refused.json()).to.include({ code: 'too-many-guesses' })
    }
  })

  it('takes nothing from staff, nor from a walk-in at the same kiosk', async () => {
    const { records } = await house.as('aya').get<Listed>(`/visits?filter[code]=${code}`)
    expect(records).to.have.length(1)
    const walkIn = await house.as('uketsuke').creates(
      'visits.plan',
      {
        visitor: { name: '戊 五郎' },
        company: '三丁目電設',
        reason: 'delivery',
        site: await site(house),
        plannedFrom: inHours(0),
        plannedTo: inHours(1),
      },
      { id: randomUUID() },
    )
    expect(walkIn.state).to.equal('planned')
  })
})
