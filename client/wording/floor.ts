/** What the work on the floor says: proposals, batches, running clocks and checks on leaving. */
import { words } from '../../models/words.ts'

export const floor = {
  remembered: words('前回の値', 'As last time'),
  known: words('登録情報から', 'From the register'),
  clearProposal: words('{label}：{origin}を消す', '{label}: clear ({origin})'),
  offered: words('{label}の候補', 'Suggestions: {label}'),
  me: words('自分（{name}）', 'Me ({name})'),

  // What goes on, and what is checked at its end.
  endOf: words('{what}：{act}', '{what}: {act}'),
  ended: words('{what} を記録しました', '{what} recorded'),
  ticked: words('{total} 点中 {count} 点を確認', '{count} of {total} checked'),

  // Batches put together by scanning.
  batches: words('読み取ってまとめて', 'By scanning'),
  batchOf: words('読み取ってまとめて：{act}', 'By scanning: {act}'),
  batchScan: words('1. 対象を読み取る', '1. Scan what it is about'),
  batchShared: words('2. 全件に共通の内容', '2. What is true of all'),
  batchScanHelp: words(
    '1件ずつ読み取るか、番号を入力してください。カメラは開いたままにできます。',
    'Scan one after another, or type the number. The camera stays open.',
  ),
  camera: words('カメラで読み取る', 'Scan with the camera'),
  code: words('番号・製造番号', 'Number or serial'),
  addCode: words('加える', 'Add'),
  empty: words('まだ何も読み取っていません。', 'Nothing has been scanned yet.'),
  counted: words('対象 {count} 件', '{count} to record'),
  toSettle: words('要確認 {count} 件', '{count} to look at'),
  withoutPhoto: words('写真なし', 'No photo'),
  photosOf: words('{title}の写真', 'Photos of {title}'),
  added: words('加えました：{text}', 'Added: {text}'),
  twice: words('すでに一覧にあります：{text}', 'Already in the list: {text}'),
  unknown: words('登録がありません：{text}', 'Not registered: {text}'),
  barred: words('いまは記録できません：{text}', 'Cannot be recorded now: {text}'),
  severalMeant: words('同じ番号が複数あります：{text}', 'Several carry this number: {text}'),
  notLookedUp: words('照会できませんでした：{text}', 'Could not be looked up: {text}'),
  isLooking: words('照会中', 'Looking it up'),
  isReady: words('対象', 'Ready'),
  isUnknown: words('登録なし', 'Not registered'),
  isBarred: words('対象外', 'Not possible'),
  isSeveral: words('複数あり', 'Several'),
  isUnreachable: words('未照会', 'Not looked up'),
  isRefused: words('記録できず', 'Refused'),
  isDone: words('記録済み', 'Recorded'),
  barredWhy: words(
    '状態が「{state}」のため、この記録はできません。',
    'Its state is “{state}”, so this cannot be recorded.',
  ),
  lookAgain: words('もう一度照会する', 'Look up again'),
  registerIt: words('その場で登録する', 'Register it now'),
  registering: words('{code} を登録', 'Register {code}'),
  registeringHelp: words(
    '前の1件と同じ内容を入れてあります。違うところだけ直してください。',
    'Filled in as the one before; change what differs.',
  ),
  registerAndAdd: words('登録して加える', 'Register and add'),
  away: words('{code} を一覧から外す', 'Remove {code} from the list'),
  which: words('どれですか？', 'Which one?'),
  submitMany: words('{act}（{count} 件）', '{act} ({count})'),
  retry: words('残りをもう一度送る（{count} 件）', 'Send the rest again ({count})'),
  recorded: words('{count} 件を記録しました。', '{count} recorded.'),
  someRefused: words(
    '{count} 件は記録できませんでした。理由を直してもう一度送るか、一覧から外してください。',
    '{count} could not be recorded. Put right what is said and send again, or remove them.',
  ),
  restored: words('途中の入力を復元しました。', 'What you had entered was brought back.'),
  keptMany: words(
    '{count} 件をこの端末に保存しました。通信が戻ると送信します。',
    '{count} kept on this device; they are sent when the network is back.',
  ),
  discard: words('すべて破棄する', 'Throw everything away'),
  startNew: words('新しく始める', 'Start another'),
  unsettled: words(
    '要確認の {count} 件は送られません。',
    'The {count} to look at will not be sent.',
  ),
} as const
