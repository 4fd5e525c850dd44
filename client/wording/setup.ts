/** What is said while a new house is set up, page by page, and until it is. */
import { words } from '../../models/words.ts'

export const setup = {
  steps: words('初期設定の手順', 'Steps of the set-up'),
  you: words('あなた', 'You'),
  youTitle: words('最初のアカウントを作る', 'Make the first account'),
  youText: words(
    'ようこそ。まず、この台帳を受け持つあなたのアカウントを作ります。管理者と監査人の役割を持ちます。残りの手順は途中でやめて、あとから続けられます。',
    'Welcome. First, an account for you, who looks after this house; it holds the roles administrator and auditor. The steps after it can be left and resumed at any time.',
  ),
  next: words('次にできること', 'What next'),
  nextText: words(
    '使い始める準備に役立つものです。どれも、いつでもここ以外からも行えます。',
    'What helps to start the day. All of it can be done at any other time, too.',
  ),
  allDone: words('初期設定が済みました', 'The set-up is done'),
  leftOver: words('残っている手順: {titles}', 'Still open: {titles}'),
  stepOf: words('手順 {n} / {all}', 'Step {n} of {all}'),
  done: words('済み', 'done'),
  later: words('あとで続ける', 'Go on later'),
  back: words('戻る', 'Back'),
  skip: words('今はとばす', 'Skip for now'),
  on: words('次へ', 'Next'),
  save: words('保存して次へ', 'Save and go on'),
  reason: words('初期設定', 'First set-up'),
  offered: words('例から選ぶ', 'Choose an example'),
  clockThere: words('この時間帯では今 {time}', 'It is {time} there now'),
  resumed: words(
    '前回入力した内容を復元しました。まだ保存されていません。',
    'What you entered last time is back. It has not been saved yet.',
  ),
  addPerson: words('登録してリンクを作る', 'Add and make a link'),
  newPerson: words('利用者を登録する', 'Add a person'),
  people: words('登録済みの利用者', 'People so far'),
  nobodyYet: words(
    'まだあなただけです。日々の記録を付ける社員を、少なくとも一人登録してください。',
    'It is only you so far. Add at least one member of staff, who keeps the daily records.',
  ),
  linkQr: words('{name} さんのリンクの QR コード', 'QR code of the link for {name}'),
  linkOnce: words(
    '本人に渡すか、本人のスマートフォンで読み取ってもらいます。一度だけ使え、このページを離れると再表示できません。',
    'Hand it over, or have them scan it. It works once and is not shown again after you leave this page.',
  ),
  card: words('初期設定：{all} 段階中 {done} 段階済み', '{done} of {all} set-up steps done'),
  cardNext: words(
    '次は「{title}」です。数分で終わります。',
    'Next: {title}. It takes a few minutes.',
  ),
  goOn: words('続ける', 'Go on'),
  dismiss: words('この端末では表示しない', 'Do not show on this device'),
  tablets: words('タブレットを登録する', 'Enrol tablets'),
  tabletsText: words(
    '受付や現場のタブレットを、QR コードを一度読み取るだけで使えるようにします。',
    'One scan of a QR code makes a tablet the reception’s or the floor’s.',
  ),
  trust: words('タブレットにこのサーバーを信頼させる', 'Have tablets trust this server'),
  trustText: words(
    '証明書を入れる手順を、機種ごとに案内します。紙に印刷もできます。',
    'Walks through installing the certificate, device by device. It can be printed.',
  ),
  reference: words('リファレンスを取り込む', 'Import the reference'),
  referenceText: words(
    '公開している認証やセキュリティの主張を取り込むと、記録がどの主張を裏づけるかを示せます。サーバーで実行します。',
    'Imports your published claims, so that records show which of them they back. Run it on the server.',
  ),
  backup: words('バックアップを取る', 'Back up'),
  backupText: words(
    '記録、添付ファイル、署名鍵を一つのファイルにまとめます。サーバーで毎日の実行を予約してください。',
    'Puts records, attachments and the signing key into one file. Schedule it daily on the server.',
  ),
  tryDemo: words('デモを試す', 'Try the demo'),
  open: words('手順を開く', 'Open the steps'),
  finish: words('ボードを開く', 'Open the board'),
}

/** What is said at the door, before anyone is signed in. */
export const door = {
  left: words('サインアウトしました。', 'You have signed out.'),
  ended: words(
    'しばらく使われなかったか、別の場所で終了されたため、サインアウトしています。もう一度サインインすると、開いていたページに戻ります。',
    'Your session has ended, because it was not used for a while or was ended elsewhere. Sign in again to go on where you were.',
  ),
  capsLock: words('Caps Lock がオンになっています。', 'Caps Lock is on.'),
}
