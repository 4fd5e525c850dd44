/**
 * What the disc ledger records of one CD or DVD: fields and states. Rewritable kinds are not
 * among the choices, because the house promises to use only media that cannot be written twice.
 */
import {
  choice,
  code,
  day,
  file,
  flag,
  group,
  lines,
  link,
  list,
  moment,
  number,
  pictureTypes,
  signature,
  text,
} from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { employeeRoles } from '../roles.ts'
import { words } from '../words.ts'
import { accounts } from './accounts.ts'
import { movements } from './movements.ts'

export const discStates = {
  blank: words('未使用', 'Blank'),
  requested: words('申請中', 'Requested'),
  issued: words('払出済', 'Issued'),
  written: words('記録済', 'Written'),
  stored: words('保管中', 'Stored'),
  out: words('持出中', 'Out'),
  destroyed: words('廃棄済', 'Destroyed'),
  lost: words('紛失', 'Lost'),
}

const account = (): LinkTarget => accounts
const needed = { required: true }
const employee = { among: { roles: employeeRoles } }

const checkParts = {
  result: choice(
    words('結果', 'Result'),
    {
      present: words('所在を確認', 'Present'),
      damaged: words('破損', 'Damaged'),
      locating: words('所在確認中', 'Being located'),
    },
    needed,
  ),
  how: choice(
    words('方法', 'How'),
    {
      scan: words('読み取り', 'Scan'),
      sight: words('目視', 'By sight'),
      statement: words('申告', 'Statement'),
    },
    needed,
  ),
  readable: flag(words('読み出しできた', 'Readable')),
  note: text(words('備考', 'Note')),
}

export const discFields = {
  kind: choice(
    words('種別', 'Kind'),
    {
      cdr: words('CD-R', 'CD-R'),
      dvdr: words('DVD-R', 'DVD-R'),
      dvdplusr: words('DVD+R', 'DVD+R'),
      bdr: words('BD-R', 'BD-R'),
    },
    {
      remembered: true,
      help: words(
        '書き換えのできる種別（RWなど）は使いません。',
        'Rewritable kinds (RW and the like) are not used.',
      ),
    },
  ),
  labelNo: code(words('枚番', 'Label no.'), {
    help: words('盤面に記す一枚ごとの番号です。', 'The number written on the disc itself.'),
  }),
  lot: group(
    words('購入ロット', 'Lot'),
    {
      purchasedOn: day(words('購入日', 'Purchased on'), needed),
      product: text(words('製品名・型番', 'Product'), { searched: true, ...needed }),
      supplier: text(words('購入先', 'Supplier')),
      quantity: number(words('ロットの枚数', 'Discs in the lot'), {
        min: 1,
        max: 10_000,
        ...needed,
      }),
    },
    { remembered: true, help: words('一度に購入した一束です。', 'Discs bought together.') },
  ),
  takenInAt: moment(words('受入日時', 'Taken in')),
  cabinet: text(words('保管庫', 'Cabinet'), { searched: true, remembered: true }),
  keyHolder: text(words('鍵の管理者', 'Key holder'), {
    remembered: true,
    help: words('部署名。例：管理部', 'The department keeping the key.'),
  }),
  applicant: link(words('申請者', 'Applicant'), account),
  purpose: lines(words('用途', 'Purpose'), { searched: true }),
  plannedContents: lines(words('記録する予定の内容', 'What is to be written')),
  useBy: day(words('使用期限', 'Use by'), {
    help: words(
      'この日までに記録します。使わなかったディスクは返します。',
      'To be written by this day; a disc that was not used is handed back.',
    ),
  }),
  issuer: link(words('払出者', 'Issued by'), account),
  issuedAt: moment(words('払出日時', 'Issued')),
  receiptSignature: signature(words('受領の署名', 'Signature of receipt')),
  contents: lines(words('内容の概要', 'Contents'), { searched: true }),
  confidential: flag(words('機密情報を含む', 'Holds confidential information'), {
    help: words(
      'CD/DVDには機密情報を書き込みません。「いいえ」だけが記録できます。',
      'Confidential information is never written to a disc; only “no” can be recorded.',
    ),
  }),
  encrypted: flag(words('暗号化した', 'Encrypted'), {
    help: words(
      '書き込む前にデータを暗号化したかどうかです。',
      'Whether the data were encrypted before they were written.',
    ),
  }),
  writer: link(words('作成者', 'Written by'), account),
  writtenAt: moment(words('作成日時', 'Written')),
  movement: link(words('持出持込', 'Movement'), (): LinkTarget => movements, {
    help: words(
      '貸し出しと返却は、この持出の記録に従います。',
      'Lending and return follow what is recorded there.',
    ),
  }),
  check: group(words('点検', 'Check'), checkParts),
  checks: list(words('点検の履歴', 'Checks'), {
    at: moment(words('日時', 'At'), needed),
    by: link(words('点検者', 'By'), account, needed),
    ...checkParts,
  }),
  lastCheckedAt: moment(words('最終点検日時', 'Last checked')),
  destruction: choice(
    words('廃棄の方法', 'Destroyed by'),
    {
      shred: words('シュレッダー裁断', 'Shredding'),
      cut: words('切断', 'Cutting'),
      melt: words('溶融', 'Melting'),
      incinerate: words('焼却', 'Incineration'),
    },
    { remembered: true },
  ),
  operator: link(words('廃棄の作業者', 'Destroyed by (person)'), account, {
    usual: 'actor',
    ...employee,
  }),
  witness: link(words('廃棄の立会者', 'Witness'), account, { remembered: true, ...employee }),
  destroyedAt: moment(words('廃棄日時', 'Destroyed')),
  photos: list(words('写真', 'Photos'), {
    photo: file(words('写真', 'Photo'), { accept: pictureTypes, ...needed }),
    note: text(words('説明', 'Caption')),
  }),
  loss: lines(words('紛失の状況', 'Circumstances of the loss')),
  note: lines(words('備考', 'Note')),
}

export type DiscFields = typeof discFields
export type DiscState = keyof typeof discStates
