/** What is said above every page: a newer version, a copy on this device, a wrong clock. */
import { words } from '../../models/words.ts'

export const banners = {
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
