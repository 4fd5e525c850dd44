/** What the search over all ledgers says. */
import { words } from '../../models/words.ts'

export const searchWording = {
  hint: words(
    '番号・製造番号・枚番・氏名・会社名・入館証番号。全角・半角、ひらがな・カタカナは問いません。',
    'A number, serial, label, name, company or badge, in any width and kana.',
  ),
  nothing: words('「{q}」は見つかりません', 'Nothing found for “{q}”'),
  nothingHelp: words(
    '番号の一部や、名前の読みでも探せます。閲覧できない台帳は対象になりません。',
    'Part of a number or a reading will do. Ledgers you may not read are not searched.',
  ),
  failed: words('検索できませんでした', 'The search did not work'),
  recent: words('最近開いた記録', 'Opened lately'),
  found: words('{count} 件見つかりました', '{count} found'),
  results: words('検索結果', 'Results'),
} as const
