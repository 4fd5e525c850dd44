/**
 * The one way the client speaks to the server: JSON over fetch in the reader's language. What
 * the server refuses arrives as `Refused` with its problem; what never reached it as
 * `Unreachable`, so that callers can tell "no" from "not yet".
 */
import { hearTime } from './offline/clock.ts'
import { answeredHere, answeredThere } from './offline/heard.ts'
import type { FileReference } from '../models/fields.ts'
import type { ProblemBody } from './shapes.ts'

export type * from './shapes.ts'

/** The server said no, and why. */
export class Refused extends Error {
  readonly problem: ProblemBody

  constructor(problem: ProblemBody) {
    super(problem.title)
    this.problem = problem
  }
}

/** Nobody answered: the network is down, or something in between spoke for the server. */
export class Unreachable extends Error {}

type Method = 'GET' | 'POST' | 'DELETE'

let unheard: () => void = () => undefined

/** Has someone told whenever a question found nobody to answer it. */
export function onUnheard(listener: () => void): void {
  unheard = listener
}

/** What a device can answer by itself when nobody else does. */
interface Stand {
  answer(path: string): Promise<{ body: unknown; asOf: string } | undefined>
  /** Told of what the server answered. */
  heard(path: string, body: unknown): void
}

let stand: Stand = { answer: () => Promise.resolve(undefined), heard: () => undefined }
let device: string | undefined

/** Has questions that find nobody answered from what this device carries. */
export function standInWith(one: Stand): void {
  stand = one
}

/** What every request says of the device it comes from. */
export function sayDevice(name: string): void {
  // A header holds plain letters only.
  device = encodeURIComponent(name)
}

const requestMsMax = 30_000
/** How long a question waits for the server when the device could answer as well. */
const patienceMs = 12_000
/** How long it waits after a question that found nobody, and for how long it does so. */
const shortPatienceMs = 4_000
const doubtMs = 60_000

let unheardAt = -Infinity
/** How long an upload may stand still. */
const stillMsMax = 30_000

/**
 * Asks the server. A GET that finds nobody is answered from what this device carries, if it can
 * be; the page then says so.
 *
 * @param path below `/api/v1`, or an absolute one below `/log`
 * @throws Refused with the server's problem, Unreachable when no answer came
 */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  if (method !== 'GET') return await ask<T>(method, path, body)
  try {
    const answer = await ask<T>(method, path)
    answeredThere()
    stand.heard(path, answer)
    return answer
  } catch (error) {
    if (!unheardOf(error)) throw error
    const here = await stand.answer(path).catch(() => undefined)
    if (!here) throw error
    if (!isUnknownRecord(error)) answeredHere(here.asOf)
    return here.body as T
  }
}

/** Whether the device may answer instead: nobody did, or not yet of what was made on the device. */
function unheardOf(error: unknown): boolean {
  if (!(error instanceof Refused)) return error instanceof Unreachable
  return isUnknownRecord(error) || error.problem.status === 503
}

function isUnknownRecord(error: unknown): boolean {
  return error instanceof Refused && error.problem.code === 'unknown-record'
}

/**
 * Asks the server alone, whatever the device carries.
 *
 * @throws Refused, Unreachable as `call`
 */
export async function ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
  return await answered(await reach(method, path, body))
}

/**
 * Asks as somebody else than who is signed in here: no cookie goes along, and none is taken.
 *
 * @param token theirs, once they have one
 * @throws Refused, Unreachable as `call`
 */
export async function askApart<T>(
  method: Method,
  path: string,
  { body, token }: { readonly body?: unknown; readonly token?: string },
): Promise<T> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  return await answered(await reach(method, path, body, headers, 'omit'))
}

async function answered<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  if (response.ok) return (await bodyOf(response)) as T
  throw await refusal(response)
}

/** Asks for a file the server makes. @throws Refused, Unreachable as `call` */
export async function callFile(path: string): Promise<Blob> {
  const response = await reach('GET', path, undefined)
  if (!response.ok) throw await refusal(response)
  return await response.blob()
}

async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  try {
    return await (type.includes('json') ? response.json() : response.text())
  } catch (error) {
    // The line broke in the middle of the answer.
    throw new Unreachable(String(error))
  }
}

/**
 * Asks for something unless it is still what a tag names.
 *
 * @returns its body and tag; no body when nothing changed
 * @throws Refused, Unreachable as `call`
 */
export async function callIfChanged(
  path: string,
  tag: string | undefined,
): Promise<{ readonly body?: unknown; readonly tag?: string | undefined }> {
  const response = await reach('GET', path, undefined, tag ? { 'If-None-Match': tag } : {})
  if (response.status === 304) return { tag }
  if (!response.ok) throw await refusal(response)
  const next = response.headers.get('etag') ?? undefined
  return { body: await bodyOf(response), tag: next }
}

async function reach(
  method: Method,
  path: string,
  body: unknown,
  more: Readonly<Record<string, string>> = {},
  credentials: RequestCredentials = 'same-origin',
): Promise<Response> {
  const askedAt = Date.now()
  try {
    const response = await fetch(addressOf(path), {
      method,
      credentials,
      cache: 'no-store',
      signal: AbortSignal.timeout(method === 'GET' ? patience() : requestMsMax),
      headers: {
        Accept: 'application/json, application/problem+json, text/plain',
        'Accept-Language': document.documentElement.lang,
        ...(device !== undefined && { 'X-Device': device }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    unheardAt = -Infinity
    hearTime(response.headers.get('date'), askedAt, Date.now())
    return response
  } catch (error) {
    unheardAt = performance.now()
    unheard()
    throw new Unreachable(String(error))
  }
}

function patience(): number {
  return performance.now() - unheardAt < doubtMs ? shortPatienceMs : patienceMs
}

function addressOf(path: string): string {
  return path.startsWith('/log/') ? path : `/api/v1${path}`
}

async function refusal(response: Response): Promise<Error> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('problem+json')) return new Unreachable(`status ${response.status}`)
  return new Refused((await response.json()) as ProblemBody)
}

/** Where a stored file is read. */
export function fileAddress(sha256: string): string {
  return `/api/v1/files/${sha256}`
}

/** A query string of those members that have a value, with a leading `?`, or nothing. */
export function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) if (value) query.set(key, value)
  const text = query.toString()
  return text && `?${text}`
}

/**
 * Uploads a file, telling how far it has come.
 *
 * @param onProgress receives the part sent, from 0 to 1
 * @param place below `/api/v1`, where files are kept unless another is named
 * @throws Refused or Unreachable, as `call`
 */
export function upload<T = FileReference>(
  file: Blob,
  name: string,
  onProgress?: (part: number) => void,
  place = '/files',
): Promise<T> {
  const form = new FormData()
  form.append('file', file, name)
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    // However slow the line is, a file that moves is waited for.
    let still = setTimeout(() => request.abort(), stillMsMax)
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      clearTimeout(still)
      still = setTimeout(() => request.abort(), stillMsMax)
      onProgress?.(total > 0 ? loaded / total : 0)
    })
    request.addEventListener('loadend', () => clearTimeout(still))
    request.addEventListener('error', () => reject(new Unreachable('upload')))
    request.addEventListener('abort', () => reject(new Unreachable('upload')))
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as T)
      else if (isProblem(answer)) reject(new Refused(answer))
      else reject(new Unreachable(`status ${request.status}`))
    })
    request.open('POST', `/api/v1${place}`)
    request.setRequestHeader('Accept-Language', document.documentElement.lang)
    if (device !== undefined) request.setRequestHeader('X-Device', device)
    request.send(form)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isProblem(value: unknown): value is ProblemBody {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value
}
