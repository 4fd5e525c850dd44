/**
 * The declarations as a whole: that a wrong one stops the start and says where, and that the one
 * list and what its acts derive are sound.
 */
import { expect } from 'chai'
import { parseGiven } from '../../models/derive/parser.ts'
import { link, name, text, within } from '../../models/fields.ts'
import type { Field } from '../../models/fields.ts'
import { creates, ledger } from '../../models/ledger.ts'
import type { Declaration } from '../../models/ledger.ts'
import { firstRecords, ledgers, settings } from '../../models/ledgers.ts'
import { factsAfter, stateAfter } from '../../models/replay.ts'
import { words } from '../../models/words.ts'

type Draft = { -readonly [K in keyof Declaration]: Declaration[K] }

/** The smallest good declaration, spoiled by each test in one way. */
function declare(spoil: (draft: Draft) => void): () => unknown {
  const draft: Draft = {
    label: words('試験', 'Trials'),
    noun: words('試験', 'trial'),
    empty: words('まだありません。', 'Nothing yet.'),
    prefix: 'T',
    fields: { what: text(words('内容', 'What')) },
    states: { open: words('開', 'Open') },
    acts: {
      begin: {
        label: words('始める', 'Begin'),
        from: null,
        to: 'open',
        by: ['staff'],
        needs: ['what'],
      },
    },
    reads: { staff: 'all' },
    title: (facts) => String(facts['what']),
    columns: ['what'],
  }
  spoil(draft)
  return () => ledger('trials', draft)
}

const act = (draft: Draft, change: object) => ({
  ...draft.acts,
  begin: { ...draft.acts['begin'], ...change },
})

describe('a wrong declaration', () => {
  it('is taken when nothing is wrong with it', () => {
    expect(declare(() => undefined)).not.to.throw()
  })

  // prettier-ignore
  const table: readonly (readonly [string, (draft: Draft) => void, string])[] = [
    ['an unknown state in an act',   (d) => { d.acts = act(d, { to: 'shut' }) as never },                 'trials.acts.begin: unknown state “shut”'],
    ['a state nothing leads to',     (d) => { d.states = { ...d.states, shut: words('閉', 'Shut') } },     'trials.states.shut cannot be reached'],
    ['a label missing a language',   (d) => { d.label = { ja: '試験', en: '' } },                          'trials.label lacks en'],
    ['a refusal missing a language', (d) => { d.rules = [{ on: ['begin'], must: () => true, else: { ja: '', en: 'No.' } }] }, 'trials.rules.0.else lacks ja'],
    ['an unknown field in an act',   (d) => { d.acts = act(d, { takes: ['why'] }) as never },             'trials.acts.begin: unknown field “why”'],
    ['a field taken twice',          (d) => { d.acts = act(d, { takes: ['what'] }) as never },            'trials.acts.begin: a field is taken twice'],
    ['a stamped field that is given', (d) => { d.acts = act(d, { stamps: { what: 'time' } }) as never },  'trials.acts.begin: “what” is stamped'],
    ['a field no act sets',          (d) => { d.fields = { ...d.fields, why: text(words('理由', 'Why')) } }, 'trials.fields.why is set by no act'],
    ['an unknown column',            (d) => { d.columns = ['why'] },                                       'trials.columns: unknown field “why”'],
    ['a rule on an unknown act',     (d) => { d.rules = [{ on: ['end'], must: () => true, else: words('否', 'No.') }] }, 'trials.rules.0: unknown act “end”'],
    ['an act no role holds',         (d) => { d.acts = act(d, { by: [] }) as never },                     'trials.acts.begin: no role holds it'],
    ['an unknown role',              (d) => { d.acts = act(d, { by: ['boss'] }) as never },               'trials.acts.begin: role “boss”?'],
    ['no creating act',              (d) => { d.acts = act(d, { from: 'any' }) as never },                'trials.acts has none that creates a record'],
    ['two people who are no accounts', (d) => { d.differs = [['what', 'what']] },                          'trials.differs: “what” names no account'],
    ['carrying an unknown state',    (d) => { d.carried = [{ states: ['shut'] }] },                        'trials.carried.0: unknown state “shut”'],
    ['carrying by what is no time',  (d) => { d.carried = [{ states: ['open'], near: 'what' }] },         'trials.carried.0: “what” is no moment or day'],
    ['a bad prefix',                 (d) => { d.prefix = 'trial' },                                        'trials.prefix must be one to three capitals'],
  ]
  for (const [title, spoil, says] of table) {
    it(`is refused for ${title}, naming the spot`, () => {
      expect(declare(spoil)).to.throw(TypeError, says)
    })
  }

  it('is refused for a field without a label in one language', () => {
    expect(() => text({ ja: '内容', en: '' })).to.throw(
      TypeError,
      'a text field lacks its en label',
    )
  })
})

/** Every field of a ledger with the parts inside it, as dotted paths. */
function* everyField(fields: Readonly<Record<string, Field>>, at = ''): Generator<[string, Field]> {
  for (const [key, field] of Object.entries(fields)) {
    yield [`${at}${key}`, field]
    yield* everyField(field.parts ?? {}, `${at}${key}.`)
  }
}

