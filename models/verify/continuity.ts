/**
 * What connects a pack with everything that is not in it: the customer's counter, which shows that
 * nothing was left out, and the journal of the pack before, which this one must continue.
 */
import { fromBase64, sameBytes } from '../bytes.ts'
import { continues, openCheckpoint } from '../checkpoint.ts'
import type { TreeHead } from '../checkpoint.ts'
import { packNames } from '../pack.ts'
import { reason, textOf } from './pack.ts'
import type { Earlier, Opening } from './pack.ts'
import type { Findings } from './findings.ts'
import type { ReadEntry } from './record.ts'

/** The customer's counter has no gap, so no entry was left out. */
export function verifyRun({ manifest, findings }: Opening, entries: Map<number, ReadEntry>): void {
  const { run, customer, earlier } = manifest
  if (!run) {
    findings.unshown(
      'この期間に、このお客様に関する記録はありません。',
      'There are no entries about this customer in this period.',
    )
    return
  }
  const counted = new Set<number>()
  for (const { entry } of entries.values()) {
    if (entry.customer?.id === customer.id) counted.add(entry.customer.n)
  }
  const gaps: number[] = []
  for (let n = run.first; n <= run.last; n += 1) if (!counted.has(n)) gaps.push(n)
  if (gaps.length > 0) {
    const some = gaps.slice(0, 10).join(', ')
    findings.failed(
      `お客様の通し番号 ${some} が欠けています（全 ${gaps.length} 件）。`,
      `The customer's entries ${some} are missing (${gaps.length} in all).`,
    )
  } else {
    findings.proved(
      `お客様の通し番号 ${run.first}〜${run.last} は、欠番なくそろっています。`,
      `The customer's entries ${run.first} to ${run.last} are here without a gap.`,
    )
  }
  const next = (earlier?.last ?? 0) + 1
  if (run.first > next) {
    findings.unshown(
      `通し番号 ${next}〜${run.first - 1}（この期間より前の記録）。`,
      `entries ${next} to ${run.first - 1} of the customer, which lie before this period.`,
    )
  }
}

/** The journal continues the one the last pack came from. */
export async function verifyEarlier(
  opening: Opening,
  newer: TreeHead,
  held: Earlier | undefined,
): Promise<void> {
  const { reader, manifest, findings, key, verifying } = opening
  const open = async (text: string) =>
    (await openCheckpoint(text, { logs: [key] }, verifying.crypto.verify)).checkpoint
  const note = await textOf(reader, packNames.earlier)
  try {
    const known = [newer]
    if (note !== undefined) {
      const older = await open(note)
      const hashes = hashesIn((await textOf(reader, packNames.consistency)) ?? '')
      if (older.size !== manifest.earlier?.size) {
        throw new Error('it is another size than the manifest says')
      }
      if (!continues(older, newer, hashes, verifying.crypto.sha256)) {
        throw new Error('the journal does not continue the earlier one')
      }
      known.unshift(older)
      findings.proved(
        `ジャーナルは、前回のパック ${manifest.earlier.number} の時点（${older.size} 件）から書き換えなしに続いています。`,
        `The journal continues, unaltered, what it was at the earlier pack ${manifest.earlier.number} (${older.size} entries).`,
      )
    } else if (manifest.earlier) {
      throw new Error('what would connect it with the earlier pack is missing')
    }
    if (held) compareHeld(opening, held, known, await open(held.checkpoint))
    else if (note === undefined) firstPack(findings)
    else notHeld(findings)
  } catch (error) {
    findings.failed(
      `前回のパックから続いていません（${reason(error)}）。`,
      `It does not continue the earlier pack: ${reason(error)}.`,
    )
  }
}

/** Hashes of a proof, one a line. @throws Fault malformed-text */
function hashesIn(text: string): Uint8Array[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(fromBase64)
}

function firstPack(findings: Findings): void {
  findings.unshown(
    '前回とのつながり。最初のパックです。',
    'a connection with an earlier pack: this is the first.',
  )
}

function notHeld(findings: Findings): void {
  findings.unshown(
    '前回受け取ったパックとの照合。前回のファイルも指定すると照合します。',
    'that the earlier pack is the one you hold: give it, too, and it is compared.',
  )
}

/**
 * Holds the pack somebody kept against every state of the journal this one shows. Where both show
 * the same size, the journals must be the same; where they do not, neither speaks of the other,
 * which happens when packs were made before the one before them was handed over.
 *
 * @throws Error when the two contradict each other
 */
function compareHeld(
  { manifest, findings }: Opening,
  held: Earlier,
  known: readonly TreeHead[],
  own: TreeHead,
): void {
  const { number, customer } = held.manifest
  const same = known.find(({ size }) => size === own.size)
  if (same && !sameBytes(same.root, own.root)) {
    throw new Error('the pack you hold came from another journal')
  }
  const before = manifest.earlier?.number
  const follows = number === before && customer.id === manifest.customer.id
  if (same) {
    findings.proved(
      'お手元の前回のパックと同じジャーナルです。',
      'It is the same journal as that of the earlier pack you hold.',
    )
  } else if (follows) {
    throw new Error('the pack you hold ends at another size of the journal')
  } else if (before === undefined) {
    findings.unshown(
      `お手元のパック ${number} とのつながり。このパックは、それより前に受け取ったパックがない時点で作成されました。`,
      `a connection with the pack ${number} you hold: this one was made when none had been received yet.`,
    )
  } else {
    findings.unshown(
      `お手元のパック ${number} とのつながり。このパックは ${before} から続いています。`,
      `a connection with the pack ${number} you hold: this one follows ${before}.`,
    )
  }
}

/** What no file can show, said plainly every time. */
export function limitsOfProof({ findings, manifest }: Opening): void {
  findings.unshown(
    '記録した内容が事実であること。証明できるのは、記録が後から変えられていないことです。',
    'that what was recorded was true: it shows that nothing was changed afterwards.',
  )
  if (manifest.run) {
    findings.unshown(
      `通し番号 ${manifest.run.last} より後の記録。次回のパックで確認できます。`,
      `entries after ${manifest.run.last}: the next pack will show them.`,
    )
  }
}
