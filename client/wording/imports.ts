/** What is said while a ledger of the paper era is transcribed. */
import { words } from '../../models/words.ts'

export const importing = {
  open: words('紙の台帳を転記する', 'Transcribe a paper ledger'),
  title: words('{ledger}：紙の台帳からの転記', '{ledger}: transcribe from paper'),
  intro: words(
    'これまでの台帳を表（CSV または XLSX）で読み込みます。確かめて決めるまで、何も記録されません。転記した記録には、元のファイルと行が「事後入力」として残ります。',
    'Read the ledger you kept so far from a table (CSV or XLSX). Nothing is recorded until you look at it and say so. Each record then names the file and the line it came from, as entered later.',
  ),
  template: words('ひな形（CSV）', 'Template (CSV)'),
  choose: words('表を選ぶ', 'Choose a table'),
  reading: words('読んでいます', 'Being read'),
  columns: words('見出し', 'Headings'),
  known: words('「{label}」として転記', 'transcribed as “{label}”'),
  unknown: words('転記しない', 'left out'),
  counts: words(
    '{total} 行のうち {good} 行を転記できます。',
    '{good} of {total} rows can be transcribed.',
  ),
  done: words('{done} 行は転記済みです。', '{done} rows were transcribed before.'),
  problems: words('直すところ', 'What to mend'),
  more: words('ほか {count} 件', 'and {count} more'),
  line: words('行', 'Line'),
  column: words('見出し', 'Heading'),
  what: words('理由', 'Why'),
  confirm: words('{count} 行を転記する', 'Transcribe {count} rows'),
  confirmGood: words(
    '問題のない {count} 行だけを転記する',
    'Transcribe only the {count} rows without problems',
  ),
  nothing: words('転記できる行がありません。', 'There is no row that can be transcribed.'),
  running: words('転記しています（{done} / {total}）', 'Transcribing ({done} of {total})'),
  ended: words('{done} 行を転記しました。', '{done} rows were transcribed.'),
  broke: words(
    '途中で止まりました。{done} / {total} 行まで済んでいます。続きから転記できます。',
    'It broke off after {done} of {total} rows, and can go on from there.',
  ),
  goOn: words('続きを転記する', 'Go on'),
  toList: words('台帳を見る', 'See the ledger'),
  another: words('別の表を選ぶ', 'Choose another table'),
} as const
