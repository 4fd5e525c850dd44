/** What the pages of labels and of printing say. */
import { words } from '../../models/words.ts'

export const labelling = {
  title: words('ラベルの印刷', 'Print labels'),
  print: words('印刷する', 'Print'),
  printLabel: words('ラベルを印刷', 'Print label'),
  printLabels: words('ラベルを印刷（{count} 件）', 'Print labels ({count})'),
  paper: words('用紙', 'Paper'),
  start: words('貼り始める位置', 'First position'),
  startAt: words('{row} 段目・左から {column} 枚目', 'Row {row}, column {column}'),
  startHere: words('{n} 番の位置から印刷する', 'Start printing at position {n}'),
  startHelp: words(
    '使いかけのシートは、残っている最初の位置を選んでください。下の見本を押しても選べます。',
    'For a sheet that was begun, choose the first label left, here or on the preview below.',
  ),
  copies: words('同じラベルの枚数', 'Copies of each'),
  shiftRight: words('右へのずれ補正（mm）', 'Shift right (mm)'),
  shiftDown: words('下へのずれ補正（mm）', 'Shift down (mm)'),
  shiftHelp: words(
    '普通紙に試し刷りして重ね、ずれがあれば補正します。',
    'Print on plain paper first, hold it against the sheet and correct what is off.',
  ),
  printHelp: words(
    '印刷画面では倍率を「100%」、余白を「なし」にしてください。',
    'In the print dialogue choose scale 100% and no margins.',
  ),
  preview: words('原寸の見本', 'Preview at true size'),
  sheets: words('{labels} 枚・{pages} ページ', 'Labels: {labels} · pages: {pages}'),
  leadsTo: words('QRコードのアドレス: {address}', 'The codes lead to {address}'),
  alone: words(
    'このラベルはタブレットのカメラでは開けません',
    'A tablet’s camera cannot open these labels',
  ),
  aloneText: words(
    '{address} はサーバー自身でしか開けません。タブレットのアドレスでこの画面を開くか、サーバーに PUBLIC_URL を設定してから印刷してください。',
    'Only the server itself finds {address}. Open this page at the tablets’ address, or set PUBLIC_URL on the server, before you print.',
  ),
  opens: words('{number} を開くQRコード', 'QR code that opens {number}'),
  none: words('印刷するラベルがありません', 'There are no labels to print'),
  noneText: words(
    '一覧で記録を選ぶか、記録の画面から「ラベルを印刷」を押してください。',
    'Select records in a list, or choose “Print label” on a record’s page.',
  ),
  missing: words(
    '選んだうち {count} 件は見つからないか、閲覧できません。',
    '{count} of those chosen were not found or may not be read.',
  ),
  tooMany: words(
    '一度に印刷できるのは {max} 件までです。最初の {max} 件だけを表示しています。',
    'At most {max} can be printed at once; only the first {max} are shown.',
  ),
  printPage: words('このページを印刷', 'Print this page'),
  printedAt: words('印刷 {at}', 'Printed {at}'),
  printedBy: words('印刷者 {name}', 'by {name}'),
} as const
