/**
 * Who outside the house saw a checkpoint that left it. A witness signs only what continues what it
 * signed before, so its line shows that everybody was shown one journal; whose lines count is for
 * the reader to say, by giving their keys.
 */
import type { VerifierKey } from '../key.ts'
import { parseNote } from '../note.ts'
import type { VerifiedSignature } from '../note.ts'
import type { Findings } from './findings.ts'
import type { Verifying } from './trust.ts'

/**
 * Says which witnesses have cosigned a checkpoint.
 *
 * @param note the checkpoint with all its lines
 * @param seen the lines that verified with the keys the reader gave
 */
export function tellWitnesses(
  note: string,
  seen: readonly VerifiedSignature[],
  log: VerifierKey,
  { witnesses = [] }: Verifying,
  findings: Findings,
): void {
  for (const { key, time } of seen) {
    const at = time === undefined ? '' : new Date(time * 1000).toISOString()
    findings.proved(
      `連署者「${key.name}」が${at && ` ${at} に`}チェックポイントへ連署しています。`,
      `The checkpoint was cosigned by the witness ${key.name}${at && ` at ${at}`}.`,
    )
  }
  const lines = parseNote(note).signatures
  const isBy = (key: VerifierKey) => (line: { name: string; id: string }) =>
    line.name === key.name && line.id === key.id
  for (const key of witnesses) {
    if (lines.some(isBy(key))) continue
    findings.unshown(
      `連署者「${key.name}」の連署。このファイルにはありません。`,
      `a cosignature of ${key.name}: there is none in this file.`,
    )
  }
  const strangers = lines.filter((line) => ![log, ...witnesses].some((key) => isBy(key)(line)))
  if (strangers.length === 0) return
  const names = [...new Set(strangers.map(({ name }) => name))].join(', ')
  findings.unshown(
    `「${names}」の連署が正しいこと。連署者の公開鍵（--witness）を指定すると確かめられます。`,
    `that ${names} has cosigned the checkpoint: give the keys of the witnesses you trust (--witness).`,
  )
}
