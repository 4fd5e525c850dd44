/** Verifies what the outside said: the stamps of an authority, and the lines of witnesses. */
import { utf8 } from '../../models/bytes.ts'
import { openCheckpoint } from '../../models/checkpoint.ts'
import type { VerifierKey } from '../../models/key.ts'
import type { Database } from '../../models/stored/database.ts'
import { verifyTimestamp } from '../../models/timestamp.ts'
import { verifyEd25519 } from './crypto.ts'
import { bytesOf } from './journal.ts'
import type { Report } from './report.ts'

/** Whom outside the house the reader trusts. */
export interface Outsiders {
  /** DER of the roots of time-stamping authorities. */
  readonly roots: readonly Uint8Array[]
  readonly witnesses: readonly VerifierKey[]
}

/** What was kept of what the outside said, wherever it lies. */
export interface Kept {
  stamps(): AsyncIterable<{ readonly size: number; readonly reply: Uint8Array }>
  lines(): AsyncIterable<{ readonly size: number; readonly key: string; readonly line: string }>
  /** The note of the checkpoint over so many entries. */
  noteOf(size: number): Promise<string | undefined>
}

/** What a database keeps. */
export function keptIn({ checkpoints, cosignatures, stamps }: Database): Kept {
  return {
    async *stamps() {
      for await (const { _id, reply } of stamps.find().sort({ _id: 1 }).lean().cursor()) {
        yield { size: _id, reply: bytesOf(reply) }
      }
    },
    lines: () => cosignatures.find().sort({ size: 1 }).lean().cursor(),
    noteOf: async (size) => (await checkpoints.findById(size).lean())?.note,
  }
}

/** What was found of one authority or witness. */
interface Found {
  count: number
  size: number
  time: Date
}

/** Verifies every stamp against the stored checkpoint of its size. */
export async function verifyStamps(
  kept: Kept,
  { roots }: Outsiders,
  report: Report,
): Promise<void> {
  const authorities = new Map<string, Found>()
  for await (const { size, reply } of kept.stamps()) {
    const note = await kept.noteOf(size)
    try {
      if (note === undefined) throw new Error('there is no checkpoint of this size')
      const { tsa, time } = await verifyTimestamp(reply, utf8(note), roots)
      count(authorities, tsa, size, time)
    } catch (error) {
      report.failed(`the time-stamp over ${size} entries: ${messageOf(error)}`)
    }
  }
  for (const [tsa, { count, size, time }] of authorities) {
    const last = `the last over ${size} entries at ${time.toISOString()}`
    report.proved(`${count} time-stamps by ${tsa}, ${last}`)
  }
  if (authorities.size > 0 && roots.length === 0) {
    report.notProved('that the time-stamps are by whom they say: no roots were given (--tsa-ca)')
  }
}

/** Verifies every line of a witness whose key the reader gave. */
export async function verifyWitnesses(
  kept: Kept,
  key: VerifierKey,
  { witnesses }: Outsiders,
  report: Report,
): Promise<void> {
  const known = new Map(witnesses.map((one) => [`${one.name}+${one.id}`, one]))
  const [found, strangers] = [new Map<string, Found>(), new Set<string>()]
  for await (const stored of kept.lines()) {
    const witness = known.get(stored.key)
    if (!witness) {
      strangers.add(stored.key)
      continue
    }
    try {
      const note = await kept.noteOf(stored.size)
      if (note === undefined) throw new Error('there is no checkpoint of this size')
      const trust = { logs: [key], witnesses: [witness] }
      const opened = await openCheckpoint(`${note}${stored.line}`, trust, verifyEd25519)
      const time = opened.witnesses[0]?.time
      if (time === undefined) throw new Error('the line is not by the witness')
      count(found, stored.key, stored.size, new Date(time * 1000))
    } catch (error) {
      report.failed(`the line of ${stored.key} over ${stored.size} entries: ${messageOf(error)}`)
    }
  }
  for (const [name, { count, size, time }] of found) {
    const last = `the last over ${size} entries at ${time.toISOString()}`
    report.proved(`${count} checkpoints cosigned by ${name}, ${last}`)
  }
  for (const name of strangers) {
    report.notProved(`what ${name} cosigned: the key of this witness was not given (--witness)`)
  }
}

function count(found: Map<string, Found>, name: string, size: number, time: Date): void {
  found.set(name, { count: (found.get(name)?.count ?? 0) + 1, size, time })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
