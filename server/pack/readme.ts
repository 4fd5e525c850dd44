/** What a pack says of itself to whoever opens it first, in both languages. */
import type { Manifest } from '../../models/pack.ts'
import type { Language } from '../../models/words.ts'

/** The names the two texts have. */
export const readmeNames: Readonly<Record<Language, string>> = {
  ja: 'README.ja.txt',
  en: 'README.en.txt',
}

/** What the texts tell of one pack. */
export type Told = Pick<
  Manifest,
  'number' | 'issuer' | 'customer' | 'from' | 'to' | 'vkey' | 'run' | 'earlier'
> & { readonly records: number }

/** The text in one language, with line ends every editor knows. */
export function readme(told: Told, language: Language): string {
  const lines = language === 'ja' ? japanese(told) : english(told)
  return `${lines.join('\r\n')}\r\n`
}

function japanese({ number, issuer, customer, from, to, vkey, run, earlier, records }: Told) {
  return [
    `お客様パック ${number}`,
    '',
    `発行者　${issuer}`,
    `宛先　　${customer.name} 御中`,
    `期間　　${from} から ${to} まで`,
    `記録　　${records} 件`,
    run ? `通し番号　${run.first} から ${run.last} まで` : '通し番号　この期間の記録はありません',
    ...(earlier ? [`前回　　${earlier.number}（通し番号 ${earlier.last} まで）`] : []),
    '',
    '■ 確かめ方（インターネットは不要です）',
    '1. このZIPファイルを展開せずに置いておきます。',
    '2. 中の verify.html だけを取り出し、ブラウザーで開きます。',
    '3. 開いたページに、このZIPファイルをそのまま落とします。',
    '4. 下の公開鍵を、発行者から別の方法（電話・Webサイト・証明書）で確かめた鍵と比べます。',
    '5. 前回のパックがお手元にあれば、それも一緒に落とします。',
    '',
    '■ 公開鍵',
    vkey,
    '',
    '■ 中身',
    'papers/          証明書（PDF/A-3）。一件ずつ。',
    '*.pdf            一覧',
    'records.json     記録と、その元になったジャーナルの記入（正本）',
    'entries.json     お客様に関するその他の記入（個人情報を除く）',
    '*.csv            表計算用の写し',
    'attachments/     写真など。ファイル名はSHA-256です。',
    'proofs/          記入ごとの証明（.tlog-proof）',
    'checkpoint       署名されたジャーナルの状態（連署者の行が続くことがあります）',
    'checkpoint.tsr   その外部の時刻証明（付いている場合）。発行者の署名の行までが対象です。',
    'earlier-checkpoint  前回のパックのチェックポイント（前回がある場合）',
    'consistency      earlier-checkpoint から checkpoint へのRFC 6962の一貫性証明。',
    '                 一行に一つ、ハッシュのbase64です（前回がある場合）。',
    'verify.html      確かめるためのページ',
    'manifest.json    目録。すべてのファイルのSHA-256です。',
    'seal.json        目録をジャーナルに記入したもの（証明は seal.tlog-proof。その extra の行は、',
    '                 checkpoint からの一貫性証明のハッシュをつないだものです）',
    '',
    '■ 示すこと・示さないこと',
    '記録がジャーナルに記入され、その後変えられていないこと、この期間のお客様の記入が一件も欠けて',
    'いないことを示します。記入された内容が事実であることは、発行者の責任において述べています。',
    '',
    '■ ほかの道具で確かめるとき',
    '形式は公開されています：RFC 6962（Merkle木）、RFC 8785（JCS）、C2SP の signed-note、',
    'tlog-checkpoint、tlog-proof、RFC 3161。葉は各記入の "leaf"（base64）を復号したバイト列です。',
  ]
}

function english({ number, issuer, customer, from, to, vkey, run, earlier, records }: Told) {
  return [
    `Pack ${number}`,
    '',
    `Issued by   ${issuer}`,
    `For         ${customer.name}`,
    `Period      ${from} to ${to}`,
    `Records     ${records}`,
    run ? `Entries     ${run.first} to ${run.last} of yours` : 'Entries     none in this period',
    ...(earlier ? [`Follows     ${earlier.number} (entries up to ${earlier.last})`] : []),
    '',
    'HOW TO VERIFY IT (no internet needed)',
    '1. Leave this ZIP file as it is.',
    '2. Take only verify.html out of it and open it in a browser.',
    '3. Drop this ZIP file onto the page.',
    '4. Compare the public key below with the one the issuer gave you another way',
    '   (by telephone, on its site, on a certificate).',
    '5. If you kept the pack before this one, drop it there, too.',
    '',
    'PUBLIC KEY',
    vkey,
    '',
    'WHAT IS IN IT',
    'papers/          certificates (PDF/A-3), one by one',
    '*.pdf            lists of them',
    'records.json     the records and the journal entries they follow from (authoritative)',
    'entries.json     other entries about you, without personal data',
    '*.csv            copies for a spreadsheet',
    'attachments/     photos and other files, named by their SHA-256',
    'proofs/          a proof of each entry (.tlog-proof)',
    'checkpoint       the signed state of the journal, with the lines of witnesses where there are any',
    'checkpoint.tsr   its time-stamp from outside, where there is one: of the text up to and with',
    '                 the line of the issuer’s signature',
    'earlier-checkpoint  the checkpoint of the pack before, where there is one',
    'consistency      the RFC 6962 consistency proof from earlier-checkpoint to checkpoint: the',
    '                 base64 of a hash on each line, where there is a pack before',
    'verify.html      the page that verifies all this',
    'manifest.json    the SHA-256 of every file',
    'seal.json        the entry that puts the manifest into the journal (proof: seal.tlog-proof, whose',
    '                 line “extra” is the hashes of the consistency proof from checkpoint, joined)',
    '',
    'WHAT IT SHOWS AND WHAT IT DOES NOT',
    'It shows that the records were entered in the journal and not changed since, and that not one',
    'of your entries of the period is missing. That what was entered is true is stated on the',
    'responsibility of the issuer.',
    '',
    'WITH OTHER TOOLS',
    'The formats are public: RFC 6962 (Merkle tree), RFC 8785 (JCS), C2SP signed-note,',
    'tlog-checkpoint and tlog-proof, RFC 3161. A leaf is the decoded base64 of "leaf".',
  ]
}
