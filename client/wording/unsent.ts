/**
 * What the page of unsent acts says of them and of the device they are on: apart from what every
 * page may have to say, so that no first page waits for it.
 */
import { words } from '../../models/words.ts'

export const unsent = {
  behind: words('前の操作を待っています', 'Waits for an earlier act'),
  records: words('{count} 件', '{count} records'),
  doubt: words('このままでは受け付けられない見込みです：', 'It may be refused as it is:'),
  unknownFields: words(
    '今の版にない項目（入力されたまま残しています）：',
    'Fields this version does not have, kept as they were entered:',
  ),
  withdrawAsk: words('この操作を取り下げますか？', 'Withdraw this act?'),
  withdrawText: words(
    '取り下げた操作は台帳に記録されず、元に戻せません。',
    'A withdrawn act is not recorded, and this cannot be undone.',
  ),
  withdrawBehind: words(
    'この操作で作った記録への操作 {count} 件も取り下げます。',
    '{count} acts on what it makes are withdrawn with it.',
  ),
  emptyText: words(
    'このまま作業を続けてください。通信が切れても操作はここに残り、つながると送ります。',
    'Go on working. What you do without a network is kept here, and sent when there is one.',
  ),
  withdrawnToday: words('最近取り下げた操作（24時間）', 'Withdrawn in the last 24 hours'),
  device: words('この端末', 'This device'),
  deviceName: words('端末の名前', 'Name of this device'),
  deviceHelp: words(
    '履歴と端末の一覧に表示されます。例：受付タブレット 1',
    'Shown in histories and in the list of devices, e.g. Reception tablet 1.',
  ),
  rename: words('変更する', 'Rename'),
  renamed: words('端末の名前を変えました', 'The device has been renamed'),
  carried: words('端末の控え', 'Carried on this device'),
  carriedNothing: words('なし', 'Nothing'),
  carriedText: words(
    '通信がないときに使う控えです。その日の終わりとサインアウトのときに消去します。',
    'Used when there is no network; erased at the end of the day and on signing out.',
  ),
  storage: words('保存領域', 'Storage'),
  storageStays: words('ブラウザーが消去しません', 'The browser will not clear it'),
  storageMay: words(
    '空きが少なくなると消去されることがあります。ホーム画面に追加してください。',
    'The browser may clear it when space is short; add the app to the home screen.',
  ),
  version: words('アプリの版', 'Version of the app'),
} as const
