/**
 * What the journal publishes about itself and could rebuild from its entries: signed
 * checkpoints, and full tiles of leaf hashes so that a start need not read every entry.
 */
import { kept, requiredBytes, requiredMoment, requiredNumber, requiredText } from './model.ts'

export interface StoredCheckpoint {
  /** The tree size it signs. */
  _id: number
  /** The signed note (C2SP tlog-checkpoint). */
  note: string
  at: Date
}

export interface StoredTile {
  /** The tile's number at level 0; it holds leaves 256·n to 256·n+255. */
  _id: number
  hashes: Buffer
}

export const checkpointsOn = kept<StoredCheckpoint>('Checkpoint', 'checkpoints', {
  _id: requiredNumber,
  note: requiredText,
  at: requiredMoment,
})

export const tilesOn = kept<StoredTile>('Tile', 'tiles', {
  _id: requiredNumber,
  hashes: requiredBytes,
})
