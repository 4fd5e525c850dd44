/**
 * What can be wrong with evidence, as a closed list. A verifier must never answer with a bare
 * "false": the person holding the proof needs to know what failed, in a sentence, while a program
 * needs a stable code. These faults belong to formats and proofs; refusals of the API are
 * `problems`.
 */
import { words } from './words.ts'
import type { Words } from './words.ts'

/** Every fault evidence can have, with the sentence a reader sees. */
export const faults = {
  'malformed-text': words('文字または符号化が正しくありません', 'The text encoding is not valid'),
  'not-json': words('正規化できない値が含まれています', 'A value has no canonical JSON form'),
  'malformed-key': words('鍵の書式が正しくありません', 'The key is not well formed'),
  'malformed-note': words('署名付き文書の書式が正しくありません', 'The note is not well formed'),
  unsigned: words('信頼する鍵の署名がありません', 'No trusted key has signed this'),
  'bad-signature': words('署名が一致しません', 'A signature does not verify'),
  'malformed-checkpoint': words(
    'チェックポイントの書式が正しくありません',
    'The checkpoint is not well formed',
  ),
  'wrong-origin': words('別のログのチェックポイントです', 'The checkpoint is of another log'),
  'malformed-proof': words('証明の書式が正しくありません', 'The proof is not well formed'),
  'not-included': words('記録はこのログに含まれていません', 'The log does not contain the entry'),
  'not-consistent': words('ログが書き換えられています', 'The log has been rewritten'),
  'bad-timestamp': words('時刻証明を確認できません', 'The time-stamp does not hold'),
  'malformed-tile': words('タイルの書式が正しくありません', 'The tile is not well formed'),
} as const satisfies Readonly<Record<string, Words>>

export type FaultCode = keyof typeof faults

/** Thrown by every parser and verifier of evidence; `message` adds what exactly was seen. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly words: Words

  constructor(code: FaultCode, detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'Fault'
    this.code = code
    this.words = faults[code]
  }
}
