/** What is said when a device cannot keep what is recorded on it; loaded when it is. */
import { words } from '../../models/words.ts'

export const trouble = {
  outdated: words('このページのアプリは古くなりました', 'The app on this page is out of date'),
  outdatedText: words(
    '再読み込みするまで、ここでは記録を保存も送信もできません。保存済みの記録は残っています。',
    'Nothing can be kept or sent here until the page is reloaded. What was kept is still there.',
  ),
  reload: words('再読み込みする', 'Reload'),
  failing: words('端末の保存領域を使えません', 'This device’s storage cannot be used'),
  failingText: words(
    '未送信の記録を読み書きできません。くり返し試みています。続くときは端末を再起動してください。',
    'Acts not yet sent cannot be read or written. It is tried again; if this stays, restart the device.',
  ),
  nothingKept: words(
    'このブラウザーは端末に保存しません',
    'This browser keeps nothing on the device',
  ),
  nothingKeptText: words(
    '未送信の記録は、ページを閉じると失われます。プライベートウィンドウ以外で開いてください。',
    'Acts not yet sent are lost when the page is closed. Open the app outside a private window.',
  ),
  notWithdrawn: words(
    '端末の保存領域を使えないため、取り下げられませんでした。もう一度お試しください。',
    'It was not withdrawn, because this device’s storage cannot be used. Please try again.',
  ),
  signOutUnknown: words(
    '未送信の記録があるか確かめられません。あれば端末に残ります。サインアウトしますか？',
    'Whether acts are unsent cannot be told; if so, they stay on this device. Sign out?',
  ),
} as const
