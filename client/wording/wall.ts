/** What the wall and the roll call say, in both languages; a wall says little, and large. */
import { words } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'

export const wall = {
  title: words('壁面表示', 'Live wall'),
  rollCall: words('点呼', 'Roll call'),
  toBoard: words('ボードへ戻る', 'Back to the board'),
  fullScreen: words('全画面表示', 'Full screen'),
  leaveFullScreen: words('全画面表示を終える', 'Leave full screen'),
  live: words('最新', 'Live'),
  staleSince: words('{at} から更新が止まっています', 'Not updated since {at}'),
  overdue: words('期限超過', 'Overdue'),
  nothingLate: words('期限超過はありません', 'Nothing is overdue'),
  longest: words('最長 {span}', 'longest {span}'),
  nobody: words('該当なし', 'None'),
  nowhere: words('エリア指定なし', 'No area given'),
  more: words('ほか {count} 件', 'and {count} more'),
  since: words('{at} から {span}', 'since {at}, {span}'),
  due: words('{at} まで', 'due {at}'),
  late: words('{span} 超過', '{span} overdue'),
  lastActs: words('最近の操作', 'Latest acts'),
  byNobody: words('システム', 'System'),
  day: words('日', 'Day'),
  hour: words('時', 'Hour'),
  today: words('本日', 'Today'),
  count: words('件数', 'Count'),
  total: words('計 {count} 件', '{count} in all'),
  adds: words('受入 {total} ＝ 内訳の合計', 'Taken in {total} = sum of states'),
  broken: words(
    '受入 {total} と内訳の合計 {sum} が合いません',
    'Taken in {total}, states sum {sum}',
  ),
  standing: words('現在の状況', 'How things stand'),
} as const

export const calling = {
  text: words(
    '在館者を一人ずつ確かめます。印はこの端末に保存され、通信が切れても続けられます。',
    'Check everybody who is inside. Ticks are kept on this device and work without a network.',
  ),
  start: words('点呼を始める', 'Start the roll call'),
  finish: words('点呼を終える', 'Finish'),
  resume: words('点呼を続ける', 'Continue'),
  again: words('新しい点呼', 'New roll call'),
  againSure: words(
    'この点呼の印を消して、新しく始めますか？',
    'Discard the ticks of this roll call and start a new one?',
  ),
  undo: words('取り消す', 'Undo'),
  print: words('印刷', 'Print'),
  found: words('確認済', 'Found'),
  missing: words('未確認', 'Not found yet'),
  count: words('{total} 人中 {found} 人を確認', '{found} of {total} found'),
  all: words('全員を確認しました', 'Everybody has been found'),
  left: words('{count} 人が未確認です', '{count} not found'),
  nobody: words('在館者はいません', 'Nobody is inside'),
  nobodyText: words(
    '入館を許可された人がここに並びます。',
    'People appear here once they have been admitted.',
  ),
  asOf: words('{at} 現在の名簿', 'List as of {at}'),
  kept: words(
    'サーバにつながりません。{at} の名簿を表示しています。',
    'The server is out of reach. This is the list as of {at}.',
  ),
  entered: words('点呼中に入館', 'Came in during the roll call'),
  gone: words('点呼中に退館', 'Left during the roll call'),
  startedBy: words('開始 {at}（{by}）', 'Started {at} by {by}'),
  finishedBy: words('終了 {at}（{by}）', 'Finished {at} by {by}'),
  elapsed: words('経過時間', 'Elapsed'),
  since: words('入館', 'In since'),
  area: words('エリア', 'Area'),
  inArea: words('{name}（{count}）', '{name} ({count})'),
  between: words('・', ', '),
  name: words('氏名', 'Name'),
  tick: words('確認', 'Found'),
  printedAt: words('印刷 {at}', 'Printed {at}'),
  signature: words('点呼者署名', 'Signature'),
  result: words('点呼の結果', 'Result'),
  unkept: words(
    'この端末では印を保存できません。画面を閉じると失われます。',
    'This device cannot keep the ticks: they are lost when the page is closed.',
  ),
} as const

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A span of time in its two largest units, in milliseconds. */
export function span(ms: number): Words {
  const whole = Math.max(0, ms)
  const days = Math.floor(whole / dayMs)
  const hours = Math.floor((whole % dayMs) / hourMs)
  const minutes = Math.floor((whole % hourMs) / minuteMs)
  if (days > 0) return words(`${days}日${hours}時間`, `${days} d ${hours} h`)
  if (hours > 0) return words(`${hours}時間${minutes}分`, `${hours} h ${minutes} min`)
  return words(`${minutes}分`, `${minutes} min`)
}
