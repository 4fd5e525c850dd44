/**
 * The law of the disposal list: no technique is claimed that cannot work, two people stand behind
 * every destruction, nobody judges their own work, and a certificate is issued only for what has
 * been verified and accepted.
 */
import type { Rule, Scene } from '../ledger.ts'
import { words } from '../words.ts'
import { activeEmployee } from './accounts.ts'
import { keeps, notYourOwn, ownOrIso } from './amending.ts'
import type { DisposalAct } from './disposalacts.ts'
import type { DisposalFields } from './disposalfields.ts'
import { techniqueFits, techniqueWorks } from './sanitization.ts'

type DisposalScene = Scene<DisposalFields>
type DisposalRule = Rule<DisposalFields, DisposalAct>

/** Before anything was done to the medium its registrar corrects it, afterwards the ISO office. */
function mayAmend(scene: DisposalScene): boolean {
  const early = ['registered', 'stored'].includes(scene.before?.state ?? '')
  return early ? ownOrIso(scene, ['registrar']) : scene.actor.roles.includes('iso')
}

/** A correction changes what a certificate or a reuse said, but never makes one up. */
function nothingMadeUp({ before, given }: DisposalScene): boolean {
  const said = (['certificateNo', 'reuseFor', 'technique', 'operator'] as const).filter(
    (key) => given[key] !== undefined,
  )
  return said.every((key) => before?.facts[key] !== undefined)
}

function toolUsable({ facts, given, linked }: DisposalScene): boolean {
  if (!given.toolUsed) return true
  const { tool, name } = facts.toolUsed ?? {}
  return tool === undefined ? name !== undefined : linked(tool)?.state === 'usable'
}

function peopleActive({ given, linked }: DisposalScene): boolean {
  return [given.operator, given.witness].every((id) => !id || activeEmployee(linked(id)))
}

function recordedByThem({ actor, facts }: DisposalScene): boolean {
  return actor.roles.includes('iso') || [facts.operator, facts.witness].includes(actor.id)
}

/** What a certificate must state of every medium and nobody can find out afterwards. */
function complete({ facts }: DisposalScene): boolean {
  return Boolean(facts.managementNo && facts.source && facts.site)
}

function reusable({ facts }: DisposalScene): boolean {
  const destroyed = (facts.treatments ?? []).some(
    ({ method, result }) => method === 'destroy' && result !== 'failed',
  )
  return !destroyed && facts.validation?.decision === 'accept'
}

/** The number of a record is kept for its own certificate, which it may have without one typed. */
function numberFree({ before, given: { certificateNo } }: DisposalScene): boolean {
  if (!before || certificateNo === undefined || certificateNo === before.number) return true
  const [prefix] = before.number.split('-')
  return !new RegExp(`^${prefix}-\\d{4}-\\d+$`).test(certificateNo)
}

