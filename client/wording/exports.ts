/** What the sheet for taking a list away says. */
import { words } from '../../models/words.ts'

export const exportWords = {
  exports: words('書き出し', 'Export'),
  title: words('一覧を書き出す', 'Export this list'),
  close: words('閉じる', 'Close'),
  rows: words('現在の条件に合う {count} 件', '{count} records match'),
  rowsAtLeast: words('現在の条件に合う {count} 件以上', 'More than {count} records match'),
  format: words('形式', 'Format'),
  xlsx: words('Excel（.xlsx）', 'Excel (.xlsx)'),
  xlsxHelp: words('日付と数値をそのまま集計できます。', 'Dates and numbers can be reckoned with.'),
  csv: words('CSV（.csv）', 'CSV (.csv)'),
  csvHelp: words('ほかのシステムへの取り込み向けです。', 'For reading into other systems.'),
  pdf: words('PDF（A4横）', 'PDF (A4 landscape)'),
  pdfHelp: words(
    '紙の台帳の列で印刷・保管できます。承認者などは氏名と日時で示します。',
    'The columns of the paper ledger, for printing and filing; names and times stand for seals.',
  ),
  shown: words('表示中の列だけにする（{count} 列）', 'Only the columns shown ({count})'),
  tooWide: words(
    'PDF に収まるのは {max} 列までです。表示する列を減らしてください。',
    'At most {max} columns fit a PDF. Please show fewer.',
  ),
  tooLong: words(
    'PDF にできるのは {max} 件までです。条件で絞り込んでください。',
    'A PDF holds at most {max} records. Please narrow the list.',
  ),
  begin: words('書き出す', 'Export now'),
  longHelp: words(
    '件数が多いため、裏で作成します。この画面を閉じても続きます。',
    'The list is long, so the file is made in the background. You may close this.',
  ),
  mine: words('自分の書き出し', 'Your exports'),
  waiting: words('順番待ち', 'Waiting'),
  running: words('作成中', 'Being made'),
  done: words('完了', 'Ready'),
  failed: words('失敗', 'Failed'),
  cancelled: words('中止', 'Cancelled'),
  progress: words('{rows} / {of} 件', '{rows} of {of} records'),
  cancel: words('中止', 'Cancel'),
  cancelOne: words('{name} の書き出しを中止', 'Cancel the export of {name}'),
  fetch: words('ダウンロード', 'Download'),
  fetchOne: words('{name} をダウンロード', 'Download {name}'),
  kept: words('{rows} 件・{time} まで保存', '{rows} records, kept until {time}'),
} as const
