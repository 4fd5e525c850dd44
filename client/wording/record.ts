/** What a record's page says beyond its facts: its chain, its proofs, its attachments. */
import { words } from '../../models/words.ts'

export const recordWording = {
  chain: words('つながり', 'Chain'),
  chainText: words(
    '入館から持込・持出、返却、廃棄、証明書まで、関係する記録を起きた順に示します。',
    'What belongs together, in the order it happened: visit, items in and out, return, disposal, certificate.',
  ),
  chainMore: words('ほかにもあります', 'There are more'),
  thisRecord: words('この記録', 'This record'),
  otherFacts: words('そのほか', 'Other'),
  copyNumber: words('番号をコピー', 'Copy number'),
  copyLink: words('リンクをコピー', 'Copy link'),
  copied: words('コピーしました', 'Copied'),
  attachments: words('添付', 'Attachments'),
  openViewer: words('{name} を大きく表示', 'Show {name} large'),
  viewer: words('添付の表示', 'Attachment'),
  nextFile: words('次', 'Next'),
  previousFile: words('前', 'Previous'),
  zoomIn: words('拡大', 'Zoom in'),
  zoomOut: words('縮小', 'Zoom out'),
  openFile: words('ファイルを開く', 'Open the file'),
  fileOf: words('{n} / {total}', '{n} of {total}'),
  verified: words('検証済', 'Verified'),
  verifiedHelp: words(
    'この端末で、記録が署名されたジャーナルに含まれることを確かめました。',
    'This device has checked that the entry is in the signed journal.',
  ),
  failed: words('検証失敗', 'Not verified'),
  failedHelp: words(
    '記録と証明が一致しません。監査人に知らせてください（{why}）。',
    'The entry and its proof do not agree. Tell an auditor ({why}).',
  ),
  checking: words('検証中', 'Checking'),
  unchecked: words('未検証', 'Not checked'),
  uncheckedHelp: words(
    'この端末では今は検証できません。証明をダウンロードして確かめられます。',
    'This device cannot check it now. Download the proof to check it elsewhere.',
  ),
  why: words('理由', 'Why'),
  downloadProof: words('証明', 'Proof'),
} as const
