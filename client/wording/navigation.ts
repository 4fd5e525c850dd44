/** What the way around the house calls the places that have come to it, in the first load. */
import { words } from '../../models/words.ts'

export const navigation = {
  desk: words('要対応', 'Needs me'),
  demo: words('デモを試す', 'Try the demo'),
  tablets: words('タブレット', 'Tablets'),
  asDevice: words('端末として登録', 'Enrol as a device'),
  waiting: words('{count} 件', '{count} waiting'),
} as const
