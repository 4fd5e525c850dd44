/**
 * The second half of what the disposal list records: how the treatment was verified and judged,
 * after NIST SP 800-88 Rev. 2 section 4.6, and what became of the medium. Only `disposalfields.ts`
 * imports this file's values.
 */
import { choice, code, file, group, lines, link, moment, text } from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { words } from '../words.ts'
import { accounts } from './accounts.ts'
import { classes } from './sanitization.ts'

const account = (): LinkTarget => accounts
const needed = { required: true }

export const judgement = {
  verification: group(
    words('検証', 'Verification'),
    {
      method: choice(
        words('方法', 'Method'),
        {
          full: words('全数読み出し', 'Full read'),
          sampling: words('抜き取り', 'Sampling'),
          visual: words('目視', 'Visual'),
          report: words('ツールの結果の確認', 'Report of the tool'),
        },
        needed,
      ),
      result: choice(
        words('結果', 'Result'),
        { passed: words('合格', 'Passed'), failed: words('不合格', 'Failed') },
        needed,
      ),
      detail: lines(words('詳細', 'Details')),
    },
    {
      help: words(
        '処理した媒体にデータが残っていないかを調べた結果です。',
        'What was found when the treated medium was examined for remaining data.',
      ),
    },
  ),
  verifier: link(words('検証者', 'Verifier'), account),
  verifiedAt: moment(words('検証日時', 'Verified')),
  validation: group(
    words('妥当性の判断', 'Validation'),
    {
      decision: choice(
        words('判断', 'Decision'),
        {
          accept: words('受け入れる', 'Accept'),
          repeat: words('やり直す', 'Repeat'),
          escalate: words('上位で判断する', 'Escalate'),
        },
        needed,
      ),
      reason: lines(words('理由', 'Reason')),
    },
    {
      help: words(
        '検証の結果から、この処理で十分かを判断します（NIST SP 800-88 Rev. 2）。',
        'Whether the treatment is enough, judged on its verification (NIST SP 800-88 Rev. 2).',
      ),
    },
  ),
  validator: link(words('判断者', 'Validator'), account),
  validatedAt: moment(words('判断日時', 'Validated')),
  concurrer: link(words('同意者', 'Concurred by'), account),
  concurredAt: moment(words('同意日時', 'Concurred')),
}

export const outcome = {
  postClass: choice(words('処理後の機密区分', 'Confidentiality after'), classes, {
    help: words(
      '処理後に残る情報の区分です。再利用できるかどうかを決めます。',
      'The class of whatever is left; it decides whether the medium may be reused.',
    ),
  }),
  certificateNo: code(words('証明書番号', 'Certificate no.'), {
    help: words(
      '空欄なら、廃棄リストの番号がそのまま証明書番号になります。同じ番号は一台にしか付けられないため、まとめて発行するときは空欄にします。',
      'Left empty, it is the number of the record itself. A number belongs to one medium only: leave it empty for several at once.',
    ),
  }),
  certifier: link(words('発行者', 'Issued by'), account),
  certifiedAt: moment(words('発行日時', 'Issued')),
  destination: choice(words('処分先', 'Destination'), {
    internalReuse: words('社内で再利用', 'Reused in the house'),
    externalReuse: words('社外で再利用', 'Reused elsewhere'),
    recycler: words('リサイクル業者', 'Recycler'),
    manufacturer: words('製造元', 'Manufacturer'),
    disposal: words('産業廃棄物処理', 'Industrial waste disposal'),
  }),
  destinationName: text(words('処分先の名称', 'Name of the destination'), { searched: true }),
  manifestNo: code(words('産廃マニフェスト番号', 'Waste manifest no.'), {
    help: words('産業廃棄物管理票の交付番号です。', 'The number of the industrial waste manifest.'),
  }),
  reuseFor: text(words('再利用先', 'Reused for')),
  subcontractor: group(words('再委託先', 'Subcontractor'), {
    name: text(words('名称', 'Name'), needed),
    reason: text(words('選定の根拠', 'Why chosen'), needed),
    approval: text(words('医療機関等の了承', 'Consent of the institution'), needed),
    certificate: file(words('受領した証明書', 'Certificate received')),
  }),
  note: lines(words('備考', 'Note')),
}
