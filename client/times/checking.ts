/**
 * Checks on this device when the outside saw the journal: the stamp is about a checkpoint the log
 * has signed, and the entry is under that checkpoint. Whether the authority deserves trust cannot
 * be found out here; its name is shown so that a reader may decide.
 */
import { utf8 } from '../../models/bytes.ts'
import { openCheckpoint } from '../../models/checkpoint.ts'
import { parseVerifierKey } from '../../models/key.ts'
import { parseNote } from '../../models/note.ts'
import { parseProof, verifyProof } from '../../models/proof.ts'
import { sha256 } from '../../models/sha256.ts'
import { verifyTimestamp } from '../../models/timestamp.ts'
import { call, callFile, Refused, Unreachable } from '../api.ts'
import { canVerify, trustedLog, verify } from '../parts/verify.ts'
import type { SeenBy, Stamped, Times } from './seen.ts'

/** A witness that has signed. */
type Signed = Omit<Required<SeenBy>, 'vkey'> & Pick<SeenBy, 'vkey'>

/** Checks the stamp of a checkpoint. @throws Unreachable when evidence could not be fetched */
export async function checkStamp(told: NonNullable<Times['stamp']>): Promise<Stamped> {
  if (!(await canVerify())) return { kind: 'told', ...told }
  return await judged(async () => {
    const [note, reply] = await stampOver(told.size)
    const { checkpoint } = await openCheckpoint(note, await trustedLog(), verify)
    if (checkpoint.size !== told.size) throw new Error('the checkpoint is of another size')
    const { time, tsa } = await verifyTimestamp(reply, utf8(note))
    return { kind: 'held', size: told.size, time: time.toISOString(), tsa }
  })
}

/** Checks the first stamp over an entry, and that the entry is under it. @throws Unreachable */
export async function checkEntry(seq: number): Promise<Stamped | undefined> {
  const { stamp } = await call<Times>('GET', `/log/times?entry=${seq}`)
  if (!stamp) return undefined
  const found = await checkStamp(stamp)
  if (found.kind !== 'held') return found
  return await judged(async () => {
    const [text, leaf] = await Promise.all([
      call<string>('GET', `/journal/${seq}/proof?size=${stamp.size}`),
      call<string>('GET', `/journal/${seq}/leaf`),
    ])
    const proof = parseProof(text)
    await verifyProof(proof, utf8(leaf), await trustedLog(), { sha256, verify })
    const [note] = await stampOver(stamp.size)
    if (proof.index !== seq || textOf(proof.checkpoint) !== textOf(note)) {
      throw new Error('the proof is of something else')
    }
    return found
  })
}

/** Checks the line of a witness whose key is known. @throws Unreachable */
export async function checkLine({ vkey, line, ...told }: Signed): Promise<Stamped> {
  if (vkey === undefined || !(await canVerify())) return { kind: 'told', ...told }
  return await judged(async () => {
    const note = await call<string>('GET', `/log/checkpoint/${told.size}`)
    const trust = { ...(await trustedLog()), witnesses: [parseVerifierKey(vkey, sha256)] }
    const { checkpoint, witnesses } = await openCheckpoint(`${note}${line}`, trust, verify)
    const time = witnesses[0]?.time
    if (time === undefined || checkpoint.size !== told.size) {
      throw new Error('the line is of something else')
    }
    return { kind: 'held', size: told.size, time: new Date(time * 1000).toISOString() }
  })
}

/** What is wrong is said; what could not be fetched is thrown. */
async function judged(check: () => Promise<Stamped>): Promise<Stamped> {
  try {
    return await check()
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Refused) throw error
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}

const fetched = new Map<number, Promise<[note: string, reply: Uint8Array]>>()

/** A stamp and its checkpoint, which never change and are asked for once. */
async function stampOver(size: number): Promise<[note: string, reply: Uint8Array]> {
  const known = fetched.get(size) ?? fetchedStamp(size)
  fetched.set(size, known)
  known.catch(() => fetched.delete(size))
  return await known
}

async function fetchedStamp(size: number): Promise<[note: string, reply: Uint8Array]> {
  const [note, file] = await Promise.all([
    call<string>('GET', `/log/checkpoint/${size}`),
    callFile(`/log/timestamp/${size}.tsr`),
  ])
  return [note, new Uint8Array(await file.arrayBuffer())]
}

function textOf(note: string): string {
  return parseNote(note).text
}
