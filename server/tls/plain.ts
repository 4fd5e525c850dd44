/**
 * What the HTTPS port says to whoever comes in plain HTTP: the page that tells how to trust it,
 * the certificate that page hands out, and for everything else the same address with https. It
 * knows nothing of the house, and nobody can keep it busy for long.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { limits } from '../../models/limits.ts'
import { languageOf } from '../../models/words.ts'
import { hostIn, trustAnswer } from './trust.ts'
import type { Reach, TrustAnswer } from './trust.ts'

/** Takes connections that turned out to speak plain HTTP. */
export function plainSide(reach: () => Reach): (socket: Socket) => void {
  const server = createServer({ maxHeaderSize: limits.plainHeadBytesMax }, (request, response) => {
    answer(request, reach()).then(
      (found) => send(request, response, found),
      () => send(request, response, { status: 400, headers: {}, body: '' }),
    )
  })
  server.maxRequestsPerSocket = 1
  let open = 0
  return (socket) => {
    // The little there is to say fits into seconds, so no connection holds its place for longer.
    if (open >= limits.plainConnectionsMax) {
      socket.destroy()
      return
    }
    open += 1
    const late = setTimeout(() => socket.destroy(), limits.plainMs)
    socket.once('close', () => {
      open -= 1
      clearTimeout(late)
    })
    server.emit('connection', socket)
    socket.resume()
  }
}

async function answer(request: IncomingMessage, reach: Reach): Promise<TrustAnswer> {
  const { method = '', url = '/', headers } = request
  const here = hostIn(headers.host)
  if (method !== 'GET' && method !== 'HEAD') return refused(405, { Allow: 'GET, HEAD' })
  const { pathname, search, searchParams } = new URL(url, 'http://here')
  const found = await trustAnswer(pathname, reach, {
    language: languageOf(searchParams.get('language') ?? headers['accept-language']),
    host: here,
    plain: true,
  })
  if (found) return found
  // Programs are told at once; people are led to the page or to the address they meant.
  if (/^\/(api|log|socket\.io|metrics|healthz|readyz)(\/|$)/.test(pathname)) return refused(403)
  const place = pathname === '/' || !here ? '/trust' : `https://${here}${pathname}${search}`
  return { status: 302, headers: { Location: place }, body: '' }
}

const refused = (status: number, headers = {}): TrustAnswer => ({
  status,
  headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'HTTPS only.\n',
})

function send(request: IncomingMessage, response: ServerResponse, found: TrustAnswer): void {
  const body = Buffer.from(found.body)
  response.writeHead(found.status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    ...found.headers,
    'Content-Length': body.length,
    Connection: 'close',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
