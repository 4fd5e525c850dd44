/**
 * What the outside said of a checkpoint: the replies of a time-stamping authority and the lines of
 * witnesses. They stand beside the checkpoints and not in them, so that a checkpoint stays the
 * bytes that were signed, and papers that embed one stay the same.
 */
import { kept, requiredBytes, requiredMoment, requiredNumber, requiredText } from './model.ts'

export interface StoredStamp {
  /** The tree size of the checkpoint that was stamped. */
  _id: number
  /** The authority's whole reply (RFC 3161 TimeStampResp, DER). */
  reply: Buffer
  /** What it says, found when it came. */
  time: Date
  tsa: string
}

export interface StoredCosignature {
  /** `<size>/<key>`, so that no witness counts twice. */
  _id: string
  /** The tree size of the checkpoint. */
  size: number
  /** The witness: `<name>+<id>` of its key. */
  key: string
  /** The signature line below the note, its line feed included. */
  line: string
  time: Date
}

export const stampsOn = kept<StoredStamp>('Stamp', 'stamps', {
  _id: requiredNumber,
  reply: requiredBytes,
  time: requiredMoment,
  tsa: requiredText,
})

export const cosignaturesOn = kept<StoredCosignature>(
  'Cosignature',
  'cosignatures',
  {
    _id: requiredText,
    size: requiredNumber,
    key: requiredText,
    line: requiredText,
    time: requiredMoment,
  },
  [[{ size: 1 }], [{ key: 1, size: -1 }]],
)
