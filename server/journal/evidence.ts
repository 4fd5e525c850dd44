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

  /** The signed checkpoint over everything journalled so far. */
  async checkpoint(): Promise<string> {
    await this.#signer.sign()
    return this.#signer.latest.note
  }

  /**
   * A `.tlog-proof` file for an entry: its index, its inclusion proof and the checkpoint it leads
   * to (C2SP tlog-proof).
   *
   * @throws Problem unknown-record when there is no such entry
   */
  async proof(seq: number): Promise<string> {
    if (!Number.isSafeInteger(seq) || seq < 0 || seq >= this.#log.size) {
      throw new Problem('unknown-record')
    }
    await this.#signer.sign()
    const { size, note } = this.#signer.latest
    const hashes = this.#log.tree.inclusionProof(seq, size)
    return formatProof({ index: seq, hashes, checkpoint: note })
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
