/**
 * The kinds of document by which a visitor shows who they are. Known visitors and visits share
 * the list; only the kind is ever recorded, because a number would be one more secret to keep.
 */
import { words } from '../words.ts'

export const identityChoices = {
  employee: words('社員証・名刺', 'Company card'),
  licence: words('運転免許証', 'Driving licence'),
  mynumber: words('マイナンバーカード（表面）', 'My Number card (front)'),
  passport: words('パスポート', 'Passport'),
  residence: words('在留カード', 'Residence card'),
  acquainted: words('面識あり', 'Known in person'),
  other: words('その他', 'Other'),
}
