/**
 * What the movements ledger records of equipment, media and belongings that leave or enter:
 * fields and states. Only `movements.ts` imports this file's values, because ledgers name each
 * other in circles.
 */
import {
  choice,
  code,
  file,
  flag,
  group,
  lines,
  link,
  list,
  moment,
  name,
  number,
  pictureTypes,
  signature,
  text,
} from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { words } from '../words.ts'
import { accounts } from './accounts.ts'
import { checking, returning, inspecting } from './movementreturn.ts'
import { customers } from './customers.ts'
import { discs } from './discs.ts'
import { disposals } from './disposals.ts'
import { visits } from './visits.ts'

export const movementStates = {
  requested: words('申請中', 'Requested'),
  approved: words('承認済', 'Approved'),
  out: words('持出・持込中', 'Out'),
  returned: words('返却済（検査待ち）', 'Returned, to be inspected'),
  closed: words('完了', 'Closed'),
  rejected: words('却下', 'Rejected'),
  cancelled: words('取消', 'Cancelled'),
  lost: words('紛失', 'Lost'),
}

const account = (): LinkTarget => accounts
const needed = { required: true }

const application = {
  direction: choice(words('区分', 'Direction'), {
    out: words('持出', 'Out of the premises'),
    in: words('持込', 'Into the premises'),
  }),
  category: choice(
    words('種別', 'Category'),
    {
      equipment: words('機器', 'Equipment'),
      hdd: words('ハードディスク等', 'Hard disk or SSD'),
      optical: words('CD/DVD', 'Optical disc'),
      shuttle: words('シャトル便ディスク', 'Shuttle disk'),
      personal: words('個人所有物', 'Personal item'),
      document: words('書類', 'Document'),
    },
    {
      help: words(
        'シャトル便ディスクは、お客様との間を往復するディスクです。消去と暗号化をしてから出します。',
        'A shuttle disk goes to and fro between a customer and us; it leaves erased and encrypted.',
      ),
    },
  ),
  items: list(words('品目', 'Items'), {
    name: text(words('品名・型番', 'Name and model'), { searched: true, ...needed }),
    managementNo: code(words('管理番号', 'Management no.'), {
      help: words('社内で機器に付けた番号です。', 'The number your company gave the item.'),
    }),
    serial: code(words('製造番号', 'Serial no.')),
    quantity: number(words('数量', 'Quantity'), {
      min: 1,
      max: 9_999,
      ...needed,
      usual: { value: 1 },
    }),
    disc: link(words('CD/DVD管理台帳', 'Disc'), (): LinkTarget => discs),
  }),
  applicant: link(words('申請者', 'Applicant'), account),
  reason: lines(words('理由', 'Reason'), { searched: true }),
  destination: text(words('持出先・持込元', 'Destination or origin'), {
    searched: true,
    remembered: true,
  }),
  destinationAddress: text(words('所在地', 'Address')),
  recipient: name(words('受領者', 'Recipient')),
  plannedOut: moment(words('持出・持込予定', 'Planned')),
  dueBack: moment(words('返却予定', 'Due back')),
  customer: link(words('お客様', 'Customer'), (): LinkTarget => customers),
  visit: link(words('入館記録', 'Visit'), (): LinkTarget => visits),
}

const risk = {
  information: lines(words('情報の概要', 'Information held'), {
    help: words(
      '納められている情報の概要。なければ「なし」と書きます。',
      'A summary of what the items hold; “none” if nothing.',
    ),
  }),
  personalData: flag(words('個人情報を含む', 'Holds personal data')),
  risk: choice(
    words('リスク評価の結果', 'Result of the risk assessment'),
    {
      acceptable: words('受容できる', 'Acceptable'),
      measured: words('対策を条件に受容できる', 'Acceptable with measures'),
      unacceptable: words('受容できない', 'Not acceptable'),
    },
    {
      help: words(
        '持ち出すことで漏えい・紛失が起こる危険の評価です。',
        'The danger of loss or disclosure once it is carried out.',
      ),
    },
  ),
  riskNote: lines(words('リスク評価の内容', 'Details of the assessment')),
  measures: lines(words('紛失・損傷時の対応策', 'Measures for loss or damage')),
  approver: link(words('承認者', 'Approver'), account),
  decidedAt: moment(words('承認・却下日時', 'Decided at')),
  extensions: list(words('期限の延長', 'Extensions'), {
    from: moment(words('変更前', 'From')),
    to: moment(words('変更後', 'To'), needed),
    by: link(words('承認者', 'Approved by'), account, needed),
    at: moment(words('承認日時', 'Approved at'), needed),
  }),
}

