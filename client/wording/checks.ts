/** What checklists say, and forms that are filled in as last time. */
import { words } from '../../models/words.ts'

export const checks = {
  allFine: words('すべて問題なし', 'Everything is in order'),
  restFine: words('残りはすべて問題なし', 'The rest is in order'),
} as const
