/**
 * One suite for every ledger there is, and for every one that will be: each act is refused to
 * whoever does not hold it and from every state it does not start from, is done where it may be
 * done, and answers for what it was given. Nothing here names a ledger.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { maySee } from '../../models/derive/permissions.ts'
import { creates, startsFrom } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { roleNames } from '../../models/roles.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, ofRole, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { everyLedger } from './fifth.ts'
import { followed, hints } from './hints.ts'
import { declaredAct, leadsTo, startsOf, Walk } from './walk.ts'

describe('the acts of every ledger', () => {
  let house: TestHouse
  let walk: Walk

  before(async () => {
    house = await openHouse({ ledgers: everyLedger })
    walk = new Walk(house)
  })

  after(async () => {
    await house.stop()
  })

  for (const ledger of everyLedger) {
    describe(ledger.name, () => {
      it('reaches every state it declares', async () => {
        const found = [...(await walk.ways(ledger)).keys()]
        const led = Object.keys(ledger.states).filter(
          (state) => followed[`${ledger.name}.${state}`] !== undefined,
        )
        expect([...new Set([...found, ...led])]).to.have.members(Object.keys(ledger.states))
        for (const state of Object.keys(ledger.states)) {
          expect((await walk.specimen(ledger, state)).state).to.equal(state)
        }
      })

      it('answers an unknown act as unknown', async () => {
        const voice = house.as(walk.readerOf(ledger))
        const record = await walk.specimen(ledger, Object.keys(ledger.states)[0] ?? '')
        expect(await codeOf(voice.creates(`${ledger.name}.dream`))).to.equal('unknown-act')
        expect(await codeOf(voice.does(`${ledger.name}.dream`, record))).to.equal('unknown-act')
      })

      for (const act of Object.keys(ledger.acts)) {
        if (declaredAct(ledger, act).apart) describeApart(ledger, act)
        else describeAct(ledger, act)
      }
    })
  }

  function describeApart(ledger: Ledger, act: string): void {
    const name = `${ledger.name}.${act}`

    it(`${name} is offered to nobody and unknown to the door of all acts`, async () => {
      const declared = declaredAct(ledger, act)
      const record = creates(declared)
        ? undefined
        : await walk.specimen(ledger, startsOf(ledger, declared)[0] ?? '')
      for (const role of declared.by) {
        const voice = house.as(ofRole[role])
        const more = { because: '試験のため' }
        const sent = record ? voice.does(name, record, {}, more) : voice.creates(name, {}, more)
        expect(await codeOf(sent)).to.equal('unknown-act')
        if (record) {
          expect((await voice.get(`/${ledger.name}/${record.id}`)).acts).not.to.include(act)
        }
        const { acts } = await voice.get<{ acts: string[] }>('/sessions/current')
        expect(acts).not.to.include(name)
      }
    })
  }

  function describeAct(ledger: Ledger, act: string): void {
    const name = `${ledger.name}.${act}`
    const declared = declaredAct(ledger, act)
    const creating = creates(declared)
    const starts = startsOf(ledger, declared)
    const start = async () => await walk.specimen(ledger, starts[0] ?? '')
    /** Sends the act to a record, or as the creating act it is. */
    const send = async (person: Parameters<TestHouse['as']>[0], record: Shown | undefined) => {
      const { fields, more } = await walk.prepare(ledger, act)
      const voice = house.as(person)
      return await (record
        ? voice.does(name, record, fields, more)
        : voice.creates(name, fields, more))
    }

    it(`${name} is refused to every role that does not hold it`, async () => {
      for (const role of roleNames.filter((one) => !declared.by.includes(one))) {
        const record = creating ? undefined : await start()
        const actor = { id: 'someone', roles: [role] }
        const seen = !record || maySee(ledger, record as unknown as LedgerRecord, actor)
        const problem = await refusalOf(send(ofRole[role], record))
        expect([role, problem.status, problem.code]).to.deep.equal([
          role,
          ...(seen ? [403, 'not-allowed'] : [404, 'unknown-record']),
        ])
      }
    })

    it(`${name} is not refused to the roles that hold it for want of a role`, async () => {
      for (const role of declared.by) {
        // A body that is wrong is found wrong only after the role was found right.
        const record = creating ? randomUUID() : (await start()).id
        const path = creating ? `/${ledger.name}/acts/${act}` : `/${ledger.name}/${record}/${act}`
        const body = { id: randomUUID(), fields: { noSuchField: 1 }, because: '試験のため' }
        expect([role, await codeOf(house.as(ofRole[role]).post(path, body))]).to.deep.equal([
          role,
          'invalid-fields',
        ])
      }
    })

    if (!creating) {
      it(`${name} is refused from every state it does not start from`, async () => {
        const person = walk.personFor(ledger, act)
        for (const state of Object.keys(ledger.states)) {
          if (startsFrom(declared, state)) continue
          const record = await walk.specimen(ledger, state)
          const problem = await refusalOf(send(person, record))
          expect([state, problem.status, problem.code]).to.deep.equal([state, 409, 'wrong-state'])
        }
      })

      it(`${name} is done from every state it starts from`, async () => {
        for (const state of starts) {
          const record = await walk.build(ledger, state)
          await walk.lead(ledger, act, record)
          const before = await house.as(walk.readerOf(ledger)).get(`/${ledger.name}/${record.id}`)
          const after = await send(walk.personFor(ledger, act), record)
          const ends = leadsTo(declared).length > 0 ? leadsTo(declared) : [state]
          expect(ends).to.include(after.state)
          expect(after.revision).to.equal(before.revision + 1)
          expect(after.seq).to.be.greaterThan(before.seq)
          const { entries } = await house
            .as(walk.readerOf(ledger))
            .get<{ entries: { act: string; seq: number }[] }>(
              `/${ledger.name}/${record.id}/history`,
            )
          expect(entries.at(-1)).to.include({ act: name, seq: after.seq })
        }
      })

      it(`${name} is unknown on a record that is unknown`, async () => {
        const ghost = { ...(await start()), id: randomUUID() }
        expect(await codeOf(send(walk.personFor(ledger, act), ghost))).to.equal('unknown-record')
      })

      it(`${name} on an older revision shows what changed since`, async () => {
        const { person, fields, more } = await walk.prepare(ledger, act)
        const record = await start()
        const stale = { ...more, revision: record.revision - 1 }
        const problem = await refusalOf(house.as(person).does(name, record, fields, stale))
        expect([problem.status, problem.code]).to.deep.equal([409, 'stale-revision'])
        expect(problem.current?.revision).to.equal(record.revision)
        expect(problem.since?.map((one) => one.act.split('.')[0])).to.deep.equal([ledger.name])
      })
    } else if (!hints[name]?.once) {
      it(`${name} makes a record of everything it takes`, async () => {
        const made = await walk.create(ledger, act, true)
        expect(leadsTo(declared)).to.include(made.state)
        expect(made.number).to.match(new RegExp(`^${ledger.prefix}-\\d{4}-\\d{6}$`))
        expect(made.revision).to.equal(1)
        expect((await walk.read(ledger, made.id)).facts).to.deep.equal(made.facts)
      })
    }

    it(`${name} refuses a field it does not take, naming it`, async () => {
      const { person, fields, more } = await walk.prepare(ledger, act)
      const record = creating ? undefined : await start()
      const given = { ...fields, noSuchField: '値' }
      const voice = house.as(person)
      const problem = await refusalOf(
        record ? voice.does(name, record, given, more) : voice.creates(name, given, more),
      )
      expect([problem.status, problem.code]).to.deep.equal([422, 'invalid-fields'])
      expect(problem.faults?.map(({ path }) => path)).to.deep.equal(['noSuchField'])
    })

    if (declared.needs?.length) {
      it(`${name} names every field that is needed and missing`, async () => {
        const { person, more } = await walk.prepare(ledger, act)
        const record = creating ? undefined : await start()
        const voice = house.as(person)
        const problem = await refusalOf(
          record ? voice.does(name, record, {}, more) : voice.creates(name, {}, more),
        )
        expect([problem.status, problem.code]).to.deep.equal([422, 'invalid-fields'])
        expect(problem.faults?.map(({ path }) => path)).to.have.members([...(declared.needs ?? [])])
      })
    }

    if (declared.because) {
      it(`${name} asks why`, async () => {
        const { person, fields } = await walk.prepare(ledger, act)
        const problem = await refusalOf(house.as(person).does(name, await start(), fields))
        expect([problem.status, problem.code]).to.deep.equal([422, 'because-needed'])
      })
    }
  }
})
