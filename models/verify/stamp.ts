/**
 * When somebody outside saw the journal a pack came from. A pack without a stamp is whole all the
 * same; what it then cannot show is said.
 */
import { utf8 } from '../bytes.ts'
import { packNames } from '../pack.ts'
import { isStampOf, verifyTimestamp } from '../timestamp.ts'
import { reason, textOf } from './pack.ts'
import type { Opening } from './pack.ts'

/** Looks at the stamp of the pack's checkpoint, if it has one. */
export async function verifyStamp({
  reader,
  manifest,
  findings,
  verifying,
}: Opening): Promise<void> {
  const note = utf8((await textOf(reader, packNames.checkpoint)) ?? '')
  const own = await reader.read(packNames.timestamp).catch(() => undefined)
  const reply = own ?? (canLook() ? await laterStamp(verifying.stamps ?? [], note) : undefined)
  if (!reply && verifying.stamps?.length) {
    findings.unshown(
      '指定された時刻証明。このパックのチェックポイントのものではありません。',
      'the time-stamp that was given: it is of another checkpoint than this pack’s.',
    )
  }
  if (!reply) {
    if (manifest.timestamp === 'waiting') {
      findings.unshown(
        '外部の時刻証明。作成した時点では時刻証明待ちでした。後から発行者に受け取った時刻証明（--stamp）も指定すると確かめられます。',
        'a time from outside: the time-stamp had not come when the pack was made. Give the one the issuer has since received, too (--stamp).',
      )
    } else if (manifest.timestamp === 'none') {
      findings.unshown(
        '外部の時刻証明。発行者は時刻認証局を利用していません。',
        'a time from outside: the issuer asks no time-stamping authority.',
      )
    }
    return
  }
  if (!canLook()) {
    findings.unshown(
      '外部の時刻証明。この環境では時刻証明を検証できません。',
      'the time-stamp: it cannot be checked in this browser.',
    )
    return
  }
  try {
    const { time, tsa, chain } = await verifyTimestamp(reply, note, verifying.roots)
    const at = time.toISOString()
    findings.proved(
      `時刻証明：「${tsa}」の鍵で ${at} にこのチェックポイントへ署名されています。`,
      `The checkpoint was time-stamped at ${at} with the key of “${tsa}”.`,
    )
    if (chain === 'trusted') return
    findings.unshown(
      `「${tsa}」の証明書が信頼できること。信頼するルート証明書（--tsa-ca）を指定すると確かめられます。`,
      `that the certificate of “${tsa}” is to be trusted: give the roots you trust (--tsa-ca).`,
    )
  } catch (error) {
    findings.failed(
      `時刻証明を確認できません（${reason(error)}）。`,
      `The time-stamp does not verify: ${reason(error)}.`,
    )
  }
}

/** The stamp among some that is of a note; one nobody can read is taken to be meant. */
async function laterStamp(
  stamps: readonly Uint8Array[],
  note: Uint8Array,
): Promise<Uint8Array | undefined> {
  for (const stamp of stamps) {
    const fits = await isStampOf(stamp, note).catch(() => true)
    if (fits) return stamp
  }
  return undefined
}

/** Certificates are signed in ways only the platform's own cryptography knows. */
function canLook(): boolean {
  return (globalThis.crypto as { subtle?: object }).subtle !== undefined
}
