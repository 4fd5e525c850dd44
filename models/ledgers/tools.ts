/**
 * Tools: the erasers, degaussers, shredders and scanners whose version and calibration decide
 * what a record of their work is worth. A disposal copies the version in use that day; this
 * register says whether the tool may be used at all.
 */
import { choice, code, day, file, lines, number, text } from '../fields.ts'
import { ledger } from '../ledger.ts'
import { words } from '../words.ts'
import { keeps } from './amending.ts'

const kinds = {
  eraser: words('消去ソフト', 'Erasing software'),
  degausser: words('消磁装置', 'Degausser'),
  shredder: words('シュレッダー', 'Shredder'),
  crusher: words('破砕・穿孔装置', 'Crusher or drill'),
  scanner: words('ウイルス検査ソフト', 'Virus scanner'),
  encrypter: words('暗号化ソフト', 'Encryption software'),
  other: words('その他', 'Other'),
}

const fields = {
  name: text(words('名称', 'Name'), { searched: true }),
  kind: choice(words('種別', 'Kind'), kinds),
  maker: text(words('メーカー', 'Maker')),
  model: text(words('型番', 'Model')),
  serial: code(words('製造番号', 'Serial no.')),
  version: text(words('版', 'Version'), {
    help: words(
      'ソフトウェアの版です。更新したら「版を更新する」で記録します。',
      'Of the software. When it is updated, record it with “Update the version”.',
    ),
  }),
  particleMm: number(words('破砕粒径', 'Particle size'), {
    min: 0,
    max: 1_000,
    step: 0.1,
    unit: 'mm',
    help: words(
      '破砕後の最大の粒の大きさ。機材の仕様です。',
      'The largest particle left, as the machine is specified.',
    ),
  }),
  calibratedOn: day(words('校正日', 'Calibrated on'), {
    help: words(
      '磁界強度や粒径が仕様どおりかを、最後に確かめた日です。',
      'When field strength or particle size was last found to be as specified.',
    ),
  }),
  calibrateBy: day(words('次回校正期限', 'Calibrate by'), {
    help: words('この日までに校正し直します。', 'To be calibrated again by this day.'),
  }),
  certificate: file(words('校正証明書', 'Calibration certificate')),
  note: lines(words('備考', 'Note')),
}

const given = ['maker', 'model', 'serial', 'version', 'particleMm', 'note'] as const
const calibration = ['calibratedOn', 'calibrateBy', 'certificate'] as const

export const tools = ledger('tools', {
  label: words('機材・ツール', 'Tools'),
  noun: words('機材・ツール', 'tool'),
  empty: words(
    '媒体の消去・破壊に使う機材とソフトウェアを登録します。廃棄の記録で選べるようになります。',
    'Register the equipment and software with which media are sanitized; disposals then name them.',
  ),
  prefix: 'TL',
  register: true,
  fields,
  states: {
    usable: words('使用可', 'Usable'),
    suspended: words('使用停止', 'Suspended'),
    retired: words('廃止', 'Retired'),
  },
  acts: {
    add: {
      label: words('機材を登録する', 'Add a tool'),
      from: null,
      to: 'usable',
      by: ['admin', 'iso'],
      needs: ['name', 'kind'],
      takes: [...given, ...calibration],
    },
    calibrate: {
      label: words('校正を記録する', 'Record a calibration'),
      from: ['usable', 'suspended'],
      to: 'usable',
      by: ['admin', 'iso'],
      needs: ['calibratedOn'],
      takes: ['calibrateBy', 'certificate'],
    },
    update: {
      label: words('版を更新する', 'Update the version'),
      from: ['usable', 'suspended'],
      to: 'same',
      by: ['admin', 'iso'],
      needs: ['version'],
    },
    suspend: {
      label: words('使用を停止する', 'Suspend'),
      from: ['usable'],
      to: 'suspended',
      by: ['admin', 'iso'],
      because: true,
      tone: 'danger',
    },
    resume: {
      label: words('使用を再開する', 'Resume'),
      from: ['suspended'],
      to: 'usable',
      by: ['admin', 'iso'],
      because: true,
    },
    retire: {
      label: words('廃止する', 'Retire'),
      from: ['usable', 'suspended'],
      to: 'retired',
      by: ['admin', 'iso'],
      because: true,
      tone: 'aside',
    },
    amend: {
      label: words('訂正する', 'Correct'),
      from: 'any',
      to: 'same',
      by: ['admin', 'iso'],
      takes: ['name', 'kind', ...given, ...calibration],
      because: true,
      tone: 'aside',
    },
  },
  rules: [
    keeps(['amend'], ['name', 'kind']),
    {
      on: ['add', 'calibrate', 'amend'],
      must: ({ facts: { calibratedOn, calibrateBy } }) =>
        !calibratedOn || !calibrateBy || calibratedOn <= calibrateBy,
      else: words(
        '次回校正期限は校正日より後にしてください。',
        'The next calibration comes after the last one.',
      ),
      field: 'calibrateBy',
    },
  ],
  dues: {
    calibration: {
      label: words('校正期限超過', 'Calibration overdue'),
      coming: words('校正の期限', 'Calibrate by'),
      states: ['usable', 'suspended'],
      from: ({ calibrateBy }) => (calibrateBy ? `${calibrateBy}T23:59:59.999Z` : undefined),
      settledBy: 'calibrate',
    },
  },
  reads: { admin: 'all', staff: 'all', iso: 'all', auditor: 'all' },
  carried: [{ states: ['usable'] }],
  title: ({ name: called, version }) => (version ? `${called ?? ''} ${version}`.trim() : called),
  sorts: ['name', 'kind', 'calibrateBy'],
  columns: ['name', 'kind', 'maker', 'model', 'serial', 'version', 'calibratedOn', 'calibrateBy'],
})
