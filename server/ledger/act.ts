/**
 * The one write path: whatever changes a record comes through here, whether from a form, a
 * kiosk, a batch or the software's own first start.
 */
import { randomUUID } from 'node:crypto'
import type { Request } from '../../models/decide.ts'
import { batchParser, bodyParser } from '../../models/derive/envelope.ts'
import type { ActBody } from '../../models/derive/envelope.ts'
import { faultsOf, parseGiven } from '../../models/derive/parser.ts'
import { maySee } from '../../models/derive/permissions.ts'
import { actNamed, creates } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { Problem } from '../../models/problems.ts'
import { idWithin } from '../../models/record.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Database } from '../../models/stored/database.ts'
import { readRecord } from '../../models/stored/records.ts'
import type { Appender, Outcome } from '../journal/append.ts'
import { learnReports } from '../toolreport/read.ts'

/** What the write path needs. */
export interface Acting {
  readonly database: Database
  readonly appender: Appender
}

/** Which act of which record; no record for an act that creates one. */
export interface Target {
  readonly ledger: Ledger
  readonly act: string
  readonly record?: string | undefined
}

/**
 * Does an act.
 *
 * @param body as the client sent it: `{id, fields, because?, revision?, occurredAt?, source?}`
 * @returns the record after the act, and whether it had been journalled before
 * @throws Problem in the declared order of precedence (see models/problems)
 */
export async function act(
  acting: Acting,
  target: Target,
  body: unknown,
  actor: Actor,
): Promise<Outcome> {
  const declared = actNamed(target.ledger, target.act)
  if (!declared || creates(declared) !== (target.record === undefined)) {
    throw new Problem('unknown-act', { act: `${target.ledger.name}.${target.act}` })
  }
  const request = requestOf(target, readBody(body), actor)
  await learn(acting, [request])
  return await acting.appender.act(request)
}

/**
 * Does an act the software itself makes.
 *
 * @param id the same for the same thing, so that instances that start together do it once
 */
export async function actAsSystem(
  acting: Acting,
  target: Target,
  fields: object,
  actor: Actor,
  id: string = randomUUID(),
): Promise<Outcome> {
  return await act(acting, target, { id, fields }, actor)
}

/** What came of one record of a batch. */
export type BatchResult = { readonly outcome: Outcome } | { readonly problem: Problem }

/**
 * Does one act to many records, or creates many. Each is an act of its own in the journal, with
 * an id derived from the batch's, so sending the batch again is as harmless as sending an act
 * again; each is judged alone, and those refused say why.
 */
export async function actOnMany(
  acting: Acting,
  ledger: Ledger,
  body: unknown,
  actor: Actor,
): Promise<BatchResult[]> {
  const parsed = batchParser.safeParse(body)
  if (!parsed.success) throw new Problem('invalid-fields', { faults: faultsOf(parsed.error) })
  const { each, act: name, fields, ...shared } = parsed.data
  const declared = actNamed(ledger, name)
  if (!declared || !(declared.batch || creates(declared))) {
    throw new Problem('unknown-act', { act: `${ledger.name}.${name}` })
  }
  const requests = each.map((one, at) => {
    if (creates(declared) !== (one.record === undefined)) {
      throw new Problem('unknown-act', { act: `${ledger.name}.${name}` })
    }
    const single: ActBody = {
      ...shared,
      id: idWithin(shared.id, at),
      fields: { ...fields, ...one.fields },
      revision: one.revision,
    }
    const place = { id: shared.id, n: at + 1, of: each.length }
    return { ...requestOf({ ledger, act: name, record: one.record }, single, actor), batch: place }
  })
  await learn(acting, requests)
  return await Promise.all(
    requests.map(async (request): Promise<BatchResult> => {
      try {
        return { outcome: await acting.appender.act(request) }
      } catch (error) {
        if (error instanceof Problem) return { problem: error }
        throw error
      }
    }),
  )
}

/** Finds out what the reports named are about, before anything is decided on them. */
async function learn({ database }: Acting, requests: readonly Request[]): Promise<void> {
  for (const { ledger, parsed } of requests) {
    if (!parsed.faults) await learnReports(database.files, ledger, parsed.given)
  }
}

function readBody(body: unknown): ActBody {
  const parsed = bodyParser.safeParse(body, { reportInput: true })
  if (!parsed.success) throw new Problem('invalid-fields', { faults: faultsOf(parsed.error) })
  return parsed.data
}

function requestOf(target: Target, body: ActBody, actor: Actor): Request {
  const { ledger, act: name } = target
  const declared = actNamed(ledger, name)
  if (!declared) throw new Problem('unknown-act', { act: `${ledger.name}.${name}` })
  const occurredAt = body.occurredAt && {
    at: new Date(body.occurredAt).toISOString(),
    source: body.source ?? ('device' as const),
  }
  return {
    ledger,
    act: name,
    actor,
    id: body.id,
    record: target.record ?? body.id,
    parsed: parseGiven(ledger, declared, body.fields),
    now: new Date().toISOString(),
    because: body.because,
    revision: body.revision,
    ...(occurredAt && { occurredAt }),
  }
}

/**
 * A record an actor may see.
 *
 * @throws Problem unknown-record when there is none or it may not be seen
 */
export async function findRecord(
  database: Database,
  ledger: Ledger,
  id: string,
  actor: Actor,
): Promise<LedgerRecord> {
  const record = await readRecord(database.records, id)
  if (!record || record.ledger !== ledger.name || !maySee(ledger, record, actor)) {
    throw new Problem('unknown-record')
  }
  return record
}
