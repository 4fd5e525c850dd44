/** What is said about tablets: reaching the house from one, enrolling it, and what it keeps. */
import { words } from '../../models/words.ts'

export const tablets = {
  text: words(
    '受付や現場のタブレットから台帳を使えるようにします。',
    'How tablets at the reception and on the floor reach Daicho.',
  ),
  connect: words('はじめてつなぐ', 'Connect a new tablet'),
  scan: words(
    'タブレットのカメラで読み取ると、証明書を信頼させる手順のページが開きます。',
    'Scan this with the tablet’s camera: it opens the page that walks through trusting this server.',
  ),
  qrLabel: words('タブレットで開くアドレスの QR コード', 'QR code of the address to open'),
  enrolQr: words('端末を登録する QR コード', 'QR code that enrols the tablet'),
  typed: words('カメラがなければ入力', 'Or type'),
  onceDone: words('手順が済んだら開くアドレス', 'Once that is done, open'),
  off: words('HTTPS が動いていません', 'HTTPS is not served'),
  offText: words(
    'ほかのプロセスがポートを使っているか、TLS_PORT=off で切られています。サーバーの設定を確かめてください。',
    'Another process holds its port, or TLS_PORT=off switched it off. Look at the server’s settings.',
  ),
  noAddress: words('まだアドレスがありません', 'There is no address yet'),
  noAddressText: words(
    'HTTPS は動いていますが、このサーバーはネットワークにつながっていません。つながると、ここにアドレスが表示されます。',
    'HTTPS is served, but this machine is on no network. Its address shows here once it is.',
  ),
  lasting: words(
    'このアドレスが変わると、タブレットの登録とラベルはやり直しになります。固定してから始めてください。',
    'When this address changes, tablets begin anew and labels are printed again: make it stay first.',
  ),
  fingerprint: words('証明書の指紋（SHA-256）', 'Fingerprint of the certificate (SHA-256)'),
  compare: words(
    'タブレットに表示される指紋と同じであることを確かめてください。',
    'Compare it with the one the tablet shows.',
  ),
  steps: words('手順をすべて見る・印刷する', 'See and print all the steps'),
  devices: words('端末アカウント', 'Device accounts'),
  devicesText: words(
    '端末アカウントは人ではありません。タブレットに一度登録すると、パスワードなしでその役割の画面だけが開きます。',
    'A device account is nobody. Once a tablet is enrolled it opens that role’s page only, without a password.',
  ),
  none: words('端末アカウントはまだありません。', 'There is no device account yet.'),
  add: words('端末アカウントを作る', 'Make a device account'),
  enrol: words('タブレットを登録する', 'Enrol a tablet'),
  enrolSteps: words(
    'タブレットでこの QR コードを読み取るか、ホーム画面の台帳を開いて「端末として登録」からコードを入力します。iPad はホーム画面に追加してから、その中で入力してください。',
    'Scan this on the tablet, or open Daicho there, choose “Enrol as a device” and type the code. On an iPad add Daicho to the Home Screen first and type it in there.',
  ),
  code: words('登録コード', 'Enrolment code'),
  once: words('一度だけ使えます。有効期限:', 'Works once, until'),
  another: words('新しいコードを作る', 'Make another code'),
  enrolled: words('登録中のタブレット', 'Enrolled tablets'),
  noneEnrolled: words('登録中のタブレットはありません。', 'No tablet is enrolled.'),
  unknownDevice: words('不明な端末', 'Unknown tablet'),
  enrolledAt: words('登録', 'Enrolled'),
  by: words('登録者', 'by'),
  seen: words('最終アクセス', 'last seen'),
  gone: words('端末側で終了', 'Ended on the tablet'),
  live: words('登録中', 'Enrolled'),
  unenrol: words('登録を解除する', 'End the enrolment'),
  unenrolText: words(
    'このタブレットはすぐに使えなくなります。理由はジャーナルに残ります。',
    'This tablet is shut out at once. The reason stays in the journal.',
  ),
  because: words('理由', 'Reason'),
  cancel: words('やめる', 'Cancel'),
  unenrolled: words('登録を解除しました', 'The enrolment has ended'),
  enrolDone: words('端末を登録しました', 'This tablet is enrolled'),
  enrolDoneText: words(
    '来訪者の前に置く前に、下の保存領域の状態を確かめてください。',
    'Look at its storage below before you leave it to visitors.',
  ),
  enrolStart: words('この端末を使い始める', 'Start using it'),
  here: words('この端末の保存領域', 'Storage of this device'),
  lasts: words('記録は消えません', 'Records stay'),
  lastsText: words(
    '送信待ちの記録は、ブラウザーに消されないよう保護されています。',
    'The browser has promised not to evict unsent records.',
  ),
  mayGo: words('ブラウザーに消されることがあります', 'The browser may evict it'),
  mayGoText: words(
    '空き容量が足りないときや長く使わないとき、送信待ちの記録が消されることがあります。ホーム画面に追加してから使うと保護されます。',
    'When space runs short or the device rests for long, unsent records may be evicted. Adding Daicho to the home screen protects them.',
  ),
  cannotTell: words('確かめられません', 'It cannot be told'),
  cannotTellText: words(
    'このブラウザーは保存の保護に対応していません。HTTPS で開いているか確かめてください。',
    'This browser does not say. Make sure Daicho is opened over HTTPS.',
  ),
  askAgain: words('保護を求める', 'Ask for protection'),
  usage: words('{usage} 使用中（上限の目安 {quota}）', '{usage} in use, of about {quota}'),
  enrolHere: words('この端末を登録する', 'Enrol this device'),
  enrolHereText: words(
    'このタブレットを受付などの端末にします。以後は人としてではなく、端末として開きます。',
    'This makes the tablet a device, such as the reception’s. From then on it opens as a device, not as a person.',
  ),
  enrolAgain: words('この端末の登録は終わりました', 'This tablet is not enrolled any more'),
  enrolAgainText: words(
    '受付は担当者がご案内します。担当者の方は、管理者に新しい登録コードを発行してもらい、入力してください。',
    'Visitors: please ask at the reception. Staff: have an administrator make a new code and type it here.',
  ),
  enrolButton: words('登録する', 'Enrol'),
  codeHelp: words(
    '管理者の「タブレット」の画面に表示される10文字です。',
    'The ten characters on the administrator’s Tablets page.',
  ),
  signInInstead: words('サインインに戻る', 'Back to sign-in'),
} as const
