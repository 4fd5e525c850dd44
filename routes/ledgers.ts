/** One set of routes for every ledger: lists, records, histories, acts, batches and exports. */
import { readGrant } from '../models/derive/permissions.ts'
import { actNamed } from '../models/ledger.ts'
import type { Ledger, ReadGrant } from '../models/ledger.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import type { Actor } from '../models/roles.ts'
import type { RecordView } from '../models/shown.ts'
import { languages } from '../models/words.ts'
import type { Language } from '../models/words.ts'
import { DirectExports } from '../server/export/direct.ts'
import { exportForms, prepared } from '../server/export/export.ts'
import type { ExportForm } from '../server/export/export.ts'
import { presentingTo, settingsOf, zoneOf } from '../server/house.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { act, actOnMany, findRecord } from '../server/ledger/act.ts'
import { chain } from '../server/ledger/chain.ts'
import { Guesses } from '../server/ledger/guesses.ts'
import { history } from '../server/ledger/history.ts'
import { count, list, readQuery } from '../server/ledger/list.ts'
import type { Listing, ListQuery } from '../server/ledger/list.ts'
import { present, presentOne } from '../server/ledger/present.ts'
import { everyRecord } from '../server/ledger/reads.ts'
import type { ListPress } from '../server/paper/listpress.ts'
import { explainStale } from '../server/ledger/stale.ts'

export function ledgerRoutes(house: House, press: ListPress): Route[] {
  const guesses = new Guesses()
  const direct = new DirectExports(house, press)
  return house.ledgers.flatMap((ledger) => routesOf(house, ledger, guesses, direct))
}

function routesOf(house: House, ledger: Ledger, guesses: Guesses, direct: DirectExports): Route[] {
  const base = `/api/v1/${ledger.name}`
  return [
    { method: 'get', path: base, handle: (call) => listed(house, ledger, call, guesses) },
    ...(Object.keys(exportForms) as ExportForm[]).map((form): Route => ({
      method: 'get',
      path: `${base}/export.${form}`,
      handle: (call) => exported(house, direct, { ledger, form, call }),
    })),
    { method: 'post', path: `${base}/batches`, handle: (call) => batch(house, ledger, call) },
    { method: 'get', path: `${base}/:id`, handle: (call) => shown(house, ledger, call) },
    { method: 'get', path: `${base}/:id/chain`, handle: (call) => chained(house, ledger, call) },
    { method: 'get', path: `${base}/:id/history`, handle: (call) => told(house, ledger, call) },
    {
      method: 'post',
      path: `${base}/acts/:act`,
      handle: (call) => acted(house, ledger, call, undefined),
    },
    {
      method: 'post',
      path: `${base}/:id/:act`,
      handle: (call) => acted(house, ledger, call, call.params['id']),
    },
  ]
}

async function listed(house: House, ledger: Ledger, call: Call, guesses: Guesses) {
  const { actor, query } = call
  const { listing, asked } = await listingOf(house, ledger, actor, query)
  const grant = readGrant(ledger, actor)
  if (typeof grant === 'object' && 'by' in grant) {
    return await found(house, { listing, asked, grant, call, guesses })
  }
  const [page, total, presenting] = await Promise.all([
    list(listing, asked),
    asked.cursor === undefined ? count(listing, asked) : undefined,
    presentingTo(house, actor),
  ])
  if (page.records.length > 0) {
    await house.reads.read(ledger, everyRecord, actor, { filter: asked.filter })
  }
  return {
    records: await present(page.records, presenting),
    ...(page.next !== undefined && { next: page.next }),
    ...(total !== undefined && totalOf(total)),
  }
}

interface Finding {
  readonly listing: Listing
  readonly asked: ListQuery
  readonly grant: Extract<ReadGrant, { by: string }>
  readonly call: Call
  readonly guesses: Guesses
}

/**
 * What a device finds by what its bearer knows. Until they told their name as well, it learns no
 * more than how many there are and how far each has come.
 */
async function found(house: House, { listing, asked, grant, call, guesses }: Finding) {
  const { ledger, actor } = listing
  const known = asked.filter[grant.by]
  if (known === undefined) return { records: [], total: 0 }
  const callers = [`session ${call.session ?? actor.id}`, `address ${call.address} ${actor.id}`]
  guesses.refuse(callers)
  const { records } = await list(listing, { ...asked, limit: limits.pageRowsMax })
  if (records.length === 0) guesses.miss(callers)
  else await house.reads.read(ledger, everyRecord, actor, { filter: { [grant.by]: known } })
  const views = await present(records, await presentingTo(house, actor))
  const told = grant.tells === undefined || asked.filter[grant.tells] !== undefined
  return {
    records: told ? views : views.map((view) => keptBack(view, grant.by)),
    total: records.length,
  }
}

