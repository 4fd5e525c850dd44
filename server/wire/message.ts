/**
 * The bytes between driver and server: OP_MSG in both directions, and OP_QUERY with OP_REPLY for
 * the one greeting that old and new drivers alike begin with. Format: MongoDB Wire Protocol, OP_MSG
 * specification.
 */
import { decode, encode } from '../store/bson.ts'
import type { Doc, Value } from '../store/bson.ts'
import { StoreError } from '../store/errors.ts'
import { messageBytesMax } from '../store/limits.ts'

const headerBytes = 16
const opReply = 1
const opQuery = 2004
const opMsg = 2013
const checksumPresent = 1
const moreToCome = 2
/** Flag bits below 16 must be understood; those above may be ignored. */
const requiredFlags = 0xffff

/** One request, whichever message carried it. */
export interface Message {
  readonly requestId: number
  readonly kind: 'query' | 'msg'
  /** The command, with the documents of its sequences put in as arrays. */
  readonly body: Doc
  /** False when the sender wants no reply (an unacknowledged write). */
  readonly replies: boolean
}

/** The stream is not MongoDB's protocol, or asks for a part of it this server lacks. */
export class ProtocolError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ProtocolError'
  }
}

/** Cuts a stream of bytes into whole messages. */
export class Framer {
  private chunks: Buffer[] = []
  private held = 0

  /** The messages completed by these bytes. Throws ProtocolError for an impossible length. */
  push(bytes: Buffer): Buffer[] {
    this.chunks.push(bytes)
    this.held += bytes.length
    const whole: Buffer[] = []
    for (;;) {
      const length = this.nextLength()
      if (length === undefined || this.held < length) return whole
      const joined =
        this.chunks.length === 1 ? (this.chunks[0] ?? bytes) : Buffer.concat(this.chunks)
      whole.push(joined.subarray(0, length))
      const rest = joined.subarray(length)
      this.chunks = rest.length === 0 ? [] : [rest]
      this.held = rest.length
    }
  }

  private nextLength(): number | undefined {
    if (this.held < 4) return undefined
    const [first] = this.chunks
    if (first === undefined || first.length < 4) this.chunks = [Buffer.concat(this.chunks)]
    const length = this.chunks[0]?.readInt32LE(0) ?? 0
    if (length >= headerBytes && length <= messageBytesMax) return length
    throw new ProtocolError(`A message of ${length} bytes is not possible`)
  }
}

/** Reads one whole message. Throws ProtocolError, or StoreError for a malformed document. */
export function readMessage(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4)
  const opCode = bytes.readInt32LE(12)
  if (opCode === opMsg) return readMsg(bytes, requestId)
  if (opCode === opQuery) return readQuery(bytes, requestId)
  throw new ProtocolError(`Message kind ${opCode} is not supported`)
}

function readQuery(bytes: Buffer, requestId: number): Message {
  const nameEnd = bytes.indexOf(0, 20)
  if (nameEnd < 0) throw new ProtocolError('A query without a collection name')
  const body = readDocument(bytes, nameEnd + 9, bytes.length)
  const database = bytes.toString('utf8', 20, nameEnd).split('.', 1)[0] ?? ''
  const named = body.has('$db') ? body : body.with('$db', database)
  return { requestId, kind: 'query', body: named, replies: true }
}

function readMsg(bytes: Buffer, requestId: number): Message {
  const flags = bytes.readUInt32LE(headerBytes)
  const unknown = flags & requiredFlags & ~(checksumPresent | moreToCome)
  if (unknown !== 0) throw new ProtocolError(`Unknown required message flags ${unknown}`)
  const end = (flags & checksumPresent) === 0 ? bytes.length : bytes.length - 4
  let body: Doc | undefined
  const sequences: [string, Value[]][] = []
  let at = headerBytes + 4
  while (at < end) {
    const kind = bytes[at]
    at += 1
    if (kind === 0) {
      body = readDocument(bytes, at, end)
      at += bytes.readInt32LE(at)
    } else if (kind === 1) {
      const size = bytes.readInt32LE(at)
      if (size < 5 || at + size > end) throw new ProtocolError('A sequence is too long')
      sequences.push(readSequence(bytes, at + 4, at + size))
      at += size
    } else {
      throw new ProtocolError(`Unknown section kind ${kind}`)
    }
  }
  if (body === undefined) throw new ProtocolError('A message without a command')
  for (const [name, docs] of sequences) {
    if (body.has(name)) throw new ProtocolError(`${name} is given twice`)
    body = body.with(name, docs)
  }
  return { requestId, kind: 'msg', body, replies: (flags & moreToCome) === 0 }
}

function readSequence(bytes: Buffer, start: number, end: number): [string, Value[]] {
  const nameEnd = bytes.indexOf(0, start)
  if (nameEnd < 0 || nameEnd >= end) throw new ProtocolError('A sequence without a name')
  const docs: Value[] = []
  let at = nameEnd + 1
  while (at < end) {
    docs.push(readDocument(bytes, at, end))
    at += bytes.readInt32LE(at)
  }
  return [bytes.toString('utf8', start, nameEnd), docs]
}

function readDocument(bytes: Buffer, at: number, end: number): Doc {
  const length = at + 5 <= end ? bytes.readInt32LE(at) : 0
  if (length < 5 || at + length > end) throw new StoreError(22, 'A document has a wrong length')
  return decode(bytes.subarray(at, at + length))
}

let nextReply = 1

/** A reply in the form the request came in. */
export function writeReply(message: Message, reply: Doc): Buffer[] {
  const body = encode(reply)
  const intro = message.kind === 'msg' ? msgIntro() : replyIntro()
  const header = Buffer.alloc(headerBytes)
  nextReply = (nextReply + 1) & 0x7fffffff
  header.writeInt32LE(headerBytes + intro.length + body.length, 0)
  header.writeInt32LE(nextReply, 4)
  header.writeInt32LE(message.requestId, 8)
  header.writeInt32LE(message.kind === 'msg' ? opMsg : opReply, 12)
  return [header, intro, Buffer.isBuffer(body) ? body : Buffer.from(body)]
}

/** No flags, then one section of kind 0. */
const msgIntro = (): Buffer => Buffer.alloc(5)

/** Await-capable, no cursor, starting at 0, one document. */
function replyIntro(): Buffer {
  const intro = Buffer.alloc(20)
  intro.writeInt32LE(8, 0)
  intro.writeInt32LE(1, 16)
  return intro
}
