/**
 * The closed list of everything that can go wrong in a way a caller should understand: a stable
 * code, an HTTP status, a sentence in each language. Callers act on the code, people read the
 * sentence, and nothing outside this list leaves the server.
 */
import { words } from './words.ts'
import type { Words } from './words.ts'

interface Declared {
  readonly status: number
  readonly says: Words
}

const declare = (status: number, ja: string, en: string): Declared => ({
  status,
  says: words(ja, en),
})

/** In the order of precedence within an act: when several apply, the first listed is answered. */
export const problems = {
  'malformed-body': declare(400, '本文を読み取れません。', 'The body could not be read.'),
  'unknown-query': declare(
    400,
    '検索条件「{name}」は使えません。',
    'The query parameter “{name}” cannot be used here.',
  ),
  'sign-in-needed': declare(401, 'サインインしてください。', 'Please sign in.'),
  'sign-in-refused': declare(
    401,
    '利用者名またはパスワードが違います。',
    'The user name or password is wrong.',
  ),
  'unknown-route': declare(404, 'このページはありません。', 'There is nothing at this address.'),
  'unknown-record': declare(
    404,
    '記録が見つかりません。存在しないか、閲覧できません。',
    'The record was not found; it may not exist or you may not see it.',
  ),
  'unknown-view': declare(404, '保存した表示が見つかりません。', 'There is no such view.'),
  'unknown-act': declare(404, '操作「{act}」はありません。', 'There is no act “{act}”.'),
  'not-allowed': declare(
    403,
    'この操作を行う役割を持っていません。',
    'None of your roles holds this act.',
  ),
  'origin-refused': declare(
    403,
    'ほかのサイトからの要求は受け付けません。',
    'Requests from other sites are refused.',
  ),
  'act-id-reused': declare(
    409,
    'この操作番号は別の内容で記録済みです。',
    'This act id is already journalled with another content.',
  ),
  'wrong-state': declare(
    409,
    '「{state}」の記録には「{act}」を行えません。',
    '“{act}” cannot be done to a record that is “{state}”.',
  ),
  'stale-revision': declare(
    409,
    'ほかの人が先に記録しました。変更点を確かめてください。',
    'Someone else acted first; look at what changed.',
  ),
  'invalid-fields': declare(422, '入力を確かめてください。', 'Please check what was entered.'),
  'because-needed': declare(422, '理由を書いてください。', 'Please say why.'),
  'time-ahead': declare(
    422,
    '発生日時が未来になっています。端末の時計を確かめてください。',
    'The stated time lies in the future; check the clock of the device.',
  ),
  'unknown-link': declare(
    422,
    '「{field}」が指す記録が見つかりません。',
    'The record that “{field}” points at was not found.',
  ),
  'unknown-file': declare(
    422,
    '添付ファイルがまだ届いていません。',
    'An attached file has not been uploaded.',
  ),
  'report-about-other': declare(
    409,
    'この報告書は {serials} のもので、{serial} のものではありません。',
    'This report is about {serials}, not about {serial}.',
  ),
  held: declare(409, '{what}は {number} で使用中です。', '{what} is already taken by {number}.'),
  'link-state': declare(
    409,
    '{number} は「{state}」のため、この操作に含められません。',
    '{number} is “{state}”, so it cannot be part of this act.',
  ),
  'same-person': declare(
    409,
    '「{one}」と「{other}」は別の人でなければなりません。',
    '“{one}” and “{other}” must be different people.',
  ),
  'too-many-views': declare(
    409,
    '保存できる表示は一人 {max} 件までです。',
    'One person keeps at most {max} views.',
  ),
  'rule-refused': declare(409, '{says}', '{says}'),
  'leaf-too-large': declare(
    413,
    '記録が大きすぎます（{bytes} / {max} バイト）。',
    'The entry is too large ({bytes} of {max} bytes).',
  ),
  'body-too-large': declare(413, '送信内容が大きすぎます。', 'The request is too large.'),
  'file-too-large': declare(
    413,
    'ファイルが大きすぎます（上限 {max} バイト）。',
    'The file is too large (at most {max} bytes).',
  ),
  'too-many-files': declare(
    413,
    '一度に送れるファイルは {max} 件までです。',
    'At most {max} files can be sent at once.',
  ),
  'file-type-refused': declare(
    415,
    'この種類のファイルは受け付けません（写真または PDF）。',
    'Files of this kind are not accepted (a photo or a PDF).',
  ),
  'report-unreadable': declare(
    422,
    'ツールの報告書として読み取れません（nwipe のログ・PDF、Blancco の XML）。',
    'This cannot be read as the report of a tool (nwipe log or PDF, Blancco XML).',
  ),
  'report-contradicts': declare(
    422,
    '報告書の内容が食い違っています（{serial}）。元の出力を確かめてください。',
    'The report contradicts itself ({serial}). Please check the original output.',
  ),
  'report-unread': declare(
    422,
    'ツールの報告書かどうかを確かめられませんでした（読み取りに時間またはメモリーがかかりすぎます）。元の出力を添付してください。',
    'Whether this is the report of a tool could not be told: reading it takes too long or too much memory. Please attach the original output.',
  ),
  'no-paper': declare(
    409,
    '「{state}」の記録には、この書面はまだありません。',
    'A record that is “{state}” has no such paper yet.',
  ),
  'too-many-rows': declare(
    422,
    '一度に印字できるのは {max} 件までです。条件で絞り込んでください。',
    'At most {max} records can be printed at once. Please narrow the list.',
  ),
  'workbook-too-large': declare(
    422,
    'XLSX のファイルに収まりません。条件で絞り込むか、CSV で書き出してください。',
    'It does not fit into an XLSX file. Please narrow the list, or export it as CSV.',
  ),
  'too-many-columns': declare(
    422,
    '用紙に収まるのは {max} 列までです。列を減らしてください。',
    'At most {max} columns fit on the paper. Please choose fewer.',
  ),
  'unknown-export': declare(
    404,
    '書き出しが見つかりません。保存期間が過ぎたか、ほかの人が作成したものです。',
    'There is no such export: it was kept long enough, or somebody else made it.',
  ),
  'export-unfinished': declare(
    409,
    '書き出しはまだ完了していません。',
    'The export is not finished.',
  ),
  'export-interrupted': declare(
    409,
    'サーバーが停止したため、書き出しを中断しました。もう一度お試しください。',
    'The server stopped before the export was finished. Please start it again.',
  ),
  'too-many-exports': declare(
    429,
    '書き出しが混み合っています。ほかの書き出しが終わってからお試しください。',
    'Too many exports are under way; please wait until others have finished.',
  ),
  'nothing-to-print': declare(
    404,
    '条件に合う記録に、印字できる書面がありません。',
    'No record that matches has a paper to print.',
  ),
  'pack-unfinished': declare(
    409,
    'パックのファイルはまだできていません。',
    'The file of this pack has not been made yet.',
  ),
  'pack-unsettled': declare(
    503,
    '作成している間に記録が変わり続けました。しばらくしてから、もう一度作成してください。',
    'The records kept changing while the pack was made. Make it again in a while.',
  ),
  'pack-gone': declare(
    410,
    'このパックのファイルは破棄されました。',
    'The file of this pack was discarded.',
  ),
  'link-refused': declare(
    403,
    'このリンクまたはコードは使えません。期限切れか、使用済みか、取り消されています。発行者にお問い合わせください。',
    'This link or code cannot be used: it is over, was used, or was revoked. Please ask the issuer.',
  ),
  'glyph-missing': declare(
    422,
    '印字できない文字があります：{characters}。訂正してから発行してください。',
    'There are characters no paper can show: {characters}. Correct them first.',
  ),
  'sheet-refused': declare(
    415,
    '表として読み取れません。CSV（UTF-8 または Shift_JIS）か XLSX にしてください。',
    'It cannot be read as a table. Please send a CSV file (UTF-8 or Shift_JIS) or an XLSX file.',
  ),
  'sheet-too-large': declare(
    413,
    '表が大きすぎます（{max} 行、{columns} 列まで）。分けて転記してください。',
    'The table is too large (at most {max} rows and {columns} columns). Please divide it.',
  ),
  'sheet-without-headings': declare(
    422,
    'この台帳の項目名が見つかりません。一行目に見出しのある表にしてください。',
    'No heading of this ledger was found. The table needs a row of headings.',
  ),
  'sheet-has-problems': declare(
    409,
    '{count} 行に問題があります。直すか、問題のない行だけを転記してください。',
    '{count} rows have problems. Mend them, or transcribe only the rows without.',
  ),
  'media-type-refused': declare(415, 'JSON で送ってください。', 'Please send JSON.'),
  'too-many-requests': declare(
    429,
    '試行が多すぎます。しばらくお待ちください。',
    'Too many attempts; please wait a while.',
  ),
  'too-many-guesses': declare(
    429,
    '番号またはお名前の間違いが続いたため、しばらく確認できません。係の者にお声がけください。',
    'Too many wrong codes or names; nothing can be looked up for a while. Please ask our staff.',
  ),
  'set-up-done': declare(409, '初期設定は済んでいます。', 'The first set-up has been done.'),
  'enrolment-refused': declare(
    403,
    'この登録コードは使えません。期限切れか使用済みです。管理者に新しいコードを発行してもらってください。',
    'This code cannot be used: it is over or was used. Ask the administrator for a new one.',
  ),
  'set-up-link-refused': declare(403, '設定リンクが無効です。', 'The set-up link is not valid.'),
  'demo-refused': declare(
    409,
    'このサーバーではデモを読み込めません。',
    'This server cannot load a demo.',
  ),
  'demo-late': declare(
    409,
    'この台帳にはすでに記録があるため、デモは読み込めません。',
    'There are records in this house already, so no demo takes its place.',
  ),
  'demo-there': declare(409, 'デモはすでにあります。', 'There is a demo already.'),
  'demo-gone': declare(409, 'デモは読み込まれていません。', 'No demo is loaded.'),
  busy: declare(
    503,
    '混み合っています。自動で送り直します。',
    'The journal is busy; the act will be sent again.',
  ),
  stopping: declare(503, '停止中です。', 'The server is stopping.'),
  unexpected: declare(
    500,
    '予期しない問題が起きました。番号 {reference} をお知らせください。',
    'Something unexpected happened. Please report the reference {reference}.',
  ),
} as const satisfies Record<string, Declared>
