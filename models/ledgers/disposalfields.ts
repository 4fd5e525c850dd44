/**
 * What the disposal list records of one medium, after NIST SP 800-88 Rev. 2 section 4.6 and what a
 * medical institution may ask for. Method and technique, verification and validation are kept
 * apart because Rev. 2 keeps them apart. Only `disposals.ts` imports this file's values.
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
  number,
  pictureTypes,
  signature,
  text,
} from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { employeeRoles } from '../roles.ts'
import { reportTypes } from '../toolreport/report.ts'
import { words } from '../words.ts'
import { accounts } from './accounts.ts'
import { customers } from './customers.ts'
import { judgement, outcome } from './disposaljudgement.ts'
import { movements } from './movements.ts'
import { issuingFields } from './issuing.ts'
import { classes, eraserReport, methods, outcomes, techniques } from './sanitization.ts'
import { sites } from './sites.ts'
import { tools } from './tools.ts'

export const disposalStates = {
  registered: words('登録済', 'Registered'),
  stored: words('保管中', 'Stored'),
  erased: words('消去済', 'Erased'),
  destroyed: words('破壊済', 'Destroyed'),
  verified: words('検証済', 'Verified'),
  certified: words('証明済', 'Certified'),
  reused: words('再利用', 'Reused'),
  withdrawn: words('取下げ', 'Withdrawn'),
}

const account = (): LinkTarget => accounts
const needed = { required: true }
const employee = { among: { roles: employeeRoles } }
const yesNoUnknown = {
  yes: words('あり', 'Yes'),
  no: words('なし', 'No'),
  unknown: words('不明', 'Unknown'),
}
const medium = {
  maker: text(words('メーカー', 'Maker'), { searched: true, remembered: true }),
  model: text(words('型番', 'Model'), { searched: true, remembered: true }),
  serial: code(words('製造番号', 'Serial no.')),
  managementNo: code(words('管理番号', 'Management no.')),
  mediaType: choice(
    words('媒体種別', 'Media type'),
    {
      hdd: words('HDD', 'Hard disk'),
      ssd: words('SSD', 'SSD'),
      hybrid: words('ハイブリッドHDD', 'Hybrid drive'),
      flash: words('USBメモリ・メモリカード', 'USB or memory card'),
      tape: words('磁気テープ', 'Magnetic tape'),
      optical: words('光ディスク', 'Optical disc'),
      other: words('その他', 'Other'),
    },
    {
      remembered: true,
      help: words(
        '選べる消去の手法が変わります。消磁は磁気の媒体にだけ効きます。',
        'It decides which techniques are open: degaussing works on magnetic media only.',
      ),
    },
  ),
  capacityGb: number(words('容量', 'Capacity'), {
    min: 0,
    max: 1_000_000_000,
    step: 0.1,
    unit: 'GB',
  }),
  interface: text(words('接続方式', 'Interface'), {
    help: words('SATA、SAS、NVMe など', 'SATA, SAS, NVMe, …'),
  }),
  source: group(words('取り出し元', 'Taken from'), {
    host: text(words('機器', 'Host'), { searched: true, ...needed }),
    rack: code(words('ラック', 'Rack')),
    slot: text(words('スロット', 'Slot')),
    user: text(words('用途・利用部署', 'Use or department')),
  }),
  customer: link(words('お客様', 'Customer'), (): LinkTarget => customers),
  system: text(words('対象システム・サービス', 'System or service'), { searched: true }),
  reason: choice(words('処分の理由', 'Reason'), {
    failed: words('故障', 'Failed'),
    replaced: words('交換・更新', 'Replaced'),
    ended: words('契約・サービスの終了', 'End of contract or service'),
    reuse: words('再利用のため', 'To be reused'),
    other: words('その他', 'Other'),
  }),
  backup: group(
    words('バックアップの確認', 'Backup'),
    {
      confirmed: choice(words('有無', 'Backed up'), yesNoUnknown, needed),
      place: text(words('保管先', 'Where')),
    },
    {
      help: words(
        '消してよいデータか、写しが残っているかを先に確かめます。',
        'Whether the data may go, or a copy is kept elsewhere.',
      ),
    },
  ),
  preClass: choice(words('処理前の機密区分', 'Confidentiality before'), classes, {
    help: words(
      '納められていた情報のうち、最も高い区分です。',
      'The highest class of what it held.',
    ),
  }),
  requestNo: text(words('廃棄申請番号', 'Request no.'), {
    searched: true,
    help: words('社内の申請手続きの番号です。', 'The number of your own application procedure.'),
  }),
  approvalNo: text(words('承認番号', 'Approval no.'), { searched: true }),
  movement: link(words('持出持込', 'Movement'), (): LinkTarget => movements),
  registrar: link(words('登録者', 'Registered by'), account),
  registeredAt: moment(words('登録日時', 'Registered')),
}

const custody = {
  removedAt: moment(words('取り外し日時', 'Removed')),
  storage: group(
    words('保管', 'Storage'),
    {
      place: text(words('保管場所', 'Place'), { searched: true, ...needed }),
      locked: flag(words('施錠している', 'Locked'), needed),
      keeper: link(words('保管者', 'Keeper'), account),
    },
    { remembered: true },
  ),
  storedAt: moment(words('保管開始', 'Stored since')),
  handOver: group(words('引渡し', 'Hand-over'), {
    to: text(words('引渡し先', 'To'), {
      ...needed,
      help: words('社名・部署。個人名は書きません。', 'Company and department, not a person.'),
    }),
    receiver: link(words('受取った社員', 'Received by (employee)'), account),
    place: text(words('場所', 'Place')),
    note: text(words('備考', 'Note')),
  }),
  custody: list(words('受渡しの履歴', 'Chain of custody'), {
    at: moment(words('日時', 'At'), needed),
    by: link(words('記録者', 'Recorded by'), account, needed),
    to: text(words('引渡し先', 'To'), needed),
    receiver: link(words('受取った社員', 'Received by (employee)'), account),
    place: text(words('場所', 'Place')),
    note: text(words('備考', 'Note')),
  }),
}

const treatment = {
  method: choice(words('消去レベル', 'Method'), methods, {
    help: words(
      'Clear：通常の手段では読めない。Purge：高度な手段でも読めない。Destroy：読めず、媒体としても使えない。',
      'Clear resists simple recovery, Purge also laboratory recovery; Destroy makes the medium unusable too.',
    ),
  }),
  technique: choice(words('手法', 'Technique'), techniques, {
    remembered: true,
    help: words(
      '実際に行った処理です。消去レベルとは別に記録します。',
      'What was actually done; recorded apart from the method.',
    ),
  }),
  detail: group(words('手法の詳細', 'Details'), {
    passes: number(words('上書き回数', 'Passes'), {
      min: 1,
      max: 100,
      help: words('全領域を上書きした回数です。', 'How often the whole medium was overwritten.'),
    }),
    pattern: text(words('書き込みパターン', 'Pattern'), {
      help: words('例：ゼロ、乱数', 'e.g. zeros, random'),
    }),
    particleMm: number(words('破砕粒径', 'Particle size'), {
      min: 0.1,
      max: 1_000,
      step: 0.1,
      unit: 'mm',
      help: words(
        '破砕後の最大の粒の大きさ。機材の仕様または実測です。',
        'The largest particle left, as specified for the machine or measured.',
      ),
    }),
    fieldStrength: text(words('磁界強度', 'Field strength'), {
      help: words('例：10,000 Oe', 'e.g. 10,000 Oe'),
    }),
  }),
  encryptedSinceFirstWrite: flag(
    words('最初の書き込みから暗号化していた', 'Encrypted since first write'),
    {
      help: words(
        '暗号化消去は、はじめから暗号化されていた媒体でだけ有効です。',
        'Crypto erase only works on media encrypted from the first write on.',
      ),
    },
  ),
  standard: text(words('準拠規格（版まで）', 'Standard with revision'), {
    remembered: true,
    help: words('例：NIST SP 800-88 Rev. 2', 'e.g. NIST SP 800-88 Rev. 2'),
  }),
  toolUsed: group(
    words('使用機器・ソフト', 'Tool used'),
    {
      tool: link(words('登録済みの機材', 'Registered tool'), (): LinkTarget => tools),
      name: text(words('名称', 'Name')),
      version: text(words('版', 'Version'), {
        ...needed,
        help: words('例：0.36。装置なら型番です。', 'e.g. 0.36; of a machine its model.'),
      }),
      serial: code(words('製造番号', 'Serial no.')),
      calibratedOn: day(words('校正日', 'Calibrated on'), {
        help: words(
          '磁気消去装置などを最後に校正した日です。',
          'When a degausser or the like was last calibrated.',
        ),
      }),
    },
    { remembered: true },
  ),
  workDone: lines(words('作業内容', 'Work done'), { remembered: true }),
  startedAt: moment(words('作業開始', 'Started'), { usual: { hours: 0 } }),
  finishedAt: moment(words('作業終了', 'Finished'), { usual: { hours: 0 } }),
  site: link(words('拠点', 'Site'), (): LinkTarget => sites, { remembered: true }),
  room: text(words('作業場所', 'Room'), { remembered: true }),
  operator: link(words('作業者', 'Operator'), account, { usual: 'actor', ...employee }),
  witness: link(words('立会者', 'Witness'), account, { remembered: true, ...employee }),
  operatorSignature: signature(words('作業者の署名', 'Signature of the operator')),
  witnessSignature: signature(words('立会者の署名', 'Signature of the witness'), {
    beside: 'witness',
  }),
  result: choice(words('結果', 'Result'), outcomes, { remembered: true }),
  errors: lines(words('エラー・未処理領域', 'Errors and unreached areas'), {
    help: words('HPA/DCO、不良セクタなど。', 'HPA/DCO, bad sectors and the like.'),
  }),
  photos: list(words('写真', 'Photos'), {
    photo: file(words('写真', 'Photo'), { accept: pictureTypes, ...needed }),
    phase: choice(
      words('段階', 'Phase'),
      {
        label: words('銘板', 'Label'),
        before: words('処理前', 'Before'),
        during: words('作業中', 'During'),
        after: words('処理後', 'After'),
      },
      { ...needed, usual: { value: 'after' } },
    ),
    takenAt: moment(words('撮影日時', 'Taken at'), { usual: { hours: 0 } }),
  }),
  toolReport: file(words('ツールの出力', 'Report of the tool'), {
    accept: [...attachmentTypes, ...reportTypes],
    report: eraserReport,
    help: words(
      'nwipe のログ・PDF と Blancco の XML は、読み取って上の欄に入れます。',
      'Logs and PDFs of nwipe and XML of Blancco are read and fill in the form.',
    ),
  }),
  limited: flag(words('復元困難性は限定的', 'Limited resistance to recovery'), {
    help: words(
      '穿孔・折曲・切断、または粒径の分からない破砕では、読み取れる部分が残ることがあります。',
      'Drilling, bending, cutting, or shredding to an unknown size may leave readable parts.',
    ),
  }),
  treatments: list(words('処理の履歴', 'Treatments'), {
    method: choice(words('消去レベル', 'Method'), methods, needed),
    technique: choice(words('手法', 'Technique'), techniques, needed),
    startedAt: moment(words('作業開始', 'Started'), needed),
    finishedAt: moment(words('作業終了', 'Finished'), needed),
    operator: link(words('作業者', 'Operator'), account, needed),
    witness: link(words('立会者', 'Witness'), account),
    result: choice(words('結果', 'Result'), outcomes, needed),
  }),
}

export const disposalFields = {
  ...medium,
  ...custody,
  ...treatment,
  ...judgement,
  ...outcome,
  ...issuingFields,
}

export type DisposalFields = typeof disposalFields
export type DisposalState = keyof typeof disposalStates
