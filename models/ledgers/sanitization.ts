/**
 * What is known of ways to make a medium unreadable: which technique belongs to which method,
 * which never works on which medium, and which leaves doubt. NIST SP 800-88 Rev. 2 (2025) and
 * IEEE 2883-2022 moved degaussing out of Destroy and warn of drilling, bending and cutting.
 */
import type { Reporting } from '../field.ts'
import { words } from '../words.ts'

export const methods = {
  clear: words('Clear（消去）', 'Clear'),
  purge: words('Purge（除去）', 'Purge'),
  destroy: words('Destroy（破壊）', 'Destroy'),
}

export const techniques = {
  overwrite: words('上書き', 'Overwrite'),
  block_erase: words('ブロック消去', 'Block erase'),
  crypto_erase: words('暗号化消去', 'Crypto erase'),
  degauss: words('消磁（磁気破壊）', 'Degauss'),
  shred: words('破砕（シュレッダー）', 'Shred'),
  disintegrate: words('分解・細断', 'Disintegrate'),
  melt: words('溶融', 'Melt'),
  incinerate: words('焼却', 'Incinerate'),
  pulverize: words('粉砕', 'Pulverize'),
  drill: words('穿孔', 'Drill'),
  bend: words('折曲', 'Bend'),
  cut: words('切断', 'Cut'),
  other: words('その他', 'Other'),
}

export const outcomes = {
  completed: words('完了', 'Completed'),
  exceptions: words('一部例外あり', 'Completed with exceptions'),
  failed: words('失敗', 'Failed'),
}

/** How confidential what is stored is, before a treatment and after it. */
export const classes = {
  public: words('公開', 'Public'),
  internal: words('社内', 'Internal'),
  confidential: words('機密', 'Confidential'),
  medical: words('医療情報', 'Medical information'),
  none: words('情報なし', 'No information'),
}

export type Method = keyof typeof methods
export type Technique = keyof typeof techniques

const logical: ReadonlySet<Technique> = new Set(['overwrite', 'block_erase', 'crypto_erase'])
const doubtful: ReadonlySet<Technique> = new Set(['drill', 'bend', 'cut'])
/** Media on which a magnetic field changes nothing, or not everything, that is stored. */
const unmagnetic: ReadonlySet<string> = new Set(['ssd', 'hybrid', 'flash', 'optical'])

/** Whether a technique belongs to a method. `other` may be any; its details say what it was. */
export function techniqueFits(method: Method, technique: Technique): boolean {
  if (technique === 'other') return true
  if (method === 'destroy') return technique !== 'degauss' && !logical.has(technique)
  if (technique === 'degauss') return method === 'purge'
  if (technique === 'overwrite') return true
  return method === 'purge' && logical.has(technique)
}

/** Whether a technique can do anything to a kind of medium. */
export function techniqueWorks(technique: Technique, mediaType: string): boolean {
  if (technique === 'degauss') return !unmagnetic.has(mediaType)
  if (technique === 'block_erase') return ['ssd', 'hybrid', 'flash', 'other'].includes(mediaType)
  if (technique === 'overwrite') return mediaType !== 'optical'
  return true
}

/**
 * Whether a treatment leaves a doubt that has to be printed and answered for.
 *
 * @param particleMm the size of the pieces, in millimetres, if it is known
 */
export function limitedResistance(
  technique: Technique | undefined,
  particleMm: number | undefined,
): boolean {
  if (technique === undefined) return false
  return doubtful.has(technique) || (technique === 'shred' && particleMm === undefined)
}

/** What of an erasing tool's report goes where in a record. */
export const eraserReport: Reporting = {
  about: 'serial',
  fills: {
    method: 'method',
    technique: 'technique',
    'detail.passes': 'passes',
    standard: 'standard',
    'toolUsed.name': 'tool',
    'toolUsed.version': 'version',
    workDone: 'work',
    startedAt: 'started',
    finishedAt: 'finished',
    result: 'result',
    errors: 'errors',
  },
}
