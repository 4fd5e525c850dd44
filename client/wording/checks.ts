/** What checklists say, and forms that are filled in as last time. */
import { words } from '../../models/words.ts'

export const checks = {
  allFine: words('すべて問題なし', 'Everything is in order'),
  asOwn: words(
    '前回と同じ内容を入れる：{title}（{number}）',
    'Fill in as last time: {title} ({number})',
  ),
  asTheirs: words(
    'このお客様の前回と同じ内容を入れる：{title}（{number}）',
    'Fill in as this customer’s last: {title} ({number})',
  ),
  filledAs: words(
    '{number} と同じ内容を入れました。日時・番号・署名は入れていません。内容を確かめてください。',
    'Filled in as {number}, without times, serials or signatures. Please check it.',
  ),
  restFine: words('残りはすべて問題なし', 'The rest is in order'),
} as const
