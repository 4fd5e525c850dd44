/** What scanning says: the camera, what it read, and what to do when there is no camera. */
import { words } from '../../models/words.ts'

export const scanning = {
  scan: words('読み取る', 'Scan'),
  scanFor: words('{label}を読み取る', 'Scan: {label}'),
  title: words('コードの読み取り', 'Scan a code'),
  aim: words(
    'QRコード・バーコードを枠に入れてください。',
    'Hold the QR code or barcode inside the frame.',
  ),
  starting: words('カメラを準備しています…', 'Starting the camera…'),
  light: words('ライト', 'Light'),
  read: words('読み取りました：{text}', 'Read: {text}'),
  readMany: words('{count} 件読み取りました', '{count} read'),
  done: words('終わる', 'Done'),
  close: words('閉じる', 'Close'),
  typed: words('コードを入力', 'Or type the code'),
  typedHelp: words('USBスキャナーで読み取ることもできます。', 'A USB scanner works here as well.'),
  use: words('確定', 'Enter'),
  insecure: words(
    'カメラはHTTPSで開いたときだけ使えます。この端末の設定をISO事務局に依頼してください。',
    'The camera works only when the page is opened over HTTPS. Ask the ISO office to set up this device.',
  ),
  none: words('この端末にはカメラがありません。', 'This device has no camera.'),
  denied: words(
    'カメラの使用が許可されていません。ブラウザーの設定で、このサイトにカメラを許可してください。',
    'The camera is not allowed. Allow it for this site in the browser’s settings.',
  ),
  busy: words(
    'カメラを開けません。ほかのアプリを閉じて、もう一度お試しください。',
    'The camera cannot be opened. Close other apps and try again.',
  ),
  engine: words(
    '読み取り機能を読み込めませんでした。ネットワークを確認してもう一度お試しください。',
    'The reader could not be loaded. Check the network and try again.',
  ),
  again: words('もう一度試す', 'Try again'),
  nothingFound: words('{text} に当たる記録はありません', 'No record for {text}'),
  nothingFoundText: words(
    '番号・製造番号が正しいか確かめてください。',
    'Check that the number or serial is right.',
  ),
  several: words('どの記録ですか？', 'Which record?'),
  severalText: words('{text} に当たる記録が {count} 件あります。', '{count} records match {text}.'),
  unreachable: words(
    'いまは照会できません。通信が戻ってからお試しください。',
    'It cannot be looked up now. Try again when the network is back.',
  ),
} as const
