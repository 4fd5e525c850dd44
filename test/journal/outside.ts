/**
 * The world outside as the tests need it: a time-stamping authority and a witness behind small
 * HTTP servers, which can be down, slow, or lie.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { concat, fromBase64, fromHex } from '../../models/bytes.ts'
import { continues, openCheckpoint } from '../../models/checkpoint.ts'
import type { TreeHead } from '../../models/checkpoint.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey } from '../../models/key.ts'
import { cosignedText, signatureLine } from '../../models/note.ts'
import { crypto, ed25519, sha256 } from '../../server/journal/crypto.ts'
import { utf8 } from '../../models/bytes.ts'
import { Authority } from '../evidence/authority.ts'

/** What an answer is made of; `undefined` never answers. */
type Answered = { readonly status: number; readonly body: string | Uint8Array } | undefined

/** A small HTTP server on a free port. */
export class Desk {
  readonly #server: Server
  readonly asked: Buffer[] = []
  readonly headers: IncomingMessage['headers'][] = []

  private constructor(answer: (body: Buffer, at: number) => Promise<Answered>) {
    this.#server = createServer((request, response) => void this.#take(request, response, answer))
  }

  static async open(answer: (body: Buffer, at: number) => Promise<Answered>): Promise<Desk> {
    const desk = new Desk(answer)
    await new Promise<void>((resolve) => desk.#server.listen(0, '127.0.0.1', resolve))
    return desk
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async #take(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (body: Buffer, at: number) => Promise<Answered>,
  ): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    this.asked.push(body)
    this.headers.push(request.headers)
    const answered = await answer(body, this.asked.length - 1)
    if (answered) response.writeHead(answered.status).end(answered.body)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** How an authority behaves to one request; each is used up in turn, then it is honest. */
export type Manner =
  'down' | 'garbage' | 'endless' | 'slow' | 'other-bytes' | 'other-nonce' | 'other-time'

/** A time-stamping authority that answers over HTTP. */
export class Tsa {
  readonly authority = new Authority()
  /** Nobody is answered before this is kept. */
  gate: Promise<void> = Promise.resolve()
  readonly manners: Manner[] = []
  #desk: Desk | undefined

  async open(): Promise<void> {
    this.#desk = await Desk.open(async (body) => {
      await this.gate
      return this.#answer(body)
    })
  }

  get desk(): Desk {
    if (!this.#desk) throw new Error('nobody opened the authority')
    return this.#desk
  }

  #answer(request: Buffer): Answered {
    const manner = this.manners.shift()
    if (manner === 'down') return { status: 503, body: 'closed' }
    if (manner === 'garbage') return { status: 200, body: 'not a reply' }
    if (manner === 'endless') return { status: 200, body: new Uint8Array(10_000_000) }
    if (manner === 'slow') return undefined
    if (manner === 'other-time') {
      return { status: 200, body: this.authority.lie(request, dayLater) }
    }
    const asked = Buffer.from(request)
    // A request ends with the imprint of 32 bytes, the nonce of 16, and three bytes that want the
    // certificate.
    const at = manner === 'other-bytes' ? asked.length - 30 : asked.length - 5
    if (manner !== undefined) asked[at] = (asked[at] ?? 0) ^ 1
    return { status: 200, body: this.authority.reply(asked) }
  }

  async close(): Promise<void> {
    await this.#desk?.close()
    this.authority.remove()
  }
}

/** A statement of time that says it was a day later. */
function dayLater(statement: Buffer): Buffer {
  const text = statement.toString('latin1')
  const later = text.replace(/(\d{4})(\d\d)(\d\d)(\d{6})Z/, (_, ...[year, month, day, clock]) => {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + 1))
    return `${date.toISOString().slice(0, 10).replaceAll('-', '')}${String(clock)}Z`
  })
  return Buffer.from(later, 'latin1')
}

const seed = new Uint8Array(32).fill(7)

/** A witness that keeps the rules of C2SP tlog-witness for one log. */
export class TestWitness {
  readonly key = verifierKey('witness.example', 'cosignature', ed25519.publicKey(seed), sha256)
  /** Answers nobody. */
  down = false
  /** Nobody is answered before this is kept. */
  gate: Promise<void> = Promise.resolve()
  /** Signs with a key that is not its own. */
  forging = false
  /** What it signed last. */
  seen: TreeHead = { size: 0, root: sha256() }
  vkey = ''
  #desk: Desk | undefined

  async open(): Promise<void> {
    this.#desk = await Desk.open((body) => this.#answer(body.toString('utf8')))
  }

  get desk(): Desk {
    if (!this.#desk) throw new Error('nobody opened the witness')
    return this.#desk
  }

  /** What a house is told of it. */
  get setting(): string {
    return `${formatVerifierKey(this.key)}@http://${this.desk.address}/`
  }

  async #answer(body: string): Promise<Answered> {
    await this.gate
    if (this.down) return { status: 500, body: '' }
    const split = body.indexOf('\n\n')
    const [first = '', ...hashes] = body.slice(0, split).split('\n')
    const trust = { logs: [parseVerifierKey(this.vkey, sha256)] }
    const { checkpoint } = await openCheckpoint(body.slice(split + 2), trust, crypto.verify)
    if (first !== `old ${this.seen.size}`) return { status: 409, body: `${this.seen.size}\n` }
    if (!continues(this.seen, checkpoint, hashes.map(fromBase64), sha256)) {
      return { status: 422, body: '' }
    }
    this.seen = checkpoint
    const text = body.slice(split + 2, body.lastIndexOf('\n\n') + 1)
    const time = Math.floor(Date.now() / 1000)
    const secret = this.forging ? new Uint8Array(32).fill(8) : seed
    const signature = ed25519.sign(secret, utf8(cosignedText(time, text)))
    const at = new Uint8Array(8)
    new DataView(at.buffer).setBigUint64(0, BigInt(time))
    const line = signatureLine(this.key.name, concat(fromHex(this.key.id), at, signature))
    const stranger = signatureLine('stranger.example', new Uint8Array(76))
    return { status: 200, body: `${stranger}${line}` }
  }

  async close(): Promise<void> {
    await this.#desk?.close()
  }
}

/** Waits until something is as expected; mocha ends the wait when it never is. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await pause(20)
}
