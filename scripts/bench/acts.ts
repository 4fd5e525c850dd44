/**
 * What an act costs: at the write path itself and over HTTP, one at a time and many at once,
 * beside a raw Mongoose insert of as large a document into the same store and beside the storage
 * engine alone.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import path from 'node:path'
import mongoose from 'mongoose'
import { customers, disposals, sites } from './known.ts'
import { concurrent, sequential, timesOf, watch } from './measure.ts'
import type { Times, Watched } from './measure.ts'
import { mediumBody } from './medium.ts'
import type { Section } from './figures.ts'
import { readRecords } from '../../models/stored/records.ts'
import type { Running } from '../../server/compose.ts'
import { GroupWorld } from '../../server/journal/world.ts'
import { act } from '../../server/ledger/act.ts'
import { openLmdb } from '../../server/store/lmdb.ts'

/** Acts at once, as many as a busy floor with its tablets and batches makes. */
const width = 64

export interface ActSizes {
  readonly sequential: number
  readonly concurrent: number
}

interface Rate {
  readonly times: Times
  readonly perSecond: number
}

/** The person who acts, and where a disk comes from. */
export interface Setting {
  readonly running: Running
  readonly dataDir: string
  readonly user: string
  readonly password: string
}

/** Measures acts and what they are compared with. */
export async function measureActs(setting: Setting, sizes: ActSizes): Promise<Section[]> {
  const doing = await prepare(setting)
  const inside = await rate(sizes, doing.inside)
  const http = await rate(sizes, doing.http)
  const document = await lastEntry(setting)
  const raw = await rate(sizes, rawInsert(setting, document))
  const bytes = mongoose.mongo.BSON.calculateObjectSize(document)
  const engine = await rawEngine(path.join(setting.dataDir, 'raw.mdb'), bytes, sizes)
  const parts = await breakdown(setting, sizes, doing.inside)
  doing.close()
  return [compared({ inside, http, raw, engine }, bytes), ...parts]
}

interface Rates {
  readonly inside: Rate
  readonly http: Rate
  readonly raw: Rate
  readonly engine: Rate
}

function compared({ inside, http, raw, engine }: Rates, bytes: number): Section {
  const one = { what: 'raw insert', value: raw.times.p50 }
  const many = { what: 'raw insert', value: raw.perSecond }
  const ms = 'ms' as const
  const perSecond = '/s' as const
  return {
    title: 'An act (disposals.register)',
    figures: [
      { what: 'act, sequential, p50', value: inside.times.p50, unit: ms, floor: one },
      { what: 'act, sequential, p99', value: inside.times.p99, unit: ms },
      { what: 'act over HTTP, sequential, p50', value: http.times.p50, unit: ms, floor: one },
      { what: 'raw Mongoose insert, sequential, p50', value: raw.times.p50, unit: ms },
      { what: 'raw engine put, durable, p50', value: engine.times.p50, unit: ms, floor: one },
      { what: `acts, ${width} at once`, value: inside.perSecond, unit: perSecond, floor: many },
      { what: `over HTTP, ${width} at once`, value: http.perSecond, unit: perSecond, floor: many },
      { what: `raw inserts, ${width} at once`, value: raw.perSecond, unit: perSecond },
      {
        what: `engine puts, ${width} at once`,
        value: engine.perSecond,
        unit: perSecond,
        floor: many,
      },
    ],
    notes: [
      `The raw insert is Mongoose's create() of a document as large as the entry (${bytes} bytes) ` +
        'into a collection of the same store that has no index but _id. An act reads, decides, ' +
        'inserts an entry under five indexes and projects a record under six, _id not counted.',
      'The HTTP client runs in the same process as the house and takes its time from it.',
      'The engine alone puts as many bytes into a file of its own and waits until they are durable.',
    ],
  }
}

async function rate(sizes: ActSizes, run: () => Promise<unknown>): Promise<Rate> {
  const times = await sequential(sizes.sequential, run)
  return { times, perSecond: await concurrent(sizes.concurrent, width, run) }
}

