/**
 * What the visits ledger records, apart from how it moves: fields and states. What a visitor
 * says of themselves stands in fields of its own, so that it can be erased while the facts of the
 * visit (which pledge, which badge, in and out) remain. Only `visits.ts` imports this file's
 * values, because ledgers name each other in circles.
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
import type { FactsOf } from '../ledger.ts'
import { employeeRoles } from '../roles.ts'
import { words } from '../words.ts'
import type { Language, Words } from '../words.ts'
import { accounts } from './accounts.ts'
import { badges } from './badges.ts'
import { customers } from './customers.ts'
import { identityChoices } from './identity.ts'
import { movements } from './movements.ts'
import { people } from './people.ts'
import { pledges } from './pledges.ts'
import { sites } from './sites.ts'
import { visits } from './visits.ts'

export const visitStates = {
  planned: words('予定', 'Planned'),
  pledged: words('誓約済', 'Pledged'),
  inside: words('在館', 'Inside'),
  left: words('退館', 'Left'),
  refused: words('入館謝絶', 'Refused'),
  cancelled: words('取消', 'Cancelled'),
}

const account = (): LinkTarget => accounts
const needed = { required: true }
const employee = { among: { roles: employeeRoles } }

const languageLabels: Readonly<Record<Language, Words>> = {
  ja: words('日本語', 'Japanese'),
  en: words('英語', 'English'),
}

const reasons = {
  work: words('作業', 'Work'),
  fault: words('障害対応', 'Fault repair'),
  delivery: words('搬入・搬出', 'Delivery or collection'),
  construction: words('工事・設備点検', 'Construction or facility inspection'),
  audit: words('監査・検査', 'Audit'),
  tour: words('見学', 'Tour'),
  meeting: words('打合せ', 'Meeting'),
  other: words('その他', 'Other'),
}

const appointment = {
  code: code(words('受付コード', 'Reception code'), {
    keyboard: 'digits',
    help: words(
      '受付端末で誓約文を開く6桁の数字です。一度に予定した方々は同じ番号です。',
      'Six digits that open the pledge; those planned together share them.',
    ),
  }),
  toldCode: code(words('来訪者が示した受付コード', 'Code the visitor gave'), {
    keyboard: 'digits',
    help: words(
      '通信がなく照合できなかった番号です。この番号で検索すると元の予定が見つかります。重複した予定は取り消してください。',
      'It could not be looked up without the network. Search for it to find the plan, and cancel that one.',
    ),
  }),
  companion: link(words('同行する入館', 'Comes together with'), (): LinkTarget => visits, {
    among: { state: ['planned', 'pledged', 'inside'] },
    fills: {
      from: {
        code: 'code',
        site: 'site',
        plannedFrom: 'plannedFrom',
        plannedTo: 'plannedTo',
        company: 'company',
        customer: 'customer',
        reason: 'reason',
        purpose: 'purpose',
        areas: 'areas',
        racks: 'racks',
      },
    },
  }),
  person: link(words('来訪者名簿', 'Known visitor'), (): LinkTarget => people, {
    fills: {
      from: {
        visitor: 'person',
        company: 'company',
        department: 'department',
        contact: 'contact',
        customer: 'customer',
        identity: 'identity',
      },
      again: ['reason', 'areas'],
    },
  }),
  visitor: name(words('来訪者', 'Visitor')),
  company: text(words('会社名', 'Company'), { searched: true }),
  department: text(words('部署', 'Department'), { personal: true }),
  contact: text(words('連絡先', 'Contact'), { personal: true, keyboard: 'exact' }),
  customer: link(words('お客様', 'Customer'), (): LinkTarget => customers),
  reason: choice(words('入館目的', 'Reason'), reasons),
  purpose: lines(words('目的の詳細・作業内容', 'Details of the work'), { searched: true }),
  site: link(words('拠点', 'Site'), (): LinkTarget => sites, { remembered: true }),
  areas: list(words('立入エリア', 'Areas'), { area: text(words('エリア', 'Area'), needed) }),
  racks: list(words('対象ラック', 'Racks'), { rack: code(words('ラック', 'Rack'), needed) }),
  plannedFrom: moment(words('入館予定', 'Planned from'), { usual: { hours: 0 } }),
  plannedTo: moment(words('退館予定', 'Planned to'), { usual: { hours: 2 } }),
  hoursNote: text(words('時間外の理由', 'Why outside escort hours'), {
    help: words(
      '立会可能時間を外れる滞在に必要です。',
      'Needed for a stay outside the hours in which staff can escort.',
    ),
  }),
  applicant: link(words('申請者', 'Applicant'), account),
}

const promise = {
  pledge: group(words('誓約', 'Pledge'), {
    text: link(words('誓約文', 'Pledge text'), (): LinkTarget => pledges, needed),
    version: number(words('版', 'Version'), { min: 1, ...needed }),
    language: choice(words('言語', 'Language'), languageLabels, needed),
    sha256: text(words('本文のハッシュ', 'Hash of the text'), {
      max: 64,
      ...needed,
      help: words(
        '表示した本文（UTF-8）のSHA-256（16進）です。',
        'SHA-256 (hexadecimal) of the UTF-8 text that was shown.',
      ),
    }),
  }),
  signature: signature(words('署名', 'Signature')),
  pledgedAt: moment(words('誓約日時', 'Pledged at')),
}

const admission = {
  escort: link(words('立会者', 'Escort'), account, {
    usual: 'actor',
    ...employee,
    help: words('入館中ずっと付き添う従業員です。', 'The employee who stays with the visitor.'),
  }),
  escorts: list(words('立会者の交代', 'Escorts over time'), {
    escort: link(words('立会者', 'Escort'), account, needed),
    from: moment(words('開始', 'From'), needed),
  }),
  identity: choice(words('本人確認', 'Identity check'), identityChoices, {
    remembered: true,
    help: words(
      '確認した書類の種別だけを記録し、番号は書きません。',
      'Only the kind of document is recorded, never its number.',
    ),
  }),
  admittedBy: link(words('受付者', 'Admitted by'), account),
  badge: link(words('入館証', 'Badge'), (): LinkTarget => badges, { unheld: 'badge' }),
  entered: moment(words('入館日時', 'Entered')),
}

const belongings = {
  belongings: list(words('持込品', 'Belongings'), {
    item: text(words('品名', 'Item'), needed),
    kind: choice(words('区分', 'Kind'), {
      tool: words('工具・作業機器', 'Tools and work equipment'),
      equipment: words('設置機器・部品', 'Equipment and parts'),
      media: words('記録媒体', 'Storage media'),
      personal: words('個人所有物', 'Personal item'),
    }),
    quantity: number(words('数量', 'Quantity'), { min: 1, max: 9_999, ...needed }),
    serial: code(words('製造番号', 'Serial no.')),
    movement: link(words('持込申請', 'Movement'), (): LinkTarget => movements, {
      help: words(
        '持込申請のある機器や媒体のときに選びます。',
        'For equipment or media with an application of their own.',
      ),
    }),
  }),
  hazards: list(words('火気・危険物等', 'Hazards'), {
    kind: choice(
      words('種類', 'Kind'),
      {
        fire: words('火気使用', 'Open flame'),
        flammable: words('可燃物', 'Flammable material'),
        dangerous: words('危険物', 'Dangerous goods'),
        liquid: words('液体', 'Liquid'),
        dust: words('粉じん', 'Dust'),
        other: words('その他', 'Other'),
      },
      needed,
    ),
    what: text(words('内容', 'What'), needed),
    protection: text(words('養生・保護措置', 'Protection agreed'), {
      help: words('入館を認める前に合意します。', 'Agreed before the visitor is admitted.'),
    }),
  }),
}

const rackWork = {
  rack: code(words('ラック', 'Rack'), {
    help: words(
      '開いていないラックは解錠、開いているラックは施錠として記録します。',
      'A rack that is closed is opened by this, and one that is open is closed.',
    ),
  }),
  work: lines(words('作業内容', 'Work')),
  rackWork: list(words('ラック作業', 'Rack work'), {
    rack: code(words('ラック', 'Rack'), needed),
    work: lines(words('作業内容', 'Work'), needed),
    opened: moment(words('解錠・開始', 'Opened'), needed),
    openedBy: link(words('解錠の記録者', 'Opening recorded by'), account),
    closed: moment(words('施錠・終了', 'Closed')),
    closedBy: link(words('施錠の記録者', 'Closing recorded by'), account),
  }),
  change: lines(words('変更の内容', 'What changes')),
  changeApprover: link(words('変更の承認者', 'Change approved by'), account),
  changes: list(words('作業内容の変更', 'Changes of work'), {
    at: moment(words('報告日時', 'Reported at'), needed),
    change: lines(words('変更の内容', 'What changed'), needed),
    approvedBy: link(words('承認者', 'Approved by'), account, needed),
    reportedBy: link(words('記録者', 'Recorded by'), account, needed),
  }),
}

const exit = {
  badgeReturned: flag(words('入館証を回収した', 'Badge returned'), {
    fine: [true],
    remark: 'exitNote',
  }),
  belongingsMatched: flag(words('持込品を照合した', 'Belongings accounted for'), {
    each: 'belongings',
    fine: [true],
    remark: 'exitNote',
    help: words(
      '持ち込んだものがすべて持ち出されたか、残すものに申請があることを確かめます。',
      'Everything brought in leaves again, or what stays has a movement of its own.',
    ),
  }),
  exitNote: text(words('退館時の特記事項', 'Remarks on leaving')),
  photos: list(words('写真', 'Photos'), {
    photo: file(words('写真', 'Photo'), { accept: pictureTypes, ...needed }),
    note: text(words('説明', 'Caption')),
  }),
  left: moment(words('退館日時', 'Left')),
  exitRecord: choice(words('退館の記録', 'How the exit was recorded'), {
    observed: words('立会者が確認', 'Seen by the escort'),
    unobserved: words('時刻不明のまま締めた', 'Closed without a known time'),
  }),
  releasedBy: link(words('退館確認者', 'Exit checked by'), account),
  refusal: choice(words('謝絶の理由', 'Reason for refusal'), {
    declined: words('誓約に同意しない', 'Pledge declined'),
    identity: words('本人確認ができない', 'Identity not confirmed'),
    belongings: words('持ち込めない物がある', 'Prohibited belongings'),
    escort: words('立会者がいない', 'No escort'),
    other: words('その他', 'Other'),
  }),
  refusalNote: text(words('謝絶の詳細', 'Details of the refusal')),
  note: lines(words('備考', 'Note')),
}

export const visitFields = {
  ...appointment,
  ...promise,
  ...admission,
  ...belongings,
  ...rackWork,
  ...exit,
}

export type VisitFields = typeof visitFields
export type VisitFacts = FactsOf<VisitFields>
export type VisitState = keyof typeof visitStates
