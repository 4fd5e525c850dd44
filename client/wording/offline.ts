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
  renew: words('切り替える', 'Switch now'),
} as const
