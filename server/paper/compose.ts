/**
 * Works out what a paper says from its declaration, the record and whatever the record links to:
 * every value printed in the reader's language, every picture fetched by its hash.
 */
import { printMoment } from '../../models/fields.ts'
import type { Field, FileReference, Name, PrintContext, Signature } from '../../models/fields.ts'
import { linksOf } from '../../models/derive/views.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Paper, PaperSection, PaperSignature } from '../../models/paper.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { Language } from '../../models/words.ts'
import { words } from '../../models/words.ts'
import { readRecords } from '../../models/stored/records.ts'
import type { House } from '../house.ts'
import { settingsOf, zoneOf } from '../house.ts'
import { labelsOf } from '../ledger/present.ts'
import type { Linked } from '../../models/shown.ts'
import type { Embedded, PaperContent, Picture, Section, Signed } from './content.ts'
import { pictureOf, signOf } from './pictures.ts'
import { agreedText } from './quoted.ts'

/** What follows an institution's name where it is written to. */
const honorific = words('御中', '')

const numbered = words('台帳番号', 'Ledger no.')
const colon = words('：', ': ')
/** The moment of the last thing the paper tells of, which another edition may have changed. */
export const asOf = words('記録の時点', 'Record as of')
const wording = {
  here: words(
    '次のページで、このファイルが真正であることを確かめられます。署名は次の公開鍵によります。',
    'On this page you can verify that this file is genuine. It is signed with the key below.',
  ),
  alone: words(
    '添付の記録と証明は、次の公開鍵で、当社に問い合わせずに確かめられます。',
    'The attached record and proofs can be verified with this public key, without asking us.',
  ),
  key: words('公開鍵', 'Public key'),
}

/** What a paper is made from. */
export interface Source {
  readonly ledger: Ledger
  readonly paper: Paper
  readonly record: LedgerRecord
  readonly language: Language
  /** The moment the paper bears. */
  readonly at: string
  readonly embedded: readonly Embedded[]
}

interface Composing extends Source {
  readonly house: House
  readonly linked: Linked
  readonly context: PrintContext
}

/** The content of a paper. */
export async function compose(house: House, source: Source): Promise<PaperContent> {
  const { ledger, paper, record, language } = source
  const settings = await settingsOf(house)
  const linked = await labelsOf(house, linksOf(ledger, record.facts))
  const timeZone = zoneOf(house, settings)
  const context: PrintContext = { language, timeZone, labelOf: (id) => linked[id]?.title }
  const composing: Composing = { ...source, house, linked, context }
  const sections: Section[] = []
  for (const section of paper.sections) {
    const made = await sectionOf(composing, section)
    if (made) sections.push(made)
  }
  return {
    language,
    title: paper.title[language],
    subject: record.number,
    particulars: [
      ...rowsOf(composing, paper.particulars),
      [numbered[language], record.number],
      [asOf[language], printMoment(source.at, context)],
    ],
    addressee: await addresseeOf(house, paper, record, context),
    issuer: issuerOf(settings, language),
    ...(paper.issues && (await sealOf(house, settings, language))),
    ...(paper.opening && { opening: paper.opening[language] }),
    marks: (paper.marks ?? []).flatMap((key) =>
      record.facts[key] === true ? (ledger.fields[key]?.label[language] ?? []) : [],
    ),
    sections,
    verify: verifyOf(composing, settings),
    footer: `${paper.title[language]}\u3000${record.number}`,
    at: source.at,
    embedded: source.embedded,
  }
}

const decoration = words('印影は装飾です', 'Seal: decoration')

/** The seal of the house, which proves nothing and says so. */
export async function sealOf(
  house: House,
  settings: Facts,
  language: Language,
): Promise<Pick<PaperContent, 'seal'>> {
  const seal = settings['seal'] as FileReference | undefined
  if (!seal) return {}
  return { seal: { bytes: await pictureOf(house, seal), says: decoration[language] } }
}

/** Who issues it, as the settings of the house say. */
export function issuerOf(settings: Facts, language: Language): string[] {
  const { company, companyEn, address, addressEn, issuer, responsible } = settings
  const inEnglish = language === 'en'
  const lines = [
    inEnglish ? (companyEn ?? company) : company,
    inEnglish ? (addressEn ?? address) : address,
    issuer,
    responsible,
  ]
  return lines.filter((line): line is string => typeof line === 'string')
}

/** The key whoever holds the paper can verify it with, and where, if it was issued. */
function verifyOf(
  { house, record, paper, language }: Composing,
  settings: Facts,
): NonNullable<PaperContent['verify']> {
  const key = keyOf(house, language)
  const page = paper.issues && verificationPage(house, settings)
  if (!page) return { says: wording.alone[language], key }
  return { says: wording.here[language], key, address: `${page}#${record.number}` }
}

/** The journal's public key as it is compared with what is noted elsewhere. */
export function keyOf(house: House, language: Language): string {
  return `${wording.key[language]}${colon[language]}${house.signer.vkey}`
}

/** The page the settings name, or this house's own where its address is known. */
function verificationPage(house: House, { verification }: Facts): string | undefined {
  if (typeof verification === 'string') return verification
  const base = house.config.publicUrl ?? house.reach().addresses[0]
  return base === undefined ? undefined : `${base}/verify`
}

