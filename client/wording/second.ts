/** What is said to the one who acted second on a record. */
import { words } from '../../models/words.ts'

export const second = {
  sendAgain: words('もう一度送る', 'Send again'),
  field: words('項目', 'Field'),
  theirs: words('現在の記録', 'Recorded now'),
  mine: words('あなたの入力', 'What you entered'),
  unseen: words(
    'サーバーに届かないため、内容は表示できません。',
    'The server cannot be reached, so what was recorded cannot be shown.',
  ),
} as const