function keptBack(view: RecordView, by: string): RecordView {
  const { number, facts } = view
  return { ...view, title: number, facts: { [by]: facts[by] }, linked: {} }
}

/** A long list's total is only said to be at least so much: counting on would cost every reader. */
function totalOf(counted: number): object {
  const { countRowsMax } = limits
  return counted > countRowsMax ? { total: countRowsMax, atLeast: true } : { total: counted }
}

async function shown(house: House, ledger: Ledger, { actor, params }: Call) {
  const record = await findRecord(house.database, ledger, params['id'] ?? '', actor)
  await house.reads.read(ledger, record.id, actor, {})
  return await presentOne(record, await presentingTo(house, actor))
}

async function told(house: House, ledger: Ledger, { actor, params }: Call) {
  const record = await findRecord(house.database, ledger, params['id'] ?? '', actor)
  const grant = readGrant(ledger, actor)
  if (typeof grant === 'object' && 'by' in grant) throw new Problem('not-allowed')
  await house.reads.read(ledger, record.id, actor, {})
  return await history(await presentingTo(house, actor), record)
}

async function chained(house: House, ledger: Ledger, { actor, params }: Call) {
  const record = await findRecord(house.database, ledger, params['id'] ?? '', actor)
  const grant = readGrant(ledger, actor)
  if (typeof grant === 'object' && 'by' in grant) throw new Problem('not-allowed')
  if (ledger.register) return { records: [], more: false }
  const shown = await chain(await presentingTo(house, actor), record)
  const byName = new Map(house.ledgers.map((one) => [one.name, one]))
  for (const one of shown.records) {
    const other = byName.get(one.ledger)
    if (other) await house.reads.read(other, one.id, actor, { chain: record.id })
  }
  return shown
}

async function acted(house: House, ledger: Ledger, call: Call, record: string | undefined) {
  const { actor, params, body } = call
  const name = params['act'] ?? ''
  if (actNamed(ledger, name)?.apart) throw new Problem('unknown-act', { act: name })
  try {
    const outcome = await act(house, { ledger, act: name, record }, body, actor)
    const view = await presentOne(outcome.record, await presentingTo(house, actor))
    return new Answer(record === undefined && !outcome.repeated ? 201 : 200, view)
  } catch (error) {
    const { revision } = (body ?? {}) as { revision?: number }
    throw await explainStale(house, { ledger, record, revision }, actor, error)
  }
}

async function batch(house: House, ledger: Ledger, { actor, body, language }: Call) {
  const results = await actOnMany(house, ledger, body, actor)
  const presenting = await presentingTo(house, actor)
  const records = results.flatMap((one) => ('outcome' in one ? [one.outcome.record] : []))
  const views = new Map((await present(records, presenting)).map((view) => [view.id, view]))
  const { each } = body as { each: readonly { record?: string; revision?: number }[] }
  const answers = []
  for (const [at, one] of results.entries()) {
    if ('outcome' in one) answers.push({ record: views.get(one.outcome.record.id) })
    else {
      const { record, revision } = each[at] ?? {}
      const told = await explainStale(house, { ledger, record, revision }, actor, one.problem)
      answers.push({ problem: (told as Problem).toJSON(language) })
    }
  }
  return { results: answers }
}

interface Taken {
  readonly ledger: Ledger
  readonly form: ExportForm
  readonly call: Call
}

async function exported(house: House, direct: DirectExports, { ledger, form, call }: Taken) {
  const { actor } = call
  const { columns, language: wanted, ...query } = call.query
  if (readGrant(ledger, actor) === undefined) throw new Problem('not-allowed')
  if (columns !== undefined && typeof columns !== 'string') {
    throw new Problem('unknown-query', { name: 'columns' })
  }
  const language = languageAsked(wanted ?? call.language)
  const { listing, asked } = await listingOf(house, ledger, actor, query)
  const exporting = { listing, query: asked, language, form, columns }
  return await direct.answer(await prepared(exporting, limits.printedDirectRowsMax))
}

/** @throws Problem unknown-query for a language the house does not speak */
export function languageAsked(value: unknown): Language {
  const language = languages.find((one) => one === value)
  if (!language) throw new Problem('unknown-query', { name: 'language' })
  return language
}

/** What a caller asks of a list, judged by what they may read of it. */
export async function listingOf(
  house: House,
  ledger: Ledger,
  actor: Actor,
  query: Readonly<Record<string, unknown>>,
): Promise<{ listing: Listing; asked: ListQuery }> {
  const grant = readGrant(ledger, actor)
  if (grant === undefined) throw new Problem('not-allowed')
  const settings = await settingsOf(house)
  const listing = {
    database: house.database,
    ledger,
    actor,
    now: new Date(),
    settings,
    timeZone: zoneOf(house, settings),
  }
  return { listing, asked: readQuery(ledger, query, grant) }
}
