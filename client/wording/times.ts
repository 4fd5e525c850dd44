/** What pages say of time from outside: stamps of an authority, and cosignatures. */
import { words } from '../../models/words.ts'

export const timesWords = {
  title: words('外部による時刻の証明', 'Time vouched for from outside'),
  text: words(
    '外部の時刻認証局や連署者が、その時刻にジャーナルがこの内容で存在したことを証明します。後から書き換えると、この証明と一致しなくなります。',
    'A time-stamping authority and witnesses outside the house vouch that the journal stood as it is at these times. Rewriting it later would no longer agree with them.',
  ),
  waiting: words('時刻証明待ち', 'Awaiting time-stamp'),
  waitingSome: words(
    '最新の {count} 件は時刻証明待ちです。証明されるまで自動で繰り返し依頼します。',
    'The latest {count} entries await their time-stamp. It is asked for again until it comes.',
  ),
  stamped: words('時刻証明', 'Time-stamped'),
  stampedBy: words('{tsa} が {size} 件目までを証明', 'by {tsa}, over the first {size} entries'),
  stampedHelp: words(
    '{tsa} がこの時刻に、この記録を含むジャーナルを確認したことを、この端末で検証しました。',
    'This device has checked that {tsa} saw the journal with this entry at this time.',
  ),
  checked: words('この端末で検証済', 'Checked on this device'),
  unchecked: words('この端末では検証できません', 'This device cannot check it'),
  failed: words('外部の証明を確認できません', 'Not verified'),
  failedHelp: words(
    '外部の証明とジャーナルが一致しません。監査人に知らせてください（{why}）。',
    'What the outside said and the journal do not agree. Tell an auditor ({why}).',
  ),
  reply: words('時刻証明（.tsr）', 'Time-stamp (.tsr)'),
  note: words('証明されたチェックポイント', 'The checkpoint that was stamped'),
  cosigned: words('連署', 'Cosigned'),
  cosignedBy: words('{name} が {size} 件目までに連署', 'by {name}, over the first {size} entries'),
  cosignWaiting: words('{name} の連署待ち', 'Awaiting the cosignature of {name}'),
} as const