/** To whom a paper about a record is addressed, and what is written below the name. */
export async function addresseeOf(
  house: House,
  paper: Paper,
  record: LedgerRecord,
  context: PrintContext,
): Promise<string[]> {
  const id = paper.to === undefined ? undefined : record.facts[paper.to]
  if (typeof id !== 'string') return []
  const [found] = await readRecords(house.database.records, { _id: id })
  const ledger = house.ledgers.find(({ name }) => name === found?.ledger)
  if (!found || !ledger) return []
  const below = (paper.toFields ?? []).flatMap((key) => {
    const field = ledger.fields[key]
    const value = found.facts[key]
    if (!field || value === undefined || value === null) return []
    return `${field.label[context.language]}\u3000${field.print(value, context)}`
  })
  const called = ledger.title(found.facts) ?? found.number
  return [`${called} ${honorific[context.language]}`.trim(), ...below]
}

function rowsOf(composing: Composing, keys: readonly string[]): (readonly [string, string])[] {
  const { ledger, record, context } = composing
  return keys.flatMap((key) => {
    const field = ledger.fields[key]
    const value = record.facts[key]
    if (!field || value === undefined || value === null) return []
    return [[field.label[context.language], printedLines(field, value, context)] as const]
  })
}

/** The parts of a group, each with its label. */
function printedLines(field: Field, value: unknown, context: PrintContext): string {
  if (field.kind !== 'group') return field.print(value, context)
  const facts = value as Facts
  return Object.entries(field.parts ?? {})
    .filter(([key]) => facts[key] !== undefined && facts[key] !== null)
    .map(([key, part]) => {
      const label = part.label[context.language]
      return `${label}${colon[context.language]}${part.print(facts[key], context)}`
    })
    .join('\u3000')
}

async function sectionOf(
  composing: Composing,
  section: PaperSection,
): Promise<Section | undefined> {
  const { house, record, language } = composing
  const heading = section.heading[language]
  if ('fields' in section) {
    const rows = rowsOf(composing, section.fields)
    return rows.length > 0 ? { kind: 'facts', heading, rows } : undefined
  }
  if ('rows' in section) return tableOf(composing, heading, section)
  if ('pictures' in section) {
    const pictures = await picturesOf(composing, section.pictures)
    return pictures.length > 0 ? { kind: 'pictures', heading, pictures } : undefined
  }
  if ('signed' in section) {
    const signed: Signed[] = []
    for (const one of section.signed) {
      const made = await signedOf(composing, one)
      if (made) signed.push(made)
    }
    return signed.length > 0 ? { kind: 'signatures', heading, signed } : undefined
  }
  if ('quoted' in section) {
    const text = await agreedText(house, record.facts[section.quoted])
    return text === undefined
      ? undefined
      : { kind: 'text', heading, paragraphs: text.split(/\r\n|\r|\n/) }
  }
  const paragraphs = section.says.map((one) => one[language])
  return { kind: 'text', heading, paragraphs }
}

function tableOf(
  { ledger, record, context }: Composing,
  heading: string,
  { rows: key, several }: { readonly rows: string; readonly several?: true },
): Section | undefined {
  const rows = record.facts[key] as readonly Facts[] | undefined
  const parts = Object.entries(ledger.fields[key]?.parts ?? {})
  if (!rows || rows.length < (several ? 2 : 1)) return undefined
  const used = parts.filter(([name]) => rows.some((row) => row[name] !== undefined))
  return {
    kind: 'table',
    heading,
    head: used.map(([, part]) => part.label[context.language]),
    rows: rows.map((row) =>
      used.map(([name, part]) =>
        row[name] === undefined || row[name] === null ? '' : part.print(row[name], context),
      ),
    ),
  }
}

/** The pictures of a list with what is said of each and its hash, which ties it to the record. */
async function picturesOf(
  { house, ledger, record, context }: Composing,
  key: string,
): Promise<Picture[]> {
  const rows = (record.facts[key] ?? []) as readonly Facts[]
  const parts = Object.entries(ledger.fields[key]?.parts ?? {})
  const pictures: Picture[] = []
  for (const row of rows) {
    const file = parts.find(([, part]) => part.kind === 'file')?.[0]
    const reference = file && (row[file] as FileReference | undefined)
    if (!reference) continue
    const told = parts
      .filter(([name]) => name !== file && row[name] !== undefined && row[name] !== null)
      .map(([name, part]) => part.print(row[name], context))
    const caption = [...told, `SHA-256 ${reference.sha256.slice(0, 16)}…`].join(' / ')
    pictures.push({ bytes: await pictureOf(house, reference), caption })
  }
  return pictures
}

async function signedOf(
  { house, ledger, record, context }: Composing,
  { who, at, image }: PaperSignature,
): Promise<Signed | undefined> {
  const field = ledger.fields[who]
  const value = record.facts[who]
  if (!field || value === undefined || value === null) return undefined
  const signature = image === undefined ? undefined : (record.facts[image] as Signature | undefined)
  // Who drew a sign did so at a moment of its own, which may be hours after the work was done.
  const when = signature?.signedAt ?? (at === undefined ? undefined : record.facts[at])
  return {
    part: field.label[context.language],
    name: field.kind === 'name' ? (value as Name).name : field.print(value, context),
    at: typeof when === 'string' ? printMoment(when, context) : '',
    ...(signature && { image: await signOf(house, signature.image) }),
  }
}
