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

  // A long batch.
  bare: words('うち写真なし {count} 件', '{count} of them without a photo'),
  toShared: words('共通の内容へ', 'Go to what is true of all'),

  // A printed list.
  narrowed: words('絞り込み：', 'Narrowed to: '),

  // A scan while a form is being filled in.
  putInto: words('読み取った番号を「{label}」に入れました', 'The scan went into “{label}”'),
  entering: words('入力の途中です', 'You are filling in a form'),
  leaveText: words(
    '「{text}」を開くとこのページを離れます。入力した内容は下書きとしてこの端末に残ります。',
    'Opening “{text}” leaves this page. What you entered is kept on this device as a draft.',
  ),
  stay: words('入力を続ける', 'Go on filling in'),
  leave: words('下書きに残して開く', 'Keep a draft and open it'),
  drafted: words('入力途中の下書きがあります。', 'There is a draft of what you entered before.'),
  restore: words('続きから入力する', 'Take it up again'),
  discard: words('下書きを破棄する', 'Discard the draft'),
  signOutDrafts: words(
    '書きかけの入力が {count} 件あり、サインアウトすると消えます。',
    '{count} half-filled forms are kept here, and go when you sign out.',
  ),
} as const
