/** What the verifying page says besides its findings. */
import { words } from '../../models/words.ts'

export const verifying = {
  title: words('お客様パックと証明書の確認', 'Verify packs and certificates'),
  intro: words(
    '受け取ったファイルを下に落としてください。確認はすべてこの端末の中で行い、どこにも送信しません。',
    'Drop what you received below. Everything is verified on this device; nothing is sent anywhere.',
  ),
  introOnline: words(
    '受け取ったファイルを下に落としてください。確認はこの端末の中で行います。証明書については、ファイルのハッシュだけを発行者に問い合わせます。',
    'Drop what you received below. It is verified on this device; of a certificate, only the hash of the file is asked of the issuer.',
  ),
  choose: words('ファイルを選ぶ', 'Choose files'),
  drop: words(
    'ここに落とす（パック .zip、証明書 .pdf、証明 .tlog-proof とその記入の原文）',
    'or drop them here (pack .zip, certificate .pdf, proof .tlog-proof with the entry it is of)',
  ),
  earlierHint: words(
    '前回のパックも一緒に落とすと、続いていることを確かめます。',
    'Drop the earlier pack, too, and it is verified that one continues the other.',
  ),
  key: words('お手元の公開鍵（任意）', 'The public key you noted (optional)'),
  keyHint: words(
    '発行者から別の方法で受け取った鍵です。入力すると、ファイルの鍵と比べます。',
    'The one the issuer gave you another way. When you enter it, the file’s key is compared with it.',
  ),
  outsiders: words(
    '時刻証明と連署も確かめる（任意）',
    'Check time-stamps and cosignatures, too (optional)',
  ),
  roots: words('ルート証明書を選ぶ', 'Choose root certificates'),
  rootsHint: words(
    '信頼する時刻認証局のルート証明書（.pem）です。上の枠に落とすこともできます。',
    'PEM files of the roots of the time-stamping authorities you trust; you may drop them above, too.',
  ),
  witnesses: words('連署者の公開鍵', 'Public keys of witnesses'),
  witnessesHint: words('一行に一つずつ入力します。', 'One a line.'),
  noKey: words('公開鍵を読み取れません。', 'A public key cannot be read.'),
  entryAlone: words(
    '記入の原文だけでは確かめられません。証明（.tlog-proof）も一緒に落としてください。',
    'An entry alone shows nothing: drop its proof (.tlog-proof), too.',
  ),
  stampAlone: words(
    '時刻証明だけでは確かめられません。パックも一緒に落としてください。',
    'A time-stamp alone shows nothing: drop the pack it belongs to, too.',
  ),
  working: words('確認しています… {name}', 'Verifying {name} …'),
  records: words('このパックの記録', 'Records in this pack'),
  number: words('番号', 'Number'),
  what: words('内容', 'What'),
  state: words('状態', 'State'),
  other: words('English', '日本語'),
  more: words('確認の内訳', 'What was verified'),
  unshown: words('この確認で分からないこと', 'What this cannot show'),
  failures: words('不一致', 'What does not hold'),
  broken: words('確認できませんでした：{why}', 'It could not be verified: {why}'),
  period: words(
    '{customer} 御中　{from} から {to}　（{issuer}）',
    '{customer}, {from} to {to} ({issuer})',
  ),
  asked: words(
    'このファイルは、発行したファイルそのものです（ジャーナル {seq} 番、{at}、版 {revision}）。',
    'This file is, byte for byte, the one that was issued (entry {seq}, {at}, revision {revision}).',
  ),
  notIssued: words(
    'このファイルは、発行したものとして記録されていません。文面が変えられているおそれがあります。',
    'This file is not recorded as issued: what is printed on it may have been altered.',
  ),
  superseded: words(
    'この証明書には、より新しい版があります。',
    'A later revision of this certificate has been issued.',
  ),
  notAsked: words(
    '発行者への問い合わせができませんでした。',
    'The issuer could not be asked about the file.',
  ),
}
