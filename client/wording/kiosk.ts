/**
 * What the reception tablet says to visitors, in both languages. It is kept apart from what the
 * house says to its own people, because it is read by strangers and loaded on its own.
 */
import { words } from '../../models/words.ts'

export const greeting = {
  welcome: words('ようこそ', 'Welcome'),
  text: words(
    '入館の前に、誓約書をお読みいただき署名をお願いします。',
    'Before you come in, please read and sign the entry pledge.',
  ),
  code: words('ご案内した6桁の番号', 'The six-digit code you were given'),
  find: words('進む', 'Continue'),
  walkIn: words('番号をお持ちでない方', 'I have no code'),
  unknown: words(
    'この番号の予定が見つかりません。受付にお声がけください。',
    'No visit has this code. Please ask at the reception.',
  ),
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
    '署名されませんでした。受付にお声がけください。',
    'You have not signed. Please speak to the reception.',
  ),
  agree: words('上の内容を読み、守ることを誓約します', 'I have read this and pledge to keep it'),
  sign: words('署名して提出する', 'Sign and submit'),
  decline: words('署名しない', 'I do not sign'),
  declineAsk: words(
    '署名しないと入館できません。よろしいですか？',
    'Without it you cannot come in. Are you sure?',
  ),
  declineYes: words('署名しない', 'I do not sign'),
  pledgeVersion: words('第 {version} 版', 'Version {version}'),
  noPledge: words(
    '現在、誓約書を表示できません。受付にお声がけください。',
    'The pledge cannot be shown now. Please ask at the reception.',
  ),
  idle: words('{seconds} 秒で最初の画面に戻ります', 'Starting over in {seconds} seconds'),
  startOver: words('最初に戻る', 'Start over'),
  walkInTitle: words('ご来館の内容', 'Your visit'),
} as const
