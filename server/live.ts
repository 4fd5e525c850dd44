/**
 * Tells open screens *that* something changed, never what: they ask again through the guarded
 * API. Every instance feeds its own sockets from the journal it tails.
 */
import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Logger } from 'pino'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { readGrant } from '../models/derive/permissions.ts'
import { accounts } from '../models/ledgers.ts'
import type { Ledger } from '../models/ledger.ts'
import { limits } from '../models/limits.ts'
import type { Entry } from '../models/record.ts'
import { actorOf, seesFigures } from '../models/roles.ts'
import type { Auth } from './auth.ts'
import { isForeign, sessionIn } from './http/session.ts'
import type { Log } from './journal/log.ts'

/** What live needs. */
export interface LiveParts {
  readonly auth: Auth
  readonly log: Log
  readonly ledgers: readonly Ledger[]
  readonly logger: Logger
  /** Whether a request came over HTTPS. */
  readonly secure: (request: IncomingMessage) => boolean
  /** The address people type, when it differs from where the house listens. */
  readonly publicUrl: string | undefined
}

/** Serves live events on HTTP servers; call the result to stop. */
export function startLive(
  servers: readonly (HttpServer | HttpsServer)[],
  parts: LiveParts,
): () => void {
  const io = new Server({
    serveClient: false,
    cors: { origin: false },
    // A cookie travels by itself, so a page of another site may not open a socket with it.
    allowRequest: (request, decide) => decide(null, !isForeign(request.headers, parts.publicUrl)),
  })
  const engines = servers.map((server) => {
    io.attach(server)
    return io.engine
  })
  const open = () => engines.reduce((sum, { clientsCount }) => sum + clientsCount, 0)
  io.use((socket, next) => {
    admit(socket, parts, open()).then(
      () => next(),
      (error: Error) => next(error),
    )
  })
  io.on('connection', (socket) => socket.emit('hello', { size: parts.log.size }))
  const unlisten = parts.log.listen((entries) => {
    for (const entry of entries) tell(io, entry)
  })
  return () => {
    unlisten()
    io.disconnectSockets(true)
    // Only the sockets: the HTTP servers let the requests under way end before they close.
    for (const engine of engines) engine.close()
  }
}

async function admit(socket: Socket, parts: LiveParts, open: number): Promise<void> {
  if (open > limits.socketsMax) throw new Error('busy')
  const { auth, headers } = socket.handshake
  const given = (auth as { token?: unknown }).token
  const cookie = sessionIn(headers.cookie, parts.secure(socket.request))
  const token = typeof given === 'string' ? given : cookie
  const known = token === undefined ? undefined : await parts.auth.identify(token)
  if (!known) throw new Error('sign-in-needed')
  const actor = actorOf(known.account)
  await socket.join([
    `account:${actor.id}`,
    ...(seesFigures(actor) ? [figuresRoom] : []),
    ...parts.ledgers
      .filter((one) => readGrant(one, actor) === 'all')
      .map(({ name }) => ledgerRoom(name)),
  ])
}

/** Who hears that there is something new to reckon, and nothing of what it is. */
const figuresRoom = 'figures'

function ledgerRoom(ledger: string): string {
  return `ledger:${ledger}`
}

function tell(io: Server, entry: Entry): void {
  if (entry.revision === undefined) return
  const { ledger, act, record, revision, seq } = entry
  io.to(ledgerRoom(ledger)).emit('act', { ledger, act, record, revision, seq })
  io.to(figuresRoom).emit('changed')
  // Roles may have changed: the account's screens come back in through the door.
  if (ledger === accounts.name && revision > 1) {
    io.in(`account:${record}`).disconnectSockets(true)
  }
}
