/**
 * What is said when there is no network, when something waits for it, and when the app itself has
 * a newer version: apart, because every page may have to say it.
 */
import { words } from '../../models/words.ts'

export const offline = {
  renewal: words('新しい版があります', 'A newer version is ready'),
  renewalText: words(
    '入力中の内容を送信してから切り替えてください。',
    'Send what you are filling in first, then switch.',
  ),
  shownHere: words('端末の控えを表示しています（{at} 現在）', 'Kept on this device, as of {at}'),
  shownHereText: words(
    'サーバーに届かないため、最新ではないことがあります。',
    'The server cannot be reached; this may have changed since.',
  ),
  partial: words('控えは一部だけです。', 'Not everything is kept here.'),
  unnumbered: words('仮番号', 'No number yet'),
  full: words(
    '端末の空き容量が足りず、保存できませんでした。記録されていません。空きを作ってから、もう一度送信してください。',
    'This device is full: nothing was kept or recorded. Free some space, then send again.',
  ),
  outdated: words(
    'このページのアプリは古くなったため、保存できませんでした。記録されていません。ページを再読み込みしてから、もう一度送信してください。',
    'The app on this page is out of date: nothing was kept or recorded. Reload the page, then send again.',
  ),
  failed: words(
    '端末に保存できませんでした。記録されていません。もう一度送信してください。',
    'This device could not keep it: nothing was recorded. Please send again.',
  ),
  clockBehind: words(
    '端末の時計が {minutes} 分遅れています。設定で時刻を合わせてください。',
    'The clock of this device is {minutes} minutes slow. Please set it right.',
  ),
  clockAhead: words(
    '端末の時計が {minutes} 分進んでいます。設定で時刻を合わせてください。',
    'The clock of this device is {minutes} minutes fast. Please set it right.',
  ),
  renew: words('切り替える', 'Switch now'),
} as const
