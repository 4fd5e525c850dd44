/** Several visitors on one plan, and what a visitor may say of themselves at the kiosk. */
import { expect } from 'chai'
import { refusal } from './memory.ts'
import { Reception } from './reception.ts'

describe('a visitor at the kiosk', () => {
  let desk: Reception

  beforeEach(() => {
    desk = new Reception()
  })

  const pledges = (more: object, person = desk.kiosk, record = desk.planned()) =>
    desk.house.act(person, 'visits.pledge', { ...desk.signed(), ...more }, { record })

  it('completes the reading of their own name, typed in any kana', () => {
    const { facts } = pledges(
      { visitor: { name: '高橋一郎', furigana: 'たかはし いちろう' } },
      desk.kiosk,
      desk.planned({ visitor: { name: '髙橋 一郎' } }),
    )
    expect(facts['visitor']).to.deep.equal({ name: '高橋一郎', furigana: 'タカハシ イチロウ' })
  })

  it('does not lose a reading that was known', () => {
    expect(pledges({ visitor: { name: '高橋一郎' } }).facts['visitor']).to.deep.equal({
      name: '高橋一郎',
      furigana: 'タカハシ イチロウ',
    })
  })

  it('is not somebody else, which only staff may say', () => {
    const other = { visitor: { name: '乙 次郎', furigana: 'オツ ジロウ' } }
    expect(refusal(() => pledges(other))).to.equal('rule-refused "visitor"')
    expect(pledges(other, desk.aya).facts['visitor']).to.deep.equal(other.visitor)
  })

  it('declares belongings and hazards, or that there are none', () => {
    const belongings = [{ item: 'ノートPC', kind: 'tool', quantity: 1, serial: 'PC-01' }]
    const hazards = [{ kind: 'liquid', what: '接点洗浄剤' }]
    const declared = pledges({ belongings, hazards }).facts
    expect(declared['belongings']).to.deep.equal(belongings)
    expect(declared['hazards']).to.deep.equal(hazards)
    const none = pledges({ belongings: null }, desk.kiosk, desk.planned({ belongings }))
    expect(none.facts).not.to.have.property('belongings')
  })

  describe('who comes with others', () => {
    const joining = (companion: { id: string }, more: object = {}) => {
      const code = desk.house.now(companion as never).facts['code']
      const visitor = { name: '同行 花子', furigana: 'どうこう はなこ' }
      const fields = { ...desk.wanted, visitor, companion: companion.id, code, ...more }
      return desk.house.act(desk.kiosk, 'visits.join', fields)
    }

    it('is added with the code of those that were planned', () => {
      const first = desk.planned()
      const second = joining(first)
      expect(second.state).to.equal('planned')
      expect(second.facts['code']).to.equal(first.facts['code'])
      expect(second.facts['visitor']).to.deep.equal({
        name: '同行 花子',
        furigana: 'ドウコウ ハナコ',
      })
    })

    it('comes when and where they come, by their code, while they are expected', () => {
      const first = desk.planned()
      const elsewhere = { plannedTo: '2026-04-01T13:00:00+09:00' }
      for (const more of [elsewhere, { code: '123456' }]) {
        expect(refusal(() => joining(first, more))).to.equal('rule-refused "companion"')
      }
      const cancelled = desk.house.act(
        desk.aya,
        'visits.cancel',
        {},
        {
          record: first,
          because: '中止',
        },
      )
      expect(refusal(() => joining(cancelled))).to.equal('rule-refused "companion"')
    })
  })
})
