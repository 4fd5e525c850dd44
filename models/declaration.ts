/**
 * Checks a ledger's declaration against itself when it is declared, so that a mistake stops the
 * start and names its spot instead of surfacing as a strange answer months later.
 */
import type { Act, Ledger } from './ledger.ts'

import { ranges, sortable, sortsOf } from './derive/sorting.ts'
import { fieldAt } from './field.ts'
import type { Field, Parts } from './fields.ts'
import { limits } from './limits.ts'
import { roleNames } from './roles.ts'
import { isTranscribing, transcribed } from './transcribing.ts'
import { wallFaults } from './wall.ts'
import { languages } from './words.ts'
import type { Words } from './words.ts'

/** @throws TypeError with every fault of the declaration, each naming its spot */
export function checkDeclaration(ledger: Ledger): void {
  const faults = [
    ...nameFaults(ledger),
    ...wordFaults(ledger),
    ...Object.entries(ledger.acts).flatMap(([name, act]) => actFaults(ledger, name, act)),
    ...stateFaults(ledger),
    ...referenceFaults(ledger),
    ...Object.entries(ledger.fields).flatMap(([key, field]) => proposalFaults(ledger, key, field)),
    ...controlFaults('fields', ledger.fields),
    ...sortFaults(ledger),
    ...deskFaults(ledger),
    ...wallFaults(ledger),
  ]
  if (faults.length > 0) {
    throw new TypeError(faults.map((fault) => `${ledger.name}.${fault}`).join('\n'))
  }
}

function nameFaults(ledger: Ledger): string[] {
  const faults: string[] = []
  if (!/^[a-z]+$/.test(ledger.name)) faults.push('name must be one lower-case word')
  if (!/^[A-Z]{1,3}$/.test(ledger.prefix)) faults.push('prefix must be one to three capitals')
  for (const key of [...Object.keys(ledger.fields), ...Object.keys(ledger.acts)]) {
    if (!/^[a-z][a-zA-Z]*$/.test(key)) faults.push(`${key} is not a camelCase word`)
  }
  return faults
}

function wordFaults(ledger: Ledger): string[] {
  const wordings: [string, Words][] = [
    ['label', ledger.label],
    ['noun', ledger.noun],
    ...Object.entries(ledger.states).map(([key, label]): [string, Words] => [
      `states.${key}`,
      label,
    ]),
    ...Object.entries(ledger.acts).map(([key, act]): [string, Words] => [
      `acts.${key}.label`,
      act.label,
    ]),
    ...Object.entries(ledger.dues ?? {}).flatMap(([key, due]): [string, Words][] => [
      [`dues.${key}.label`, due.label],
      [`dues.${key}.coming`, due.coming],
      ...(due.waits ? [[`dues.${key}.waits`, due.waits] as [string, Words]] : []),
    ]),
    ...Object.entries(ledger.fields).flatMap(([key, field]) => fieldWords(`fields.${key}`, field)),
    ...(ledger.daily ? [['daily.label', ledger.daily.label] as [string, Words]] : []),
    ...(ledger.rules ?? []).map((rule, at): [string, Words] => [`rules.${at}.else`, rule.else]),
  ]
  return wordings.flatMap(([spot, wording]) =>
    languages
      .filter((language) => !wording[language])
      .map((language) => `${spot} lacks ${language}`),
  )
}

function fieldWords(spot: string, field: Field): [string, Words][] {
  return [
    [`${spot}.label`, field.label],
    ...Object.entries(field.choices ?? {}).map(([key, label]): [string, Words] => [
      `${spot}.choices.${key}`,
      label,
    ]),
    ...Object.entries(field.parts ?? {}).flatMap(([key, part]) =>
      fieldWords(`${spot}.parts.${key}`, part),
    ),
  ]
}

function actFaults(ledger: Ledger, name: string, act: Act): string[] {
  const spot = `acts.${name}`
  const given = [...(act.needs ?? []), ...(act.takes ?? [])]
  const stamped = Object.keys(act.stamps ?? {})
  const states = [
    ...(Array.isArray(act.from) ? act.from : []),
    ...(typeof act.to === 'object' ? act.to.may : act.to === 'same' ? [] : [act.to]),
  ]
  const faults = [
    ...[...given, ...stamped]
      .filter((key) => !Object.hasOwn(ledger.fields, key))
      .map((key) => `${spot}: unknown field “${key}”`),
    ...states
      .filter((state) => !Object.hasOwn(ledger.states, state))
      .map((state) => `${spot}: unknown state “${state}”`),
    ...act.by.filter((role) => !roleNames.includes(role)).map((role) => `${spot}: role “${role}”?`),
    ...stamped.filter((key) => given.includes(key)).map((key) => `${spot}: “${key}” is stamped`),
  ]
  if (new Set(given).size < given.length) faults.push(`${spot}: a field is taken twice`)
  if (act.apart && act.batch) faults.push(`${spot}: it is not apart`)
  if (act.by.length === 0) faults.push(`${spot}: no role holds it`)
  if (act.from === null && act.to === 'same') faults.push(`${spot}: a creating act needs a state`)
  return faults
}

