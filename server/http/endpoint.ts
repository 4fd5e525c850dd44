/**
 * The shape of everything that may be asked: a route says how it is called and hands back a
 * promise; this file turns that promise into an HTTP answer, and whatever goes wrong into a
 * problem. Handlers never see Express.
 */
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Actor } from '../../models/roles.ts'
import { languageOf } from '../../models/words.ts'
import type { Language, Words } from '../../models/words.ts'

/** A received file, kept on disk until the route has taken it. */
export interface Upload {
  readonly path: string
  readonly name: string
  readonly size: number
}

/** What a handler learns of a request. */
export interface Call {
  /** Whoever asks; the null actor on open routes when nobody is signed in. */
  readonly actor: Actor
  /** The session's id, when signed in. */
  readonly session: string | undefined
  readonly language: Language
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly uploads: readonly Upload[]
  readonly address: string
  /** Whether the request came over HTTPS, here or at a proxy that is trusted. */
  readonly secure: boolean
  readonly headers: IncomingHttpHeaders
  /** Aborts when the caller has gone away. */
  readonly gone: AbortSignal
}

/** One thing that may be asked. */
export interface Route {
  readonly method: 'get' | 'post' | 'delete'
  /** An Express path; `:name` and `*name` become params. */
  readonly path: string
  /** What it is for, where the derived description does not say so already. */
  readonly says?: Words
  /** Answers callers who are not signed in. */
  readonly open?: true
  /** Takes files in the multipart field `file`. */
  readonly uploads?: true
  /** Counts failures per caller and refuses more than the settings allow. */
  readonly throttled?: true
  handle(call: Call): Promise<unknown>
}

/** An answer that is more than JSON with status 200. */
export class Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown

  /** @param body a JSON value, a string, bytes, or a stream */
  constructor(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** Who is asking, found before the handler runs. */
export type Identify = (request: Request) => Promise<{
  readonly actor: Actor | undefined
  readonly session: string | undefined
}>

/** Nobody: the actor of open routes. */
export const nobody: Actor = { id: 'nobody', roles: [] }

/** Runs a route for a request. */
export function endpoint(route: Route, identify: Identify): RequestHandler {
  return async (request: Request, response: Response) => {
    try {
      await answered(route, identify, request, response)
    } finally {
      // Whatever the route did not take, or never came to take, is nobody's.
      for (const { path } of uploadsOf(request)) await rm(path, { force: true })
    }
  }
}

async function answered(
  route: Route,
  identify: Identify,
  request: Request,
  response: Response,
): Promise<void> {
  const { actor, session } = await identify(request)
  if (!actor && !route.open) throw new Problem('sign-in-needed')
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const result = await route.handle({
    actor: actor ?? nobody,
    session,
    language: languageOf(request.get('accept-language')),
    params: request.params as Record<string, string>,
    query: request.query,
    body: request.body as unknown,
    uploads: uploadsOf(request),
    address: request.ip ?? '',
    secure: request.secure,
    headers: request.headers,
    gone: gone.signal,
  })
  await send(response, result instanceof Answer ? result : new Answer(200, result))
}

/** As much of multer's file as an upload is made of. */
interface ReceivedFile {
  readonly path: string
  readonly originalname: string
  readonly size: number
}

function uploadsOf(request: Request): Upload[] {
  const { files } = request as { files?: readonly ReceivedFile[] }
  if (!Array.isArray(files)) return []
  return files.map((file) => ({ path: file.path, name: file.originalname, size: file.size }))
}

async function send(response: Response, answer: Answer): Promise<void> {
  response.status(answer.status).set(answer.headers)
  const { body } = answer
  if (body === undefined) response.end()
  else if (typeof body === 'string') response.send(body)
  else if (body instanceof Uint8Array) response.end(body)
  else if (isStream(body)) await pipeline(body, response)
  else response.json(body)
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'pipe' in body
}

/** Answers whatever went wrong: a problem as it is, anything else with a reference to its log. */
export function answerProblem(logger: Logger) {
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const problem = asProblem(error)
    const language = languageOf(request.get('accept-language'))
    // Without its query, which may be a search for somebody's name.
    const url = request.originalUrl.split('?')[0]
    if (response.headersSent) {
      logger.warn({ err: error, url }, 'an answer broke off')
      response.destroy()
      return
    }
    const known = problem ?? new Problem('unexpected', { reference: randomUUID().slice(0, 8) })
    if (!problem) {
      const { reference } = known.details
      logger.error({ err: error, reference, method: request.method, url })
    }
    // What the route said of the answer it meant to give does not hold for this one.
    for (const header of ['ETag', 'Content-Disposition']) response.removeHeader(header)
    response.set('Cache-Control', 'no-store')
    response.status(known.status).type('application/problem+json')
    if (known.status === 429 || known.status === 503) response.set('Retry-After', '2')
    response.send(JSON.stringify(known.toJSON(language)))
  }
}

/** The problems Express, its parsers and multer speak of in their own words. */
function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const { type, code, status } = error as { type?: unknown; code?: unknown; status?: unknown }
  if (type === 'entity.too.large') return new Problem('body-too-large')
  if (code === 'LIMIT_FILE_SIZE') return new Problem('file-too-large', uploadLimits)
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE') {
    return new Problem('too-many-files', { max: uploadLimits.files })
  }
  if (status === 415) return new Problem('media-type-refused')
  if (status === 400 || type === 'entity.parse.failed' || String(code).startsWith('LIMIT_')) {
    return new Problem('malformed-body')
  }
  return undefined
}

const uploadLimits = { max: limits.attachmentBytesMax, files: limits.attachmentsPerUploadMax }
