/**
 * What the settings say of the company, for whoever shows it: the server, and a device that
 * carries the settings and has lost the server.
 */
import type { Facts } from './record.ts'
import { words } from './words.ts'
import type { Words } from './words.ts'

/** The company as the settings name it, in both languages. */
export function companyOf(settings: Facts): Words {
  const { company, companyEn } = settings
  const ja = typeof company === 'string' ? company : ''
  return words(ja, typeof companyEn === 'string' ? companyEn : ja)
}
