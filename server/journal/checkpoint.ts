/**
 * Signs the journal's head, and refuses to whenever the journal no longer continues what was
 * signed before. The last signed checkpoint is kept twice: in the database, and beside the key,
 * where whoever alters the database does not reach.
 */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { continues, openCheckpoint, signCheckpoint } from '../../models/checkpoint.ts'
import type { Checkpoint } from '../../models/checkpoint.ts'
import { sameBytes } from '../../models/bytes.ts'
import { formatSignerKey, formatVerifierKey, parseSignerKey, signerKey } from '../../models/key.ts'
import type { SignerKey } from '../../models/key.ts'
import { duplicateKey } from '../../models/stored/database.ts'
import type { Database } from '../../models/stored/database.ts'
import { crypto } from './crypto.ts'
import { keyFile, readIfThere, replaceFile } from './keys.ts'
import type { Log } from './log.ts'

/** The journal in the database is not the one that was signed; the server must not go on. */
export class JournalRefused extends Error {}

/** Where keys are kept and which origin the journal bears. */
export interface SignerOptions {
  readonly keysDir: string
  readonly origin: string
  /** A key given by the operator instead of the one kept in `keysDir`. */
  readonly key: string | undefined
}

const keyName = 'journal-key'
const lastName = 'journal-checkpoint'

export class Signer {
  readonly #log: Log
  readonly #key: SignerKey
  readonly #lastFile: string
  #last: { readonly checkpoint: Checkpoint; readonly note: string } | undefined
  #signing: Promise<void> | undefined
  readonly #listeners: (() => void)[] = []

  private constructor(log: Log, key: SignerKey, lastFile: string) {
    this.#log = log
    this.#key = key
    this.#lastFile = lastFile
  }

  /**
   * Loads or makes the key and holds the journal against every checkpoint it knows.
   *
   * @throws JournalRefused when the journal was truncated, forked or signed by another key
   */
  static async open(log: Log, options: SignerOptions): Promise<Signer> {
    const make = () => formatSignerKey(signerKey(options.origin, randomBytes(32), crypto))
    const text = options.key ?? (await keyFile(options.keysDir, keyName, make))
    const lastFile = path.join(options.keysDir, lastName)
    const signer = new Signer(log, parseSignerKey(text, crypto), lastFile)
    await signer.#checkKnown(await readIfThere(lastFile), 'keys')
    const stored = await log.database.checkpoints.findOne().sort({ _id: -1 }).lean()
    await signer.#checkKnown(stored?.note, 'database')
    await signer.sign()
    return signer
  }

  /** The public key with which anyone checks the checkpoints (C2SP signed-note vkey). */
  get vkey(): string {
    return formatVerifierKey(this.#key)
  }

  /** The latest signed checkpoint: its size and the note. */
  get latest(): { readonly size: number; readonly note: string } {
    if (!this.#last) throw new Error('nothing has been signed yet')
    return { size: this.#last.checkpoint.size, note: this.#last.note }
  }

  /** Tells of each checkpoint after it was published. */
  listen(told: () => void): void {
    this.#listeners.push(told)
  }

  /**
   * Signs everything journalled so far unless it is signed. Calls while one is under way share
   * it; what comes in meanwhile is left to the next, so that nobody waits for a busy house to
   * fall silent.
   */
  async sign(): Promise<void> {
    const { size } = this.#log
    while (!this.#last || this.#last.checkpoint.size < size) {
      this.#signing ??= this.#signHead().finally(() => {
        this.#signing = undefined
      })
      await this.#signing
    }
  }

  async #signHead(): Promise<void> {
    const { tree } = this.#log
    const head = { size: tree.size, root: tree.root() }
    const last = this.#last?.checkpoint
    if (last) {
      const proof = last.size === 0 ? [] : tree.consistencyProof(last.size, head.size)
      if (!continues(last, head, proof, crypto.sha256)) {
        throw new JournalRefused(advice('has changed below what was signed', last, head.size))
      }
    }
    const note = signCheckpoint(head, this.#key, crypto.ed25519)
    await keepCheckpoint(this.#log.database, head.size, note)
    await replaceFile(this.#lastFile, note)
    this.#last = { checkpoint: { origin: this.#key.name, extensions: [], ...head }, note }
    for (const told of this.#listeners) told()
  }

  async #checkKnown(note: string | undefined, where: string): Promise<void> {
    if (note === undefined) return
    const trust = { logs: [this.#key] }
    const opened = await openCheckpoint(note, trust, crypto.verify).catch(() => undefined)
    if (!opened) {
      throw new JournalRefused(
        `The last checkpoint (in the ${where}) was not signed by this journal's key ` +
          `${this.#key.name}+${this.#key.id}. Give the key it was signed with in LOG_KEY, or put ` +
          `DATA_DIR/keys back from the backup this data belongs to.`,
      )
    }
    const { checkpoint } = opened
    const { tree } = this.#log
    if (checkpoint.size > tree.size) {
      throw new JournalRefused(advice('is shorter than what was signed', checkpoint, tree.size))
    }
    if (!sameBytes(tree.root(checkpoint.size), checkpoint.root)) {
      throw new JournalRefused(advice('is not the one that was signed', checkpoint, tree.size))
    }
    if (!this.#last || checkpoint.size > this.#last.checkpoint.size) {
      this.#last = { checkpoint, note }
    }
  }
}

async function keepCheckpoint(database: Database, size: number, note: string): Promise<void> {
  const kept = { $setOnInsert: { note, at: new Date() } }
  try {
    await database.checkpoints.updateOne({ _id: size }, kept, { upsert: true })
  } catch (error) {
    // Another instance signed the same head in the same moment; its note says the same.
    if (duplicateKey(error) === undefined) throw error
  }
}

function advice(what: string, signed: { readonly size: number }, size: number): string {
  return (
    `The journal ${what}: a checkpoint over ${signed.size} entries was signed, the database ` +
    `holds ${size}. Nothing was changed and nothing more will be signed. Restore the latest ` +
    `backup (npm run restore), or run "npm run verify" on the data to see which entries differ, ` +
    `and keep a copy of DATA_DIR as it is now: it is evidence.`
  )
}