async function prepare({ running, user, password }: Setting) {
  const { house, url } = running
  const [customer] = await readRecords(house.database.records, { ledger: customers.name })
  const [site] = await readRecords(house.database.records, { ledger: sites.name })
  if (!customer || !site) throw new Error('the house has no customer or no site')
  const { token, account } = await house.auth.signIn(user, password, undefined)
  const actor = { id: account.id, roles: account.roles }
  const target = { ledger: disposals, act: 'register' }
  const agent = new Agent({ keepAlive: true, maxSockets: width })
  return {
    inside: () => act(house, target, mediumBody(customer.id, site.id), actor),
    http: () => posted(`${url}/api/v1/disposals/acts/register`, agent, token, customer.id, site.id),
    close: () => agent.destroy(),
  }
}

async function posted(
  url: string,
  agent: Agent,
  token: string,
  customer: string,
  site: string,
): Promise<void> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode))
    })
    sent.once('error', reject)
    sent.end(JSON.stringify(mediumBody(customer, site)))
  })
  if (status !== 201) throw new Error(`the act was answered with ${status}`)
}

async function lastEntry({ running }: Setting): Promise<Record<string, unknown>> {
  const { entries } = running.house.database
  const last = await entries.findOne({ act: 'disposals.register' }).sort({ _id: -1 }).lean()
  if (!last) throw new Error('no act was journalled')
  return { ...last }
}

function rawInsert({ running }: Setting, document: Record<string, unknown>) {
  const schema = new mongoose.Schema({ _id: String }, { strict: false, versionKey: false })
  const model = running.house.database.connection.model('Raw', schema, 'raw')
  return () => model.create({ ...document, _id: randomUUID() })
}

async function rawEngine(file: string, bytes: number, sizes: ActSizes): Promise<Rate> {
  const storage = openLmdb(file)
  const space = storage.space('data')
  const value = randomBytes(bytes)
  try {
    return await rate(sizes, () => storage.write(() => space.put(randomBytes(16), value)))
  } finally {
    await storage.close()
  }
}

/** Where the time goes in the write path's own steps, one act at a time and many at once. */
async function breakdown(
  { running }: Setting,
  sizes: ActSizes,
  run: () => Promise<unknown>,
): Promise<Section[]> {
  const { entries, records } = running.house.database
  const steps = {
    load: watch(GroupWorld.prototype, 'load'),
    insert: watch(entries.collection, 'insertMany'),
    project: watch(records.collection, 'insertMany'),
  }
  const one = await watched(steps, () => sequential(sizes.sequential, run))
  const many = await watched(steps, () => concurrent(sizes.concurrent, width, run))
  return [
    shares('Where the time of a sequential act goes (p50)', one),
    shares(`Where the time of a group goes, ${width} acts at once (p50)`, many),
  ]
}

type Steps = Readonly<Record<'load' | 'insert' | 'project', Watched>>

/** Durations of each step, group by group; the steps of one group never overlap another's. */
async function watched(steps: Steps, run: () => Promise<unknown>): Promise<Map<string, number[]>> {
  for (const step of Object.values(steps)) step.length = 0
  await run()
  const parts = new Map<string, number[]>()
  const spend = (name: string, ms: number) => parts.set(name, [...(parts.get(name) ?? []), ms])
  for (const [at, load] of steps.load.entries()) {
    const [insert, project, next] = [steps.insert[at], steps.project[at], steps.load[at + 1]]
    if (!insert || !project || !next) break
    spend('load the world', load.ended - load.began)
    spend('decide, draft and hash', insert.began - load.ended)
    spend('insert the entries (the commit)', insert.ended - insert.began)
    spend('project the records', project.ended - insert.ended)
    spend('tree, answers, parsing what comes next', next.began - project.ended)
    spend('all of it', next.began - load.began)
  }
  return parts
}

function shares(title: string, parts: ReadonlyMap<string, readonly number[]>): Section {
  const all = { what: 'all', value: timesOf(parts.get('all of it') ?? []).p50 }
  const figures = [...parts].map(([what, values]) => {
    return { what, value: timesOf(values).p50, unit: 'ms' as const, floor: all }
  })
  return { title, figures, notes: [] }
}
