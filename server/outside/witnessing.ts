/**
 * Has checkpoints cosigned by a witness (C2SP tlog-witness). A witness signs only what continues
 * what it signed before, so whoever trusts it knows that the house showed everybody one journal.
 */
import { concat, fromHex, fromUtf8, parseCount, toBase64 } from '../../models/bytes.ts'
import { openCheckpoint } from '../../models/checkpoint.ts'
import { formatVerifierKey, parseVerifierKey } from '../../models/key.ts'
import type { VerifierKey } from '../../models/key.ts'
import { parseNote, signatureLine } from '../../models/note.ts'
import type { StoredCheckpoint } from '../../models/stored/log.ts'
import { duplicateKey } from '../../models/stored/database.ts'
import type { Signer } from '../journal/checkpoint.ts'
import { crypto } from '../journal/crypto.ts'
import type { Log } from '../journal/log.ts'
import { ask } from './ask.ts'

/** A witness: what it signs with, and where it is asked. */
export interface WitnessAddress {
  readonly key: VerifierKey
  /** Its submission prefix, without a slash at the end. */
  readonly url: string
}

/** How often one errand starts anew from the size a witness tells. */
const startsMax = 3

export class Witness {
  readonly #log: Log
  readonly #logKey: VerifierKey
  readonly #address: WitnessAddress
  /** The size it last signed, as far as is known here. */
  #seen: number | undefined

  constructor(log: Log, signer: Signer, address: WitnessAddress) {
    this.#log = log
    this.#logKey = parseVerifierKey(signer.vkey, crypto.sha256)
    this.#address = address
  }

  /** As the witness is called in the store. */
  get key(): string {
    const { name, id } = this.#address.key
    return `${name}+${id}`
  }

  /** Its key as it is published. */
  get vkey(): string {
    return formatVerifierKey(this.#address.key)
  }

  /**
   * Has the latest checkpoint cosigned unless it is.
   *
   * @returns whether there was one
   * @throws Error when the witness did not answer in time or will not sign, Fault when what it
   *   answered does not verify
   */
  async cosignLatest(gone: AbortSignal): Promise<boolean> {
    const latest = await this.#log.database.checkpoints.findOne().sort({ _id: -1 }).lean()
    return latest !== null && (await this.cosign(latest, gone))
  }

  /** Has a checkpoint cosigned unless it is. @throws as `cosignLatest` */
  async cosign(checkpoint: StoredCheckpoint, gone: AbortSignal): Promise<boolean> {
    const { cosignatures } = this.#log.database
    const { _id: size, note } = checkpoint
    const _id = `${size}/${this.key}`
    // An empty journal has nothing anybody could witness.
    if (size === 0 || (await cosignatures.exists({ _id }))) return false
    const answer = await this.#signed(checkpoint, gone)
    const { line, time } = await this.#lineIn(answer, note)
    const kept = { _id, size, key: this.key, line, time: new Date(time * 1000) }
    try {
      await cosignatures.create(kept)
    } catch (error) {
      // Another instance asked in the same moment; one line is enough.
      if (duplicateKey(error) === undefined) throw error
    }
    this.#seen = Math.max(this.#seen ?? 0, size)
    return true
  }

  /** What the witness answers once it was asked from the size it knows. */
  async #signed({ _id: size, note }: StoredCheckpoint, gone: AbortSignal): Promise<string> {
    let from = await this.#known()
    for (let start = 0; start < startsMax; start += 1) {
      const question = { type: 'text/plain; charset=utf-8', body: this.#body(from, size, note) }
      const { status, bytes } = await ask(`${this.#address.url}/add-checkpoint`, question, gone)
      if (status === 200) return fromUtf8(bytes)
      const told = status === 409 ? parseCount(fromUtf8(bytes).trim()) : undefined
      if (told === undefined) throw new Error(`the witness answered ${status}`)
      if (told > size) {
        throw new Error(`the witness has seen ${told} entries of this journal, which has ${size}`)
      }
      from = told
    }
    throw new Error('the witness tells another size each time')
  }

  #body(from: number, size: number, note: string): string {
    const { tree } = this.#log
    if (size > tree.size) throw new Error('another instance has signed what is not read here yet')
    const proof = from === 0 ? [] : tree.consistencyProof(from, size)
    return `old ${from}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`
  }

  async #known(): Promise<number> {
    const { cosignatures } = this.#log.database
    this.#seen ??= (await cosignatures.findOne({ key: this.key }).sort({ size: -1 }).lean())?.size
    return this.#seen ?? 0
  }

  /** The line of this witness among those of the answer, checked. */
  async #lineIn(answer: string, note: string): Promise<{ line: string; time: number }> {
    const { key } = this.#address
    const { signatures } = parseNote(`${note}${answer}`)
    const own = signatures.find(({ name, id }) => name === key.name && id === key.id)
    if (!own) throw new Error('the answer holds no line of the witness')
    const line = signatureLine(own.name, concat(fromHex(own.id), own.blob))
    const trust = { logs: [this.#logKey], witnesses: [key] }
    const [found] = (await openCheckpoint(`${note}${line}`, trust, crypto.verify)).witnesses
    if (found?.time === undefined) throw new Error('the witness does not say when it signed')
    return { line, time: found.time }
  }
}
