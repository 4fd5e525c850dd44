/**
 * The one way the client speaks to the server: JSON over fetch in the reader's language. What
 * the server refuses arrives as `Refused` with its problem; what never reached it as
 * `Unreachable`, so that callers can tell "no" from "not yet".
 */
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

const requestMsMax = 30_000

/**
 * Asks the server.
 *
 * @param path below `/api/v1`, or an absolute one below `/log`
 * @throws Refused with the server's problem, Unreachable when no answer came
 */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const response = await reach(method, path, body)
  if (response.status === 204) return undefined as T
  if (response.ok) {
    const type = response.headers.get('content-type') ?? ''
    return (await (type.includes('json') ? response.json() : response.text())) as T
  }
  throw await refusal(response)
}

async function reach(method: Method, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(addressOf(path), {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(requestMsMax),
      headers: {
        Accept: 'application/json, application/problem+json, text/plain',
        'Accept-Language': document.documentElement.lang,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch (error) {
    unheard()
    throw new Unreachable(String(error))
  }
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
 * @throws Refused or Unreachable, as `call`
 */
export function upload(
  file: Blob,
  name: string,
  onProgress?: (part: number) => void,
): Promise<FileReference> {
  const form = new FormData()
  form.append('file', file, name)
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      onProgress?.(total > 0 ? loaded / total : 0)
    })
    request.addEventListener('error', () => reject(new Unreachable('upload')))
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText)
      if (request.status === 201) resolve(answer as FileReference)
      else if (isProblem(answer)) reject(new Refused(answer))
      else reject(new Unreachable(`status ${request.status}`))
    })
    request.open('POST', '/api/v1/files')
    request.setRequestHeader('Accept-Language', document.documentElement.lang)
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
