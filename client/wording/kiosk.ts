/**
 * What the reception tablet says to visitors, in both languages. It is kept apart from what the
 * house says to its own people, because it is read by strangers and loaded on its own.
 */
import { words } from '../../models/words.ts'

export const greeting = {
  welcome: words('ようこそ', 'Welcome'),
  text: words(
    'ご案内した6桁の番号を入力するか、QRコードをかざしてください。',
    'Please enter your six-digit code, or hold its QR code up to the camera.',
  ),
  code: words('受付番号（6桁）', 'Reception code (six digits)'),
  find: words('進む', 'Continue'),
  erase: words('1文字消す', 'Delete'),
  clear: words('すべて消す', 'Clear'),
  digit: words('{digit}', '{digit}'),
  scan: words('QRコードを読み取る', 'Scan the QR code'),
  walkIn: words('番号をお持ちでない方', 'I have no code'),
  unknown: words(
    'この番号の予定が見つかりません。番号をお確かめのうえ、係の者にお声がけください。',
    'No visit has this code. Please check it, or ask our staff.',
  ),
  unheard: words(
    '通信できないため、番号を確かめられません。',
    'Your number cannot be looked up: there is no connection.',
  ),
  goOnUnheard: words('番号を控えて受付を続ける', 'Go on; the number is kept'),
  tryAgain: words('もう一度試す', 'Try again'),
  notCode: words('このQRコードは受付用ではありません。', 'This is not a reception code.'),
  back: words('戻る', 'Back'),
  next: words('次へ', 'Next'),
  progress: words('{of}つのうち{at}つ目', 'Step {at} of {of}'),
  idleTitle: words('続けますか？', 'Are you still there?'),
  idle: words('{seconds} 秒で最初の画面に戻ります', 'Starting over in {seconds} seconds'),
  goOn: words('続ける', 'Continue'),
  forStaff: words('係員の確認 {count} 件', 'For staff: {count}'),
  startOver: words('最初に戻る', 'Start over'),

  nameTitle: words('お名前をお書きください', 'What is your name?'),
  name: words('お名前', 'Name'),
  reading: words('フリガナ', 'Reading in kana (if you have one)'),
  readingHelp: words(
    'ひらがな・半角カナで入力しても、全角カタカナで記録します。',
    'Hiragana and half-width kana are kept as full-width katakana.',
  ),
  nameNeeded: words('お名前を入力してください。', 'Please enter your name.'),
  party: words(
    'この番号では {total} 名様をお待ちしています。{signed} 名様の署名が済みました。',
    '{total} visitors are expected with this code; {signed} of them have signed.',
  ),
  nobody: words(
    'この番号の予定に、このお名前は見つかりません。書き方をお確かめください。',
    'This name is not on the visit with this code. Please check how it is written.',
  ),
  join: words('同行者として受付する', 'I come along with them'),
  signAnew: words(
    '誓約書が改訂されました。お手数ですが、もう一度お読みのうえ署名してください。',
    'The pledge has been revised since you signed. Please read it and sign once more.',
  ),
  signedAlready: words(
    '署名はすでにいただいています。立会者がまいりますのでお待ちください。',
    'You have signed already. Please wait; your escort will come.',
  ),

  firmTitle: words('会社名をお書きください', 'Which company are you from?'),
  firmHelp: words(
    '全角・半角、㈱・株式会社のどちらでも構いません。',
    'Please write it as your company does.',
  ),
  stayTitle: words('ご用件をお選びください', 'What brings you here?'),
  declareTitle: words('{label}はありますか？', '{label}: do you have any?'),
  declareHelp: words('ご自身でお持ちのものを申告してください。', 'Please declare what you carry.'),
  nothing: words('ありません', 'Nothing'),
  something: words('あります', 'I have something to declare'),
  another: words('もう1件追加する', 'Add another'),
  remove: words('{n} 件目を取り消す', 'Remove no. {n}'),
  entry: words('{n} 件目', 'No. {n}'),
  less: words('{label}を減らす', 'Less: {label}'),
  more: words('{label}を増やす', 'More: {label}'),

  readTitle: words('誓約書をお読みください', 'Please read the pledge'),
  readOn: words('続きがあります', 'There is more below'),
  read: words('読みました', 'I have read it'),
  signTitle: words('署名をお願いします', 'Please sign'),
  agree: words(
    '誓約書の内容を読み、守ることを誓約します。',
    'I have read the pledge and promise to keep it.',
  ),
  signHelp: words(
    '指またはペンで枠の中に署名してください。画面に署名できない方は、係の者にお声がけください。紙で署名いただけます。',
    'Sign inside the frame with a finger or a pen. If you cannot sign on the screen, please ask our staff: you may sign on paper.',
  ),
  sign: words('署名して提出する', 'Sign and submit'),
  padFull: words(
    '枠がいっぱいです。このまま提出するか、書き直してください。',
    'The sheet takes no more ink. Hand it in as it is, or sign again.',
  ),
  undo: words('1画戻す', 'Undo stroke'),
  decline: words('署名しない', 'I do not sign'),
  declineAsk: words(
    '署名しないと入館できません。よろしいですか？',
    'Without it you cannot come in. Are you sure?',
  ),
  declineYes: words('署名しない', 'I do not sign'),
  pledgeVersion: words('第 {version} 版', 'Version {version}'),
  noPledge: words(
    '現在、誓約書を表示できません。係の者にお声がけください。',
    'The pledge cannot be shown now. Please ask our staff.',
  ),
  pledgeText: words('誓約書', 'The pledge'),

  done: words('ありがとうございました', 'Thank you'),
  doneText: words(
    '署名を受け付けました。立会者がまいりますのでお待ちください。',
    'Your signature has been received. Please wait; your escort will come.',
  ),
  keptText: words(
    '署名はこの端末に保存しました。立会者がまいりますのでお待ちください。',
    'Your signature is kept on this tablet. Please wait; your escort will come.',
  ),
  declined: words('承りました', 'Understood'),
  declinedText: words(
    '署名されませんでした。係の者にお声がけください。',
    'You have not signed. Please speak to our staff.',
  ),
  partyDone: words(
    '{total} 名様のうち {signed} 名様の署名が済みました。',
    '{signed} of {total} have signed.',
  ),
  nextPerson: words('次の方の受付へ', 'Next person of this group'),
  finish: words('終わる', 'Finish'),

  invitation: words('来訪のご案内', 'Invitation'),
  invitationHelp: words(
    '来訪者にお送りください。受付端末にQRコードをかざすか、番号を入力します。',
    'Send this to the visitor, who enters the code at the reception or holds up the QR code.',
  ),
  invitationQr: words('受付番号 {code} のQRコード', 'QR code of the reception code {code}'),
  copy: words('文面をコピー', 'Copy the text'),
  copied: words('コピーしました', 'Copied'),
  mail: words('メールを作成', 'Write an e-mail'),
  print: words('印刷', 'Print'),
} as const
