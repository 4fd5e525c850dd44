/** What has to be said of work without a network before any page stands. */
import { words } from '../../models/words.ts'

export const offline = {
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
} as const