describe('the one list', () => {
  it('names each ledger and each prefix once', () => {
    expect(new Set(ledgers.map((one) => one.name)).size).to.equal(ledgers.length)
    expect(new Set(ledgers.map((one) => one.prefix)).size).to.equal(ledgers.length)
  })

  it('holds the four ledgers, what was packed of them, and the registers they refer to', () => {
    const names = (register: boolean) =>
      ledgers.filter((one) => (one.register ?? false) === register).map((one) => one.name)
    expect(names(false)).to.have.members(['visits', 'movements', 'disposals', 'discs', 'packs'])
    expect(names(true)).to.have.members([
      'accounts',
      'badges',
      'customers',
      'people',
      'pledges',
      'settings',
      'sites',
      'tools',
    ])
  })

  it('links only into ledgers of the list', () => {
    const names = new Set(ledgers.map((one) => one.name))
    for (const one of ledgers) {
      for (const [path, field] of everyField(one.fields)) {
        if (field.kind !== 'link') continue
        expect(names.has(field.target?.().name ?? ''), `${one.name}.${path}`).to.equal(true)
      }
    }
  })

  it('keeps personal parts only inside fields that are personal as a whole', () => {
    const leaks = ledgers.flatMap((one) =>
      Object.entries(one.fields).flatMap(([key, field]) =>
        field.personal
          ? []
          : [...everyField(field.parts ?? {}, `${one.name}.${key}.`)]
              .filter(([, part]) => part.personal)
              .map(([path]) => path),
      ),
    )
    expect(leaks).to.deep.equal([])
  })

  it('has words in both languages for every part of every field', () => {
    for (const one of ledgers) {
      for (const [path, field] of everyField(one.fields)) {
        for (const wording of [field.label, ...(field.help ? [field.help] : [])]) {
          expect(wording.ja && wording.en, `${one.name}.${path}`)
            .to.be.a('string')
            .and.not.equal('')
        }
      }
    }
  })

  it('adds to its deadlines only days that the settings cannot be without', () => {
    const needed: readonly string[] = settings.acts.adopt.needs ?? []
    for (const one of ledgers) {
      for (const [key, due] of Object.entries(one.dues ?? {})) {
        if (due.plusDays === undefined) continue
        expect(needed, `${one.name}.${key}`).to.include(due.plusDays)
        expect(settings.fields[due.plusDays as 'checkDays'].kind).to.equal('number')
      }
    }
  })

  it('follows only acts that exist', () => {
    const byName = new Map(ledgers.map((one) => [one.name, one]))
    const followed = ledgers.flatMap((one) => one.follows ?? []).map((follow) => follow.act())
    expect(followed.map(([, name]) => name)).to.include.members(['carryOut', 'return'])
    for (const [target, name] of followed)
      expect(byName.get(target.name)?.acts).to.have.property(name)
  })

  it('lets every correction say why and start from any state', () => {
    for (const one of ledgers.filter(({ register }) => !register)) {
      expect(one.acts['amend']?.because, one.name).to.equal(true)
      expect(one.acts['amend']?.from, one.name).to.equal('any')
      expect(one.acts['amend']?.to, one.name).to.equal('same')
    }
  })

  it('starts a house with records their own acts would take', () => {
    expect(firstRecords.map(({ ledger: { name } }) => name)).to.have.members([
      'settings',
      'sites',
      'pledges',
    ])
    for (const { ledger: one, act: name, fields } of firstRecords) {
      const declared = one.acts[name]
      if (!declared) throw new Error(`${one.name}.${name} is not declared`)
      expect(creates(declared), `${one.name}.${name}`).to.equal(true)
      expect(parseGiven(one, declared, fields), one.name).to.have.property('given')
    }
  })
})

describe('what an act derives from what it was given', () => {
  const entry = { actor: 'a', at: '2026-04-01T00:00:00.000Z', record: 'r' }

  /** Erasing a personal body must not change anything else that a replay gives. */
  it('never carries personal values into other fields', () => {
    for (const one of ledgers) {
      for (const [key, declared] of Object.entries(one.acts)) {
        const given = Object.fromEntries(
          [...(declared.needs ?? []), ...(declared.takes ?? [])].map((field) => [
            field,
            sampleOf(one.fields[field] as Field),
          ]),
        )
        const left = Object.fromEntries(
          Object.entries(given).filter(([field]) => !one.fields[field]?.personal),
        )
        const whole = factsAfter(declared, {}, given, entry)
        const without = factsAfter(declared, {}, left, entry)
        expect(impersonal(one.fields, whole), `${one.name}.${key}`).to.deep.equal(
          impersonal(one.fields, without),
        )
        expect(stateAfter(declared, 'same', whole)).to.equal(stateAfter(declared, 'same', without))
      }
    }
  })
})

function impersonal(fields: Readonly<Record<string, Field>>, facts: object): object {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => !fields[key]?.personal))
}

/** A value of a field's shape; only whether it is there matters here. */
function sampleOf(field: Field): unknown {
  const parts = () =>
    Object.fromEntries(
      Object.entries(field.parts ?? {}).map(([key, part]) => [key, sampleOf(part)]),
    )
  if (field.kind === 'group') return parts()
  if (field.kind === 'list') return [parts()]
  if (field.kind === 'number') return 1
  if (field.kind === 'flag') return true
  if (field.kind === 'choice') return Object.keys(field.choices ?? {})[0]
  return field.kind === 'choices' ? Object.keys(field.choices ?? {}) : `a ${field.kind}`
}

describe('a walk through a value', () => {
  it('reaches the parts inside lists with their paths', () => {
    const items = ledgers.find((one) => one.name === 'movements')?.fields['items']
    if (!items) throw new Error('movements have items')
    const found = [...within(items, [{ name: 'Disk', quantity: 2 }], 'items')]
    expect(found.map(({ path }) => path)).to.deep.equal([
      'items',
      'items.0.name',
      'items.0.quantity',
    ])
  })

  it('knows a name as personal and a link as not', () => {
    expect(name(words('氏名', 'Name')).personal).to.equal(true)
    expect(link(words('先', 'To'), () => ({ name: 'visits' })).personal).to.equal(false)
  })
})