const protection = {
  carriage: choice(
    words('運搬方法', 'Carried by'),
    {
      person: words('本人が携行', 'A person'),
      courier: words('追跡可能な配送業者', 'A courier with tracking'),
    },
    { remembered: true },
  ),
  carrierName: name(words('携行者', 'Carrier')),
  courier: text(words('配送業者', 'Courier')),
  trackingNo: code(words('追跡番号', 'Tracking no.'), {
    help: words(
      '配送業者の送り状の番号です。届くまで所在を追えます。',
      'The number on the courier’s slip, by which the parcel is followed.',
    ),
  }),
  container: text(words('容器', 'Container'), {
    help: words('施錠ケース、開封検知袋など。', 'A locked case, a tamper-evident bag, …'),
  }),
  sealNo: code(words('封印番号', 'Seal no.'), {
    help: words(
      '封印シールや開封検知袋に印刷された番号です。返却時に照合します。',
      'The number on the seal or tamper-evident bag, compared on return.',
    ),
  }),
  encryption: group(words('暗号化', 'Encryption'), {
    done: flag(words('暗号化した', 'Encrypted'), needed),
    method: text(words('方式', 'Method'), {
      help: words('例：AES-256、BitLocker', 'e.g. AES-256, BitLocker'),
    }),
  }),
  erasure: group(
    words('前回データの消去', 'Previous contents erased'),
    {
      at: moment(words('消去日時', 'Erased at'), needed),
      how: text(words('消去方法', 'How'), needed),
      by: link(words('消去実施者', 'By'), account, needed),
      disposal: link(words('廃棄リスト', 'Disposal record'), (): LinkTarget => disposals),
    },
    {
      help: words(
        '以前に使った媒体は、持ち出す前に中のデータを消去します。',
        'A medium that was used before is erased before it leaves.',
      ),
    },
  ),
  inbound: group(words('持込時の確認', 'Checks on bringing in'), {
    antivirus: flag(words('ウイルス対策が最新', 'Virus protection up to date'), {
      ...needed,
      help: words('定義ファイルが当日のものです。', 'Its definitions are of today.'),
    }),
    patched: flag(words('OS等の更新が最新', 'System up to date'), needed),
    connection: choice(words('ネットワーク接続', 'Network connection'), {
      none: words('接続しない', 'None'),
      allowed: words('許可された範囲で接続', 'As permitted'),
    }),
  }),
}

const handing = {
  itemsChecked: flag(words('現物を照合した', 'Items checked against the application'), {
    each: 'items',
  }),
  releaseSignature: signature(words('払出者の署名', 'Signature of who released it')),
  carrierSignature: signature(words('受渡しの署名（持出時）', 'Signature on hand-over')),
  carriedOutAt: moment(words('持出・持込日時', 'Left or entered')),
  releasedBy: link(words('払出者', 'Released by'), account),
  photos: list(words('写真', 'Photos'), {
    photo: file(words('写真', 'Photo'), { accept: pictureTypes, ...needed }),
    note: text(words('説明', 'Caption')),
  }),
  handOver: group(words('引渡し', 'Hand-over'), {
    to: text(words('引渡し先', 'To'), {
      ...needed,
      help: words('社名・部署。個人名は書きません。', 'Company and department, not a person.'),
    }),
    place: text(words('場所', 'Place')),
    note: text(words('備考', 'Note')),
  }),
  custody: list(
    words('受渡しの履歴', 'Chain of custody'),
    {
      at: moment(words('日時', 'At'), needed),
      by: link(words('記録者', 'Recorded by'), account, needed),
      to: text(words('引渡し先', 'To'), needed),
      place: text(words('場所', 'Place')),
      note: text(words('備考', 'Note')),
    },
    {
      help: words(
        '持ち出してから返るまで、いつ誰の手にあったかの記録です。',
        'In whose hands it was, and when, from leaving to coming back.',
      ),
    },
  ),
}

export const movementFields = {
  ...application,
  ...risk,
  ...protection,
  ...handing,
  ...checking,
  ...returning,
  ...inspecting,
}

export type MovementFields = typeof movementFields
export type MovementState = keyof typeof movementStates
