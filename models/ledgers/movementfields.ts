/**
 * What the movements ledger records of equipment, media and belongings that leave or enter:
 * fields and states. Only `movements.ts` imports this file's values, because ledgers name each
 * other in circles.
 */
import {
  attachmentTypes,
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
  name,
  number,
  pictureTypes,
  signature,
  text,
} from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { words } from '../words.ts'
import { accounts } from './accounts.ts'
import { customers } from './customers.ts'
import { discs } from './discs.ts'
import { disposals } from './disposals.ts'
import { tools } from './tools.ts'
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
  category: choice(words('種別', 'Category'), {
    equipment: words('機器', 'Equipment'),
    hdd: words('ハードディスク等', 'Hard disk or SSD'),
    optical: words('CD/DVD', 'Optical disc'),
    shuttle: words('シャトル便ディスク', 'Shuttle disk'),
    personal: words('個人所有物', 'Personal item'),
    document: words('書類', 'Document'),
  }),
  items: list(words('品目', 'Items'), {
    name: text(words('品名・型番', 'Name and model'), { searched: true, ...needed }),
    managementNo: code(words('管理番号', 'Management no.')),
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
  risk: choice(words('リスク評価の結果', 'Result of the risk assessment'), {
    acceptable: words('受容できる', 'Acceptable'),
    measured: words('対策を条件に受容できる', 'Acceptable with measures'),
    unacceptable: words('受容できない', 'Not acceptable'),
  }),
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
  trackingNo: code(words('追跡番号', 'Tracking no.')),
  container: text(words('容器', 'Container'), {
    help: words('施錠ケース、開封検知袋など。', 'A locked case, a tamper-evident bag, …'),
  }),
  sealNo: code(words('封印番号', 'Seal no.')),
  encryption: group(words('暗号化', 'Encryption'), {
    done: flag(words('暗号化した', 'Encrypted'), needed),
    method: text(words('方式', 'Method')),
  }),
  erasure: group(words('前回データの消去', 'Previous contents erased'), {
    at: moment(words('消去日時', 'Erased at'), needed),
    how: text(words('消去方法', 'How'), needed),
    by: link(words('消去実施者', 'By'), account, needed),
    disposal: link(words('廃棄リスト', 'Disposal record'), (): LinkTarget => disposals),
  }),
  inbound: group(words('持込時の確認', 'Checks on bringing in'), {
    antivirus: flag(words('ウイルス対策が最新', 'Virus protection up to date'), needed),
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
  custody: list(words('受渡しの履歴', 'Chain of custody'), {
    at: moment(words('日時', 'At'), needed),
    by: link(words('記録者', 'Recorded by'), account, needed),
    to: text(words('引渡し先', 'To'), needed),
    place: text(words('場所', 'Place')),
    note: text(words('備考', 'Note')),
  }),
}

const presence = {
  present: words('所在を確認', 'Present'),
  locating: words('所在確認中', 'Being located'),
  lost: words('紛失', 'Lost'),
}
const checkedBy = {
  scan: words('読み取り', 'Scan'),
  photo: words('写真', 'Photo'),
  statement: words('申告', 'Statement'),
}

const checking = {
  check: group(words('紛失確認', 'Loss check'), {
    result: choice(words('結果', 'Result'), presence, needed),
    how: choice(words('方法', 'How'), checkedBy, needed),
    note: text(words('備考', 'Note')),
    photo: file(words('写真', 'Photo'), { accept: pictureTypes }),
  }),
  checks: list(words('紛失確認の履歴', 'Loss checks'), {
    at: moment(words('日時', 'At'), needed),
    by: link(words('確認者', 'By'), account, needed),
    result: choice(words('結果', 'Result'), presence, needed),
    how: choice(words('方法', 'How'), checkedBy, needed),
    note: text(words('備考', 'Note')),
    photo: file(words('写真', 'Photo'), { accept: pictureTypes }),
  }),
  lastCheckedAt: moment(words('最終確認日時', 'Last checked')),
}

const returning = {
  itemsMatched: flag(words('個数・製造番号が一致した', 'Number and serials match'), {
    each: 'items',
    fine: [true],
    remark: 'difference',
  }),
  missing: list(words('不足品', 'Missing items'), {
    name: text(words('品名', 'Item'), needed),
    serial: code(words('製造番号', 'Serial no.')),
    disc: link(words('CD/DVD管理台帳', 'Disc'), (): LinkTarget => discs),
  }),
  difference: lines(words('差異の内容', 'Difference')),
  condition: text(words('返却時の状態', 'Condition on return')),
  sealIntact: flag(words('封印に異常なし', 'Seal intact'), {
    fine: [true],
    remark: 'condition',
  }),
  returnedBy: name(words('返却者', 'Returned by')),
  returnSignature: signature(words('受渡しの署名（返却時）', 'Signature on return')),
  returnedAt: moment(words('返却日時', 'Returned')),
  receivedBy: link(words('受領者（社員）', 'Received by'), account),
}

const inspecting = {
  inspection: group(words('返却検査', 'Return inspection'), {
    scan: choice(
      words('ウイルス検査', 'Virus scan'),
      {
        clean: words('検出なし', 'Nothing found'),
        found: words('検出あり', 'Something found'),
        none: words('対象外', 'Not applicable'),
      },
      { ...needed, fine: ['clean', 'none'], remark: 'action' },
    ),
    tool: link(words('検査ツール', 'Tool'), (): LinkTarget => tools, { remembered: true }),
    toolName: text(words('検査ツール（名称・版）', 'Tool, name and version')),
    definitions: day(words('定義ファイルの日付', 'Definitions of')),
    isolated: flag(words('隔離した端末で検査した', 'Scanned on an isolated machine'), {
      fine: [true],
    }),
    operation: choice(
      words('動作確認', 'Operation check'),
      {
        passed: words('正常', 'Works'),
        failed: words('異常', 'Does not work'),
        none: words('対象外', 'Not applicable'),
      },
      { ...needed, fine: ['passed', 'none'], remark: 'action' },
    ),
    tamper: choice(
      words('改造・盗聴装置の確認', 'Tamper and bug check'),
      {
        passed: words('異常なし', 'Nothing found'),
        failed: words('異常あり', 'Something found'),
        none: words('対象外', 'Not applicable'),
      },
      { ...needed, fine: ['passed', 'none'], remark: 'action' },
    ),
    action: lines(words('処置・備考', 'Action taken')),
    report: file(words('検査結果のファイル', 'Report'), { accept: attachmentTypes }),
  }),
  inspector: link(words('検査者', 'Inspector'), account),
  inspectedAt: moment(words('検査日時', 'Inspected at')),
  loss: group(words('紛失・盗難', 'Loss or theft'), {
    noticedAt: moment(words('気づいた日時', 'Noticed at'), needed),
    circumstances: lines(words('状況', 'Circumstances'), needed),
    reportedTo: text(words('報告先', 'Reported to')),
    incidentNo: code(words('インシデント番号', 'Incident no.')),
    police: text(words('警察への届出', 'Report to the police')),
  }),
  resolution: choice(words('紛失の結末', 'Outcome of the loss'), {
    found: words('所在が判明した', 'Found'),
    writtenOff: words('発見できず除却した', 'Written off'),
  }),
  resolutionNote: lines(words('結末の詳細', 'Details of the outcome')),
  note: lines(words('備考', 'Note')),
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