/** The acts a ledger declares itself: what is transcribed may set any field in any state. */
function ownActs(ledger: Ledger): Act[] {
  return Object.values(ledger.acts).filter((act) => !isTranscribing(act))
}

function stateFaults(ledger: Ledger): string[] {
  const reached = new Set<string>()
  for (const act of ownActs(ledger)) {
    if (typeof act.to === 'object') act.to.may.forEach((state) => reached.add(state))
    else if (act.to !== 'same') reached.add(act.to)
  }
  for (const follow of ledger.follows ?? []) reached.add(follow.to)
  const faults = Object.keys(ledger.states)
    .filter((state) => !reached.has(state))
    .map((state) => `states.${state} cannot be reached`)
  if (!ownActs(ledger).some((act) => act.from === null)) {
    faults.push('acts has none that creates a record')
  }
  return faults
}

function referenceFaults(ledger: Ledger): string[] {
  const set = new Set<string>([transcribed])
  for (const act of ownActs(ledger)) {
    for (const key of [
      ...(act.needs ?? []),
      ...(act.takes ?? []),
      ...Object.keys(act.stamps ?? {}),
    ])
      set.add(key)
    if (act.apply) Object.keys(ledger.fields).forEach((key) => set.add(key))
  }
  for (const follow of ledger.follows ?? [])
    Object.keys(follow.stamps ?? {}).forEach((key) => set.add(key))
  const known = (key: string) => Object.hasOwn(ledger.fields, key)
  const state = (key: string) => Object.hasOwn(ledger.states, key)
  return [
    ...Object.keys(ledger.fields)
      .filter((key) => !set.has(key))
      .map((key) => `fields.${key} is set by no act`),
    ...ledger.columns.filter((key) => !known(key)).map((key) => `columns: unknown field “${key}”`),
    ...(ledger.onLabel ?? []).flatMap((key) => {
      if (!known(key)) return [`onLabel: unknown field “${key}”`]
      // A label is read by whoever holds the thing, and no erasure reaches it.
      return ledger.fields[key]?.personal ? [`onLabel: “${key}” is personal`] : []
    }),
    ...(ledger.differs ?? []).flat().flatMap((key) => {
      if (!known(key)) return [`differs: unknown field “${key}”`]
      return ledger.fields[key]?.kind === 'link' ? [] : [`differs: “${key}” names no account`]
    }),
    ...(ledger.rules ?? []).flatMap((rule, at) =>
      rule.on
        .filter((act) => !Object.hasOwn(ledger.acts, act))
        .map((act) => `rules.${at}: unknown act “${act}”`),
    ),
    ...Object.entries(ledger.dues ?? {}).flatMap(([key, due]) =>
      due.states.filter((one) => !state(one)).map((one) => `dues.${key}: unknown state “${one}”`),
    ),
    ...(ledger.watches ?? []).filter((one) => !state(one)).map((one) => `watches: “${one}”?`),
    ...(ledger.carried ?? []).flatMap(({ states, near }, at) => [
      ...states.filter((one) => !state(one)).map((one) => `carried.${at}: unknown state “${one}”`),
      ...(near && !['moment', 'day'].includes(ledger.fields[near]?.kind ?? '')
        ? [`carried.${at}: “${near}” is no moment or day`]
        : []),
    ]),
    ...Object.entries(ledger.reads).flatMap(([role, grant]) => {
      if (typeof grant !== 'object' || !('by' in grant) || grant.tells === undefined) return []
      const { tells, unheard, shows } = grant
      const told = ledger.fields[tells]?.kind === 'name' && !shows.includes(tells)
      const kept = unheard === undefined || ledger.fields[unheard]?.kind === 'code'
      return [
        ...(told ? [] : [`reads.${role}: “${tells}” is no name that is kept back`]),
        ...(kept ? [] : [`reads.${role}: “${unheard}” is no code`]),
      ]
    }),
    ...(ledger.runs ?? []).flatMap(({ list, what, from, to, act, names }) => {
      const parts = known(list) ? (ledger.fields[list]?.parts ?? {}) : {}
      return [
        ...[what, from, to]
          .filter((key) => !Object.hasOwn(parts, key))
          .map((key) => `runs.${list}: unknown part “${key}”`),
        ...(Object.hasOwn(ledger.acts, act) && known(names) ? [] : [`runs.${list}: “${act}”?`]),
      ]
    }),
    ...(ledger.customer && !known(ledger.customer) ? [`customer: “${ledger.customer}”?`] : []),
  ]
}

