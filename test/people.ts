/**
 * The people the tests speak as, and how one of them speaks: over HTTP, through the public door,
 * with a token of their own. A refusal is an error with its problem, so that a flow reads as a
 * list of sentences and a refused sentence says why.
 */
import { randomUUID } from 'node:crypto'
import type { FileReference } from '../models/fields.ts'
import type { Role } from '../models/roles.ts'
import type { RecordView } from '../models/shown.ts'

/** Everybody but the administrator, who is there from the first start. */
export const people = {
  aya: { name: '青木 綾', furigana: 'アオキ アヤ', roles: ['staff'] },
  ben: { name: '馬場 勉', furigana: 'ババ ベン', roles: ['staff'] },
  chie: { name: '千葉 千恵', furigana: 'チバ チエ', roles: ['iso'] },
  dan: { name: '団 大介', furigana: 'ダン ダイスケ', roles: ['iso'] },
  emi: { name: '江口 恵美', furigana: 'エグチ エミ', roles: ['auditor'] },
  goro: { name: '郷 五郎', furigana: 'ゴウ ゴロウ', roles: ['admin'] },
  uketsuke: { name: '受付端末', roles: ['kiosk'] },
  kabe: { name: '表示端末', roles: ['wall'] },
  hana: { name: '花田 花', furigana: 'ハナダ ハナ', roles: ['customer'] },
} as const satisfies Record<string, { name: string; furigana?: string; roles: readonly Role[] }>

/** The first administrator, whom the environment names; also an auditor, as the first one is. */
export const admin = 'kaoru'
export type Person = keyof typeof people | typeof admin

/** The password of somebody in the tests. */
export function passwordOf(person: string): string {
  return `correct-horse-${person}`
}

/** Somebody of each role, for suites that ask what each role may do. */
export const ofRole: Readonly<Record<Role, Person>> = {
  kiosk: 'uketsuke',
  staff: 'aya',
  iso: 'chie',
  auditor: 'emi',
  customer: 'hana',
  admin: 'goro',
  wall: 'kabe',
}

/** A record as the API shows it. */
export type Shown = RecordView & { readonly facts: Readonly<Record<string, unknown>> }

/** A problem as the API answers it. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly type: string
  readonly faults?: readonly { readonly path: string; readonly says: string }[]
  readonly current?: Shown
  readonly since?: readonly { readonly act: string; readonly actor: string }[]
  readonly path?: string
  readonly number?: string
}

/** Thrown when somebody is refused. */
export class Refused extends Error {
  readonly problem: Refusal

  constructor(what: string, problem: Refusal) {
    super(`${what}: ${problem.status} ${problem.code} ${problem.title} ${faultsOf(problem)}`)
    this.problem = problem
  }
}

function faultsOf({ faults, path }: Refusal): string {
  if (!faults) return path ?? ''
  return faults.map((fault) => `${fault.path}: ${fault.says}`).join('; ')
}

/** The problem a promise was refused with; anything else fails the test. */
export async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Refused) return error.problem
    throw error
  }
  throw new Error('nothing was refused')
}

/** The code of the problem a promise was refused with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return (await refusalOf(promise)).code
}

/** What may go with an act besides its fields. */
export interface With {
  readonly id?: string
  readonly because?: string
  readonly revision?: number
  readonly occurredAt?: string
  readonly source?: string
}

/** One result of a batch. */
export type BatchResult = { readonly record?: Shown; readonly problem?: Refusal }

/** Somebody who is signed in. */
export class Voice {
  readonly #base: string
  readonly token: string
  readonly id: string

  constructor(base: string, token: string, id: string) {
    this.#base = base
    this.token = token
    this.id = id
  }

  /** A request below `/api/v1`, or from the root for an absolute address. */
  async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const place = /^\/(api|log|healthz|readyz|metrics)\b/.test(path) ? path : `/api/v1${path}`
    const form = body instanceof FormData
    return await fetch(new URL(place, this.#base), {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    })
  }

  /** The JSON something is answered with. @throws Refused */
  async get<T = Shown>(path: string): Promise<T> {
    return await this.#json<T>('GET', path)
  }

  /** The text something is answered with. @throws Refused */
  async text(path: string): Promise<string> {
    const response = await this.ask('GET', path)
    const text = await response.text()
    if (!response.ok) throw new Refused(path, JSON.parse(text) as Refusal)
    return text
  }

  /** The bytes something is answered with. @throws Refused */
  async bytes(path: string): Promise<Uint8Array> {
    const response = await this.ask('GET', path)
    if (!response.ok) throw new Refused(path, (await response.json()) as Refusal)
    return new Uint8Array(await response.arrayBuffer())
  }

  async post<T = Shown>(path: string, body: unknown): Promise<T> {
    return await this.#json<T>('POST', path, body)
  }

  async delete(path: string): Promise<void> {
    await this.#json('DELETE', path)
  }

  async #json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.ask(method, path, body)
    const text = await response.text()
    const json: unknown = text === '' ? undefined : JSON.parse(text)
    if (!response.ok) throw new Refused(`${method} ${path}`, json as Refusal)
    return json as T
  }

  /** Makes a record: `aya.creates('visits.plan', fields)`. @throws Refused */
  async creates(act: string, fields: object = {}, more: With = {}): Promise<Shown> {
    const [ledger, name] = act.split('.')
    return await this.post(`/${ledger}/acts/${name}`, { id: randomUUID(), fields, ...more })
  }

  /** Does an act to a record: `aya.does('visits.admit', visit, fields)`. @throws Refused */
  async does(
    act: string,
    record: { readonly id: string },
    fields: object = {},
    more: With = {},
  ): Promise<Shown> {
    const [ledger, name] = act.split('.')
    return await this.post(`/${ledger}/${record.id}/${name}`, {
      id: randomUUID(),
      fields,
      ...more,
    })
  }

  /** Does one act to many records, or makes many. */
  async doesToMany(
    act: string,
    each: readonly { record?: string; fields?: object }[],
    fields: object = {},
    more: With = {},
  ): Promise<BatchResult[]> {
    const [ledger, name] = act.split('.')
    const body = { id: randomUUID(), act: name, fields, each, ...more }
    const answer = await this.post<{ results: BatchResult[] }>(`/${ledger}/batches`, body)
    return answer.results
  }

  /** Stores a file and returns how fields name it. @throws Refused */
  async stores(bytes: Uint8Array, name = 'photo.png'): Promise<FileReference> {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), name)
    return await this.post<FileReference>('/files', form)
  }
}
