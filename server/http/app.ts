/**
 * The only place that builds on Express: bounds what comes in, serves the client's files, hands
 * each route to its endpoint, and answers whatever goes wrong.
 */
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import type { TLSSocket } from 'node:tls'
import compression from 'compression'
import express from 'express'
import type { Express, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import helmet from 'helmet'
import multer from 'multer'
import { accountKey } from '../../models/ledgers.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { House } from '../house.ts'
import { answerProblem, endpoint } from './endpoint.ts'
import type { Route } from './endpoint.ts'
import { identifyWith } from './session.ts'

/** Minutes over which failed sign-ins are counted. */
const throttleMinutes = 15

/** Builds the HTTP application of a house. */
export async function createApp(house: House, routes: readonly Route[]): Promise<Express> {
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  if (house.config.trustProxy.length > 0) app.set('trust proxy', [...house.config.trustProxy])
  app.use(securityHeaders(house))
  app.use(permissions)
  app.use(compressed())
  app.use(log(house))
  app.use('/api', keepNothing)
  app.use(refuseOtherBodies)
  app.use(express.json({ limit: limits.bodyBytesMax }))
  const upload = await uploads(house)
  const throttle = throttling(house)
  const identify = identifyWith(house.auth, house.config.publicUrl)
  for (const route of routes) {
    const steps: RequestHandler[] = []
    if (route.throttled) steps.push(throttle)
    if (route.uploads) steps.push(signedInOnly(identify), upload)
    app[route.method](route.path, ...steps, endpoint(route, identify))
  }
  app.use(['/api', '/log'], () => {
    throw new Problem('unknown-route')
  })
  serveClient(app)
  app.use(() => {
    throw new Problem('unknown-route')
  })
  app.use(answerProblem(house.logger))
  return app
}

/** What is read travels packed, since floors have bad networks; acts are small and do not wait. */
function compressed(): RequestHandler {
  const pack = compression()
  return (request, response, next) => {
    if (request.method === 'GET') pack(request, response, next)
    else next()
  }
}

function securityHeaders(house: House): RequestHandler {
  const secure = house.config.publicUrl?.startsWith('https://') === true
  return helmet({
    contentSecurityPolicy: {
      useDefaults: true,
      directives: {
        'default-src': ["'self'"],
        // The reader of scanned codes is WebAssembly, served by this house.
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'media-src': ["'self'", 'blob:'],
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'object-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'upgrade-insecure-requests': secure ? [] : null,
      },
    },
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  })
}

/** What pages may ask of the device: the camera scans labels; the wall keeps its screen on. */
const permissions: RequestHandler = (_request, response, next) => {
  response.set('Permissions-Policy', allowed)
  next()
}

const allowed =
  'camera=(self), fullscreen=(self), screen-wake-lock=(self), accelerometer=(), display-capture=(), ' +
  'geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()'

/**
 * Tells whether a request came over HTTPS, for whoever is asked before Express is.
 *
 * @param app which proxies it trusts
 */
export function schemeOf(app: Express): (request: IncomingMessage) => boolean {
  const trusts = app.get('trust proxy fn') as (address: string | undefined, hop: number) => boolean
  return ({ socket, headers }) => {
    if ((socket as Partial<TLSSocket>).encrypted) return true
    const told = [headers['x-forwarded-proto']].flat()[0]?.split(',')[0]?.trim()
    return told === 'https' && trusts(socket.remoteAddress, 0)
  }
}

/** One line a request: what, how it ended, how long it took; never a body or a query. */
function log({ logger }: House): RequestHandler {
  return (request, response, next) => {
    const startedAt = process.hrtime.bigint()
    response.on('finish', () => {
      const ms = Number(process.hrtime.bigint() - startedAt) / 1e6
      const { method, path: url } = request
      logger.debug({ method, url, status: response.statusCode, ms: Math.round(ms) })
    })
    next()
  }
}

/** What the API tells is for the caller alone; routes whose answers may be kept say so. */
const keepNothing: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}

/** Anything but JSON or a form with files is refused before it is read. */
const refuseOtherBodies: RequestHandler = (request, _response, next) => {
  const length = Number(request.get('content-length') ?? 0)
  const type = request.get('content-type') ?? ''
  const known = /^(application\/json|multipart\/form-data)\b/i.test(type)
  if (length > 0 && !known) throw new Problem('media-type-refused')
  next()
}

async function uploads(house: House): Promise<RequestHandler> {
  const destination = path.join(house.config.dataDir, 'uploads')
  // Whatever a crash left half received was never acknowledged.
  await rm(destination, { recursive: true, force: true })
  await mkdir(destination, { recursive: true, mode: 0o700 })
  const options = {
    dest: destination,
    defParamCharset: 'utf8',
    limits: {
      fileSize: limits.attachmentBytesMax,
      files: limits.attachmentsPerUploadMax,
      fields: 0,
      parts: limits.attachmentsPerUploadMax,
    },
  } as multer.Options
  const receive = multer(options).array('file', limits.attachmentsPerUploadMax)
  return (request, response, next) => {
    receive(request, response, (error?: unknown) => next(error && readable(error)))
  }
}

/** A form's parser names no code for what it cannot read; the disk's own faults have one. */
function readable(error: unknown): unknown {
  return (error as { code?: unknown }).code === undefined ? new Problem('malformed-body') : error
}

/** Nobody who is not signed in fills the disk. */
function signedInOnly(identify: ReturnType<typeof identifyWith>): RequestHandler {
  return async (request, _response, next) => {
    const { actor } = await identify(request)
    if (!actor) throw new Problem('sign-in-needed')
    next()
  }
}

function throttling(house: House): RequestHandler {
  return rateLimit({
    windowMs: throttleMinutes * 60_000,
    limit: house.config.signInTries,
    skipSuccessfulRequests: true,
    standardHeaders: false,
    legacyHeaders: false,
    keyGenerator: (request) => {
      const { user } = (request.body ?? {}) as { user?: unknown }
      // Whoever it would sign in, however it is spelt; no longer than a name that may be one.
      const who =
        typeof user === 'string' ? accountKey(user).slice(0, limits.textCharactersMax) : ''
      return `${ipKeyGenerator(request.ip ?? '')}/${who}`
    },
    handler: (_request, _response, next) => next(new Problem('too-many-requests')),
  })
}

/** What keeps the page on a device is asked for anew each time, so that an update is found. */
function askEachTime(response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-cache')
}

/** The built client, and its first page for every address that is one of its scenes. */
function serveClient(app: Express): void {
  const directory = path.resolve(import.meta.dirname, '../../page')
  const index = path.join(directory, 'index.html')
  if (!existsSync(index)) return
  // Named from its root, so that a folder above it may be called anything.
  const page = { root: directory }
  app.use(
    '/assets',
    express.static(path.join(directory, 'assets'), { immutable: true, maxAge: '1y' }),
  )
  app.use(express.static(directory, { index: false, setHeaders: askEachTime }))
  app.get('/*scene', (request, response, next) => {
    if (!request.accepts('html')) return next()
    response.set('Cache-Control', 'no-cache').sendFile('index.html', page)
  })
  app.get('/', (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', page)
  })
}
