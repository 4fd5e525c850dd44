/** What a form says of the report of a tool: how it is chosen, and what it said. */
import { words } from '../../models/words.ts'

export const reports = {
  choose: words('報告書を選んで読み取る', 'Read a report'),
  again: words('別の報告書を選ぶ', 'Choose another report'),
  reading: words('報告書を読み取っています…', 'Reading the report…'),
  read: words(
    '報告書を読み取り、フォームに入れました。内容を確かめてください。',
    'The report was read and filled in. Please check what it says.',
  ),
  readMany: words(
    '報告書を読み取りました（{disks} 台）。対象 {rows} 件に入れました。',
    'The report was read ({disks} disks) and filled in for {rows} records.',
  ),
  without: words('報告書にない媒体：{titles}', 'Not in the report: {titles}'),
  document: words(
    '報告書として読み取れないため、書類として添付しました。欄は手で入力してください。',
    'It could not be read as a report and is attached as a document. Please fill in the form by hand.',
  ),
  later: words(
    'この端末に保存しました。接続したときに送ります。欄は手で入力してください。',
    'Kept on this device and sent once there is a network. Please fill in the form by hand.',
  ),
  whole: words('報告書の内容', 'What the report says'),
  inReport: words('報告書の製造番号', 'Serial no. in the report'),
  unnamed: words('製造番号なし', 'No serial number'),
} as const
