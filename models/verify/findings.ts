/**
 * What a verification says: one line for each thing that was proved, that does not hold, or that
 * could not be shown, in both languages. The command and the page print the same findings, so
 * they can never come to different verdicts.
 */
import { words } from '../words.ts'
import type { Words } from '../words.ts'

export interface Finding {
  readonly kind: 'proved' | 'failed' | 'unshown'
  readonly says: Words
}

/** What the whole comes to, and the exit code a command ends with. */
export type Verdict = 'genuine' | 'failed' | 'unreadable'

export const exitCodes: Readonly<Record<Verdict, 0 | 1 | 2>> = {
  genuine: 0,
  failed: 1,
  unreadable: 2,
}

export const verdicts: Readonly<Record<Verdict, Words>> = {
  genuine: words(
    '確認できました。改変や欠落は見つかりませんでした。',
    'It verifies: nothing was altered, and nothing that should be here is missing.',
  ),
  failed: words(
    '確認できません。改変または欠落があります。',
    'It does NOT verify: something was altered, or is missing.',
  ),
  unreadable: words('読み取れませんでした。', 'It could not be read.'),
}

/** How the three kinds are called in a printed line. */
export const kinds: Readonly<Record<Finding['kind'], Words>> = {
  proved: words('証明', 'proved'),
  failed: words('不一致', 'FAILED'),
  unshown: words('対象外', 'not shown'),
}

/** Lines of one kind that are kept; a destroyed file would otherwise fill the page. */
const keptMax = 200

/** Collects findings. */
export class Findings {
  readonly list: Finding[] = []
  #failed = 0

  proved(ja: string, en: string): void {
    this.#add('proved', ja, en)
  }

  failed(ja: string, en: string): void {
    this.#failed += 1
    this.#add('failed', ja, en)
  }

  /** Something this run could not check or that no file can show. */
  unshown(ja: string, en: string): void {
    this.#add('unshown', ja, en)
  }

  get verdict(): Verdict {
    return this.#failed > 0 ? 'failed' : 'genuine'
  }

  /** How many checks did not hold, those beyond the list included. */
  get failures(): number {
    return this.#failed
  }

  #add(kind: Finding['kind'], ja: string, en: string): void {
    const same = this.list.filter((one) => one.kind === kind).length
    if (same < keptMax) this.list.push({ kind, says: words(ja, en) })
  }
}

/** It is not a file of ours, or too broken to say anything about. */
export class Unreadable extends Error {
  readonly says: Words

  constructor(ja: string, en: string) {
    super(en)
    this.says = words(ja, en)
  }
}
