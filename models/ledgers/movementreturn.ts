/**
 * The second half of what the carry-out ledger records: whether what is out is still there, how it
 * came back, and its inspection. Only `movementfields.ts` imports this file's values.
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
  pictureTypes,
  signature,
  text,
} from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { words } from '../words.ts'
import { accounts } from './accounts.ts'
import { discs } from './discs.ts'
import { tools } from './tools.ts'

const account = (): LinkTarget => accounts
const needed = { required: true }

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

export const checking = {
  check: group(
    words('紛失確認', 'Loss check'),
    {
      result: choice(words('結果', 'Result'), presence, needed),
      how: choice(words('方法', 'How'), checkedBy, needed),
      note: text(words('備考', 'Note')),
      photo: file(words('写真', 'Photo'), { accept: pictureTypes }),
    },
    {
      help: words(
        '持出中の品が手元にあるかを、設定した間隔で確かめます。',
        'Whether what is out is still at hand, asked at the interval in the settings.',
      ),
    },
  ),
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

export const returning = {
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
    help: words(
      '封印番号が持出時と同じで、開けた跡がないことを確かめます。',
      'The seal has the number it left with and shows no trace of opening.',
    ),
  }),
  returnedBy: name(words('返却者', 'Returned by')),
  returnSignature: signature(words('受渡しの署名（返却時）', 'Signature on return')),
  receiptSignature: signature(words('受領者の署名', 'Signature of who received it')),
  returnedAt: moment(words('返却日時', 'Returned')),
  receivedBy: link(words('受領者（社員）', 'Received by'), account),
}

export const inspecting = {
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
    toolName: text(words('検査ツール（名称・版）', 'Tool, name and version'), {
      help: words(
        '登録していないツールを使ったときに書きます。',
        'For a tool that is not in the register.',
      ),
    }),
    definitions: day(words('定義ファイルの日付', 'Definitions of'), {
      help: words(
        '検査に使ったウイルス定義ファイルの日付です。',
        'The date of the virus definitions the scan used.',
      ),
    }),
    isolated: flag(words('隔離した端末で検査した', 'Scanned on an isolated machine'), {
      fine: [true],
      help: words(
        '社内ネットワークにつながっていない端末で検査します。',
        'A machine that is not on the company’s network.',
      ),
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
      {
        ...needed,
        fine: ['passed', 'none'],
        remark: 'action',
        help: words(
          '部品の追加や改造、盗聴装置がないかを確かめます。',
          'Looked over for added parts, changes and bugs.',
        ),
      },
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
    incidentNo: code(words('インシデント番号', 'Incident no.'), {
      help: words(
        '社内の事故・不適合の管理番号です。',
        'The number under which your company handles the incident.',
      ),
    }),
    police: text(words('警察への届出', 'Report to the police')),
  }),
  resolution: choice(words('紛失の結末', 'Outcome of the loss'), {
    found: words('所在が判明した', 'Found'),
    writtenOff: words('発見できず除却した', 'Written off'),
  }),
  resolutionNote: lines(words('結末の詳細', 'Details of the outcome')),
  note: lines(words('備考', 'Note')),
}
