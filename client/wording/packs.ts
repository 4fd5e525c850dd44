/** What is said of packs: making one, handing it over, and fetching it. */
import { words } from '../../models/words.ts'

export const packing = {
  title: words('パックのファイル', 'The file of the pack'),
  none: words(
    'ファイルはまだありません。証明書を発行し、証拠とともに一つのZIPファイルにまとめます。',
    'There is no file yet. Certificates are issued and put into one ZIP file with their proofs.',
  ),
  make: words('ファイルを作成する', 'Make the file'),
  making: words(
    '作成しています。このページを閉じても続きます。',
    'Being made; you may leave this page.',
  ),
  failed: words('作成できませんでした', 'It could not be made'),
  download: words('ダウンロード（{size}）', 'Download ({size})'),
  hash: words('SHA-256', 'SHA-256'),
  key: words('お客様に別の方法で伝える公開鍵', 'Public key to give the customer another way'),
  keyHelp: words(
    '電話・Webサイト・契約書など、パックとは別の方法で伝えてください。お客様はこの鍵で真正性を確かめます。',
    'Give it by telephone, on your site or in the contract, not with the pack: with it the customer verifies that the pack is yours.',
  ),
  stampWaiting: words(
    '作成した時点では届いていません。届くまで自動で依頼し、届いたらここから取り出せます。',
    'It had not come when the pack was made. It is asked for until it comes, and will be found here.',
  ),
  stampInside: words('パックに入っています。', 'It is in the pack.'),
  stampLate: words(
    'パックの作成後に届きました。確認ページにパックと一緒に落とすと確かめられます。',
    'It came after the pack was made. Dropped onto the verifying page with the pack, it is verified.',
  ),
  copy: words('コピー', 'Copy'),
  copied: words('コピーしました', 'Copied'),
  links: words('ダウンロード用リンク', 'Download links'),
  linksHelp: words(
    'お客様が期限までに一度だけ受け取れるリンクです。リンクとコードは別々の方法で伝えてください。',
    'With a link the customer fetches the pack once before it ends. Send link and code by different ways.',
  ),
  newLink: words('リンクを発行する', 'Make a link'),
  to: words('宛先', 'To'),
  toHelp: words('病院名と部署。個人名は書きません。', 'Institution and department, not a person.'),
  days: words('有効な日数', 'Days it holds'),
  link: words('リンク', 'Link'),
  code: words('コード（別の方法で伝える）', 'Code (tell it another way)'),
  once: words('今だけ表示しています。期限：', 'Shown only now. It ends '),
  until: words('期限', 'until'),
  fetched: words('受取済', 'Fetched'),
  revoked: words('取消済', 'Revoked'),
  over: words('期限切れ', 'Ended'),
  open: words('有効', 'Open'),
  revoke: words('リンクを取り消す', 'Revoke the link'),
  close: words('閉じる', 'Close'),
  fetchTitle: words('お客様パックの受取り', 'Fetch your pack'),
  fetchText: words(
    '発行者から別の方法で伝えられたコードを入力してください。コードは一度だけ使えます。',
    'Enter the code the issuer told you another way. It works once.',
  ),
  enterCode: words('コード', 'Code'),
  fetch: words('受け取る', 'Fetch it'),
  ready: words('{number} を受け取れます（{size}）。', '{number} is ready ({size}).'),
  save: words('ファイルを保存する', 'Save the file'),
  verifyNext: words(
    '保存したら、確認ページにファイルを落として真正性を確かめてください。ファイルはパックの中の verify.html でも、インターネットなしで確かめられます。',
    'Then drop the file onto the page that verifies it. The verify.html in the pack does the same without the internet.',
  ),
  verifyPage: words('確認ページを開く', 'Open the page that verifies'),
  noLink: words(
    'このページは、受け取ったリンクから開いてください。',
    'Open this page from the link you were sent.',
  ),
} as const