const working: readonly DisposalRule[] = [
  {
    on: ['erase'],
    must: ({ facts }) => facts.method === 'clear' || facts.method === 'purge',
    else: words(
      '消去で記録できるレベルは Clear か Purge です。物理破壊は「破壊を記録する」を使ってください。',
      'An erasure is Clear or Purge; physical destruction has an act of its own.',
    ),
    field: 'method',
  },
  {
    on: ['erase', 'destroy', 'amend'],
    must: ({ facts: { method, technique } }) =>
      !method || !technique || techniqueFits(method, technique),
    else: words(
      'この手法は選んだ消去レベルに当たりません。消磁と暗号化消去は Purge、物理破壊は Destroy です。',
      'The technique does not reach the method: degauss and crypto erase are Purge, only physical destruction is Destroy.',
    ),
    field: 'technique',
  },
  {
    on: ['erase', 'destroy', 'amend'],
    must: ({ facts: { technique, mediaType } }) =>
      !technique || !mediaType || techniqueWorks(technique, mediaType),
    else: words(
      'この手法はこの媒体種別には効きません（SSD・フラッシュ・光ディスクの消磁など）。',
      'The technique has no effect on this kind of medium, such as degaussing solid state or optical media.',
    ),
    field: 'technique',
  },
  {
    on: ['erase', 'amend'],
    must: ({ facts }) =>
      facts.technique !== 'crypto_erase' || facts.encryptedSinceFirstWrite === true,
    else: words(
      '暗号化消去は、最初の書き込みから暗号化していた媒体に限ります。',
      'Crypto erase needs a medium encrypted since its first write.',
    ),
    field: 'encryptedSinceFirstWrite',
  },
  {
    on: ['erase', 'destroy', 'amend'],
    must: ({ facts: { startedAt, finishedAt } }) =>
      !startedAt || !finishedAt || startedAt <= finishedAt,
    else: words('作業終了が作業開始より前です。', 'The work finished before it started.'),
    field: 'finishedAt',
  },
  {
    on: ['erase', 'destroy'],
    must: ({ facts }) => facts.site !== undefined,
    else: words('作業した拠点を記録してください。', 'Say at which site the work was done.'),
    field: 'site',
  },
  {
    on: ['erase', 'destroy', 'amend'],
    must: toolUsable,
    else: words(
      '使用機器は、使用可能な登録済みの機材か、名称で記録してください。',
      'Name the tool used: a registered tool that is usable, or its name.',
    ),
    field: 'toolUsed',
  },
  {
    on: ['erase', 'destroy', 'amend'],
    must: peopleActive,
    else: words(
      '作業者と立会者は有効なアカウントを持つ社員でなければなりません。',
      'Operator and witness are employees with active accounts.',
    ),
    field: 'operator',
  },
  {
    on: ['erase', 'destroy'],
    must: recordedByThem,
    else: words(
      '作業は、その作業者か立会者、またはISO事務局が記録します。',
      'The work is recorded by its operator, its witness or the ISO office.',
    ),
    field: 'operator',
  },
  {
    on: ['destroy'],
    must: ({ given }) => (given.photos ?? []).length > 0,
    else: words('破壊の記録には写真が1枚以上必要です。', 'A destruction needs at least one photo.'),
    field: 'photos',
  },
]

const judging: readonly DisposalRule[] = [
  {
    on: ['validate'],
    must: ({ facts }) =>
      Boolean(facts.validation?.reason) ||
      (facts.validation?.decision === 'accept' && facts.limited !== true),
    else: words(
      '復元困難性が限定的な手法を受け入れるとき、またはやり直し・上位判断とするときは、理由が必要です。',
      'Accepting a treatment of limited resistance, repeating or escalating needs a reason.',
    ),
    field: 'validation',
  },
  {
    on: ['concur', 'certify'],
    must: ({ facts }) => facts.validation?.decision === 'accept',
    else: words(
      '妥当性の判断で受け入れられていません。',
      'The outcome has not been accepted in a validation.',
    ),
    field: 'validation',
  },
  {
    on: ['certify'],
    must: complete,
    else: words(
      '証明書には管理番号・取り出し元・作業拠点が必要です。訂正で補ってください。',
      'A certificate states the management number, the source and the site; add them by a correction.',
    ),
    field: 'managementNo',
  },
  {
    on: ['certify', 'amend'],
    must: numberFree,
    else: words(
      'ほかの媒体の廃棄リストの番号は、証明書番号にできません。空欄にすると、この媒体の番号になります。',
      'The number of another record cannot be the certificate number; left empty, it is this record’s own.',
    ),
    field: 'certificateNo',
  },
  {
    on: ['reuse'],
    must: reusable,
    else: words(
      '再利用できるのは、消去が検証され、受け入れられた媒体だけです。',
      'Only media whose erasure was verified and accepted are reused.',
    ),
  },
]

export const disposalRules: readonly DisposalRule[] = [
  { on: ['amend'], must: mayAmend, else: notYourOwn },
  keeps(
    ['amend'],
    [
      'maker',
      'model',
      'serial',
      'mediaType',
      'storage',
      'technique',
      'standard',
      'toolUsed',
      'workDone',
      'startedAt',
      'finishedAt',
      'operator',
      'certificateNo',
      'destination',
      'reuseFor',
    ],
  ),
  {
    on: ['amend'],
    must: nothingMadeUp,
    else: words(
      'まだ行われていない処理・証明・再利用は、訂正では記録できません。',
      'A treatment, certificate or reuse that has not happened cannot be recorded by a correction.',
    ),
  },
  ...working,
  ...judging,
]
