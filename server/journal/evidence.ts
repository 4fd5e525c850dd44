/** What the journal shows to outsiders: checkpoint, tiles, and proofs for single entries. */
import { formatProof } from '../../models/proof.ts'
import { Problem } from '../../models/problems.ts'
import { entryBundle, hashTile, parseTilePath, tileWidth, tileWidthMax } from '../../models/tile.ts'
import type { Signer } from './checkpoint.ts'
import { bytesOf } from './leaf.ts'
import type { Log } from './log.ts'

export class Evidence {
  readonly #log: Log
  readonly #signer: Signer

  constructor(log: Log, signer: Signer) {
    this.#log = log
    this.#signer = signer
  }

  /** The signed checkpoint over everything journalled so far, with the lines of its witnesses. */
  async checkpoint(): Promise<string> {
    return await this.cosigned(await this.#latest())
  }

  /** A checkpoint with the lines of the witnesses that have cosigned it until now. */
  async cosigned({ size, note }: { readonly size: number; readonly note: string }) {
    const { cosignatures } = this.#log.database
    const found = await cosignatures.find({ size }).sort({ _id: 1 }).lean()
    return `${note}${found.map(({ line }) => line).join('')}`
  }

  /**
   * A `.tlog-proof` file for an entry: its index, its inclusion proof and the checkpoint it leads
   * to (C2SP tlog-proof).
   *
   * @param over the size of an older checkpoint to lead to, such as one that was stamped
   * @throws Problem unknown-record when there is no such entry, or no such checkpoint over it
   */
  async proof(seq: number, over?: number): Promise<string> {
    if (!Number.isSafeInteger(seq) || seq < 0 || seq >= this.#log.size) {
      throw new Problem('unknown-record')
    }
    const { size, note } = over === undefined ? await this.#latest() : await this.#older(over)
    if (seq >= size || size > this.#log.size) throw new Problem('unknown-record')
    const hashes = this.#log.tree.inclusionProof(seq, size)
    const checkpoint = await this.cosigned({ size, note })
    return formatProof({ index: seq, hashes, checkpoint })
  }

  async #latest() {
    await this.#signer.sign()
    return this.#signer.latest
  }

  async #older(size: number) {
    const stored = await this.#log.database.checkpoints.findById(size).lean()
    if (!stored) throw new Problem('unknown-record')
    return { size, note: stored.note }
  }

  /**
   * Hashes from which anyone sees that an older checkpoint is continued by a newer size.
   *
   * @throws Problem unknown-record when the sizes are not of this journal
   */
  consistency(from: number, to: number): Uint8Array[] {
    const fits = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0
    if (!fits || from > to || to > this.#log.size) throw new Problem('unknown-record')
    return this.#log.tree.consistencyProof(from, to)
  }

  /**
   * A tile of hashes or entries by its C2SP path, e.g. `tile/0/x001/234`.
   *
   * @throws Problem unknown-route for a path that is not a tile of the journal as it stands
   */
  async tile(path: string, entriesToo: boolean): Promise<Uint8Array> {
    const tile = readPath(path)
    const full = tileWidth(tile.level, tile.index, this.#log.size)
    if (tile.width > full || full === 0) throw new Problem('unknown-route')
    if (tile.level !== 'entries') return hashTile(this.#log.tree, tile)
    if (!entriesToo) throw new Problem('not-allowed')
    const stored = await this.#log.read(tile.index * tileWidthMax, tile.width)
    return entryBundle(stored.map((entry) => bytesOf(entry.leaf)))
  }
}

function readPath(path: string) {
  try {
    return parseTilePath(path)
  } catch {
    throw new Problem('unknown-route')
  }
}
