/**
 * When somebody outside saw the journal a pack came from. A pack without a stamp is whole all the
 * same; what it then cannot show is said.
 */
import { utf8 } from '../bytes.ts'
import { packNames } from '../pack.ts'
import { verifyTimestamp } from '../timestamp.ts'
import { reason, textOf } from './pack.ts'
import type { Opening } from './pack.ts'

/** Looks at the stamp of the pack's checkpoint, if it has one. */
export async function verifyStamp({
  reader,
  manifest,
  findings,
  verifying,
}: Opening): Promise<void> {
  const reply = await reader.read(packNames.timestamp).catch(() => undefined)
  if (!reply) {
    if (manifest.timestamp === 'waiting') {
      findings.unshown(
        '外部の時刻証明。作成した時点では時刻証明待ちでした。',
        'a time from outside: the time-stamp had not come when the pack was made.',
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
    const note = utf8((await textOf(reader, packNames.checkpoint)) ?? '')
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

/** Certificates are signed in ways only the platform's own cryptography knows. */
function canLook(): boolean {
  return (globalThis.crypto as { subtle?: object }).subtle !== undefined
}