/** What a device keeps or proposes must be neither personal nor of another ledger. */
function proposalFaults(ledger: Ledger, spot: string, field: Field): string[] {
  const { among, fills, remembered, report, unheld, usual } = field
  const filled = [
    ...(fills ? [...Object.keys(fills.from), ...(fills.again ?? [])] : []),
    ...(field.each === undefined ? [] : [field.each]),
    ...(field.beside === undefined ? [] : [field.beside]),
  ]
  const kept = field.kind !== 'file' && field.kind !== 'signature' && !field.personal
  return [
    ...filled
      .filter((key) => !Object.hasOwn(ledger.fields, key))
      .map((key) => `fields.${spot}: unknown field “${key}”`),
    ...(report && field.kind !== 'file' ? [`fields.${spot} is no file`] : []),
    ...(report && ledger.fields[report.about]?.kind !== 'code'
      ? [`fields.${spot}: “${report.about}” is no code`]
      : []),
    ...Object.keys(report?.fills ?? {})
      .filter((path) => !fieldAt(ledger.fields, path))
      .map((path) => `fields.${spot}: unknown field “${path}”`),
    ...(remembered && !kept ? [`fields.${spot} is not for a device to remember`] : []),
    ...((fills ?? among ?? unheld ?? (usual === 'actor' || undefined)) && field.kind !== 'link'
      ? [`fields.${spot} is no link`]
      : []),
    ...Object.entries(field.parts ?? {}).flatMap(([key, part]) =>
      proposalFaults(ledger, `${spot}.${key}`, part),
    ),
  ]
}

/** A question knows its answers and where its remark goes; only what is typed has a keyboard. */
function controlFaults(spot: string, fields: Parts): string[] {
  return Object.entries(fields).flatMap(
    ([key, { fine, remark, keyboard, kind, schema, parts }]) => [
      ...(fine ?? [])
        .filter((answer) => !schema.safeParse(answer).success)
        .map((answer) => `${spot}.${key}: it has no answer “${String(answer)}”`),
      ...(remark !== undefined && (!fine || !['text', 'lines'].includes(fields[remark]?.kind ?? ''))
        ? [`${spot}.${key}: “${remark}” takes no remark`]
        : []),
      ...(keyboard !== undefined && kind !== 'text' && kind !== 'code'
        ? [`${spot}.${key}: nobody types it with a keyboard of its own`]
        : []),
      ...controlFaults(`${spot}.${key}`, parts ?? {}),
    ],
  )
}

function sortFaults(ledger: Ledger): string[] {
  const sorts = sortsOf(ledger)
  return [
    ...sorts
      .flatMap(({ key, reading }) => (reading === undefined ? [key] : [key, reading]))
      .filter((key) => !sortable(ledger.fields[key]))
      .map((key) => `sorts: “${key}” has no order`),
    ...(sorts.length > limits.sortsMax ? [`sorts: more than ${limits.sortsMax}`] : []),
  ]
}

function deskFaults(ledger: Ledger): string[] {
  const { dues = {}, decides, daily } = ledger
  const acts: [string, string | undefined][] = [
    ...Object.entries(dues).map(([key, due]): [string, string | undefined] => [
      `dues.${key}.settledBy`,
      due.settledBy,
    ]),
    ['decides.approve', decides?.approve],
    ['decides.reject', decides?.reject],
    ['daily.settledBy', daily?.settledBy],
  ]
  return [
    ...acts
      .filter(([, act]) => act !== undefined && !Object.hasOwn(ledger.acts, act))
      .map(([spot, act]) => `${spot}: unknown act “${act}”`),
    ...[...(decides?.states ?? []), ...(daily?.states ?? [])]
      .filter((one) => !Object.hasOwn(ledger.states, one))
      .map((one) => `decides or daily: unknown state “${one}”`),
    ...(daily && !ranges(ledger, daily.since)
      ? [`daily.since: “${daily.since}” is not sorted`]
      : []),
  ]
}
