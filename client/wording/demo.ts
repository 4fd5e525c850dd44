/** What the pages say about the demo house. */
import { words } from '../../models/words.ts'

export const demo = {
  name: words('デモ', 'Demo'),
  banner: words('ここにある人・物・記録はすべて架空です。', 'Nothing here is real.'),
  region: words('デモのご案内', 'About this demo'),
  be: words('人物を切り替える', 'Be somebody else'),
  choose: words('人物を選ぶ', 'Choose a person'),
  remove: words('デモを終了', 'End the demo'),
  sure: words(
    'デモの記録をすべて消し、本番の画面に戻ります。よろしいですか。',
    'Everything in the demo is deleted and the real house comes back. Continue?',
  ),
  first: words('先にデモを試す', 'Try the demo first'),
  more: words('デモについて', 'About the demo'),
  what: words(
    '架空の会社の60日分の記録を用意し、受付から廃棄までの流れをお試しいただけます。',
    'Sixty days of an invented company, to try everything from reception to disposal.',
  ),
  safe: words(
    '本番の記録には一切触れません。デモの間、このサーバーを開くすべての端末にデモが表示され、終了すると本番に戻ります。',
    'Your own records are not touched. While it is loaded, every device that opens this server sees the demo; ending it brings your house back.',
  ),
  password: words('ご自身のパスワード', 'Your own password'),
  why: words(
    'ほかの端末の表示も切り替わるため、ご本人であることを確かめます。',
    'Other devices are switched too, so please confirm that it is you.',
  ),
  load: words('デモを読み込む', 'Load the demo'),
  filling: words('デモを準備しています', 'Preparing the demo'),
  switching: words('切り替えています', 'Switching over'),
  soon: words(
    '1～2分ほどかかります。このページを閉じても準備は続きます。',
    'This takes a minute or two, and goes on if you close this page.',
  ),
  failed: words(
    'デモを準備できませんでした。本番には影響ありません。もう一度お試しください。',
    'The demo could not be prepared. Your own house is not affected; please try again.',
  ),
  adminOnly: words(
    'デモを読み込めるのは管理者です。管理者にご依頼ください。',
    'Only an administrator loads the demo; please ask one.',
  ),
  'demo-refused': words(
    '外部のデータベースで動くサーバーではデモを読み込めません。',
    'A server that runs on a database of your own cannot load the demo.',
  ),
  'demo-late': words(
    'この台帳にはすでに記録があるため、デモは読み込めません。別のサーバーでお試しください。',
    'There are records in this house already, so the demo is not loaded here. Try it on another server.',
  ),
} as const
