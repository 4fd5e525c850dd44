/**
 * What PDF/A-3b (ISO 19005-3) asks of the structure of a file, as far as it can be told from its
 * objects. It is no validator of the whole standard: it knows what our papers are made of, and says
 * of everything else that it does not.
 */
import { XMLParser } from 'fast-xml-parser'
import { Anatomy } from './readers.ts'
import type { Dictionary, PdfValue } from './readers.ts'

/** What speaks against a file; nothing for one that is as it should be. */
export function archivalFaults(bytes: Uint8Array): string[] {
  const anatomy = new Anatomy(bytes)
  const catalog = anatomy.dictionary(anatomy.trailer['/Root'])
  return [
    ...fileFaults(bytes, anatomy),
    ...catalogFaults(anatomy, catalog),
    ...metadataFaults(anatomy, catalog),
    ...embeddedFaults(anatomy, catalog),
    ...fontFaults(anatomy),
    ...pageFaults(anatomy),
    ...structureFaults(anatomy, catalog),
  ]
}

/** Every text of a list whose condition does not hold. */
function unless(...all: readonly (readonly [holds: boolean, says: string])[]): string[] {
  return all.filter(([holds]) => !holds).map(([, says]) => says)
}

function fileFaults(bytes: Uint8Array, { trailer }: Anatomy): string[] {
  const [, comment = ''] = Buffer.from(bytes.subarray(0, 32)).toString('latin1').split('\n')
  const binary = comment.startsWith('%') && /^[\u0080-\u00ff]{4}/.test(comment.slice(1))
  const id = trailer['/ID']
  const end = Buffer.from(bytes.subarray(-8)).toString('latin1').trimEnd()
  return unless(
    [Buffer.from(bytes.subarray(0, 9)).toString('latin1') === '%PDF-1.7\n', 'no header of PDF 1.7'],
    [binary, 'the header has no line of binary bytes'],
    [end.endsWith('%%EOF'), 'bytes follow the end'],
    [Array.isArray(id) && id.length === 2, 'no /ID'],
    [trailer['/Encrypt'] === undefined, 'it is encrypted'],
  )
}

/** Keys that do something when a file is opened, or that hold what PDF/A does not know. */
const active = ['/OpenAction', '/AA', '/AcroForm', '/XFA', '/OCProperties', '/Requirements']

function catalogFaults(anatomy: Anatomy, catalog: Dictionary): string[] {
  const intents = anatomy.list(catalog['/OutputIntents']) as readonly Dictionary[]
  const [intent] = intents
  const profile = anatomy.stream(intent?.['/DestOutputProfile'])
  const marked = anatomy.dictionary(catalog, '/MarkInfo')['/Marked']
  const all = anatomy.dictionaries()
  const scripts = all.some((one) => one['/JS'] !== undefined || one['/S'] === '/JavaScript')
  return unless(
    [/^u:(ja|en)/.test(String(catalog['/Lang'])), 'no /Lang'],
    [marked === true, 'it is not marked as tagged'],
    [intent?.['/S'] === '/GTS_PDFA1', 'no output intent of PDF/A'],
    // A profile says of itself what it is, in its bytes 16 to 19 and 36 to 39.
    [profile?.toString('latin1', 36, 40) === 'acsp', 'the output intent has no ICC profile'],
    [profile?.toString('latin1', 16, 20) === 'RGB ', 'the profile is not of RGB'],
    [intents.length === 1, 'more than one output intent'],
    [!active.some((key) => catalog[key] !== undefined), 'something happens on opening it'],
    [!scripts, 'it holds JavaScript'],
    [!all.some((one) => one['/Type'] === '/Annot'), 'it holds annotations'],
  )
}

interface Xmp {
  readonly [key: string]: string | Xmp | undefined
}

function metadataFaults(anatomy: Anatomy, catalog: Dictionary): string[] {
  const reference = catalog['/Metadata']
  const told = anatomy.dictionary(reference)
  const text = anatomy.stream(reference)?.toString('utf8') ?? ''
  const parser = new XMLParser({ parseTagValue: false, removeNSPrefix: false, textNodeName: 'is' })
  const described = propertiesOf(parser.parse(text.replace(/<\?xpacket.*?\?>/g, '')) as Xmp)
  const info = anatomy.dictionary(anatomy.trailer['/Info'])
  const said = (key: string) => String(anatomy.at(info[key]) ?? '').replace(/^u:/, '')
  const same = (key: string, property: string) =>
    [described.get(property) === said(key), `${property} is not what ${key} says`] as const
  const moment = (key: string, property: string) =>
    [
      Date.parse(described.get(property) ?? '') === momentOf(said(key)),
      `${property} is not the moment ${key} says`,
    ] as const
  return unless(
    [told['/Subtype'] === '/XML' && told['/Filter'] === undefined, 'no readable metadata'],
    [described.get('pdfaid:part') === '3', 'its metadata does not say part 3'],
    [described.get('pdfaid:conformance') === 'B', 'its metadata does not say conformance B'],
    same('/Title', 'dc:title'),
    same('/Author', 'dc:creator'),
    same('/Subject', 'dc:description'),
    same('/Creator', 'xmp:CreatorTool'),
    same('/Producer', 'pdf:Producer'),
    moment('/CreationDate', 'xmp:CreateDate'),
    moment('/ModDate', 'xmp:ModifyDate'),
  )
}

/** The properties of a packet by name; of an array or of languages the first. */
function propertiesOf(xmp: Xmp): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const leaf = (value: string | Xmp | undefined): string | undefined => {
    if (typeof value !== 'object') return value
    if (typeof value['is'] === 'string') return value['is']
    for (const one of Object.values(value)) {
      const text = leaf(one)
      if (text !== undefined) return text
    }
    return undefined
  }
  const look = (value: Xmp): void => {
    for (const [key, one] of Object.entries(value)) {
      if (/^(dc|pdf|pdfaid|xmp):/.test(key)) {
        const text = leaf(one)
        if (text !== undefined) found.set(key, text)
      } else if (Array.isArray(one)) for (const each of one as Xmp[]) look(each)
      else if (typeof one === 'object') look(one)
    }
  }
  look(xmp)
  return found
}

/** `D:20260401090000Z` as milliseconds. */
function momentOf(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

function embeddedFaults(anatomy: Anatomy, catalog: Dictionary): string[] {
  const names = anatomy.dictionary(catalog, '/Names', '/EmbeddedFiles')['/Names']
  const named = anatomy
    .list(names)
    .filter((one): one is Dictionary => typeof one === 'object' && one !== null)
  const associated = anatomy.list(catalog['/AF']) as readonly Dictionary[]
  const faults = unless([
    named.length === associated.length && named.every((one) => associated.includes(one)),
    'the files embedded are not those associated with the document',
  ])
  for (const one of named) {
    const name = String(one['/UF'] ?? one['/F'])
    const file = anatomy.dictionary(one, '/EF', '/F')
    const params = anatomy.dictionary(file['/Params'])
    const bytes = anatomy.stream((anatomy.at(one['/EF']) as Dictionary)['/F'])
    const relationship = String(one['/AFRelationship'])
    faults.push(
      ...unless(
        [
          one['/Type'] === '/Filespec' && one['/F'] === one['/UF'],
          `${name}: no file specification`,
        ],
        [['/Data', '/Supplement'].includes(relationship), `${name}: no /AFRelationship`],
        [/^\/[a-z]+\/[a-z]+$/.test(String(file['/Subtype'])), `${name}: no media type`],
        [/^u:D:\d{14}Z/.test(String(params['/ModDate'])), `${name}: no /ModDate`],
        [params['/Size'] === bytes?.length, `${name}: not as long as it says`],
      ),
    )
  }
  return faults
}

function fontFaults(anatomy: Anatomy): string[] {
  const fonts = anatomy.dictionaries().filter((one) => one['/Type'] === '/Font')
  const faults = fonts.length === 0 ? ['it has no fonts'] : []
  for (const font of fonts) {
    const name = String(font['/BaseFont'])
    if (font['/Subtype'] === '/Type0') {
      const map = anatomy.stream(font['/ToUnicode'])?.toString('latin1') ?? ''
      faults.push(
        ...unless(
          [/beginbf(char|range)/.test(map), `${name}: nothing says which text its glyphs are`],
          [font['/Encoding'] === '/Identity-H', `${name}: another encoding`],
        ),
      )
    } else if (font['/Subtype'] === '/CIDFontType2') {
      const program = anatomy.stream(anatomy.dictionary(font, '/FontDescriptor')['/FontFile2'])
      faults.push(
        ...unless(
          [(program?.length ?? 0) > 0, `${name}: it is not embedded`],
          [/^\/[A-Z]{6}\+/.test(name), `${name}: not named as a subset`],
          [font['/CIDToGIDMap'] !== undefined, `${name}: no map of its glyphs`],
          [Array.isArray(anatomy.at(font['/W'])), `${name}: no widths`],
        ),
      )
    } else faults.push(`${name}: a kind of font this does not know`)
  }
  return faults
}

/** Colour spaces an RGB output intent covers. */
const covered = ['/DeviceRGB', '/DeviceGray']
const filters = ['/FlateDecode', '/DCTDecode']

function pageFaults(anatomy: Anatomy): string[] {
  const faults: string[] = []
  for (const one of anatomy.dictionaries()) {
    const told = one['/Filter'] ?? []
    const filter: readonly PdfValue[] = Array.isArray(told) ? told : [told]
    faults.push(
      ...unless(
        [filter.every((name) => filters.includes(String(name))), `filter ${filter.join(' ')}`],
        [[undefined, '/None'].includes(one['/SMask'] as string), 'a soft mask'],
        [[undefined, 1].includes(one['/ca'] as number), 'something is painted half transparent'],
        [[undefined, 1].includes(one['/CA'] as number), 'something is drawn half transparent'],
        [[undefined, '/Normal'].includes(one['/BM'] as string), `blend mode ${String(one['/BM'])}`],
        [one['/S'] !== '/Transparency', 'a transparency group'],
        [one['/TR'] === undefined && one['/HTP'] === undefined, 'a transfer function'],
      ),
    )
    if (one['/Subtype'] === '/Image') {
      const space = String(anatomy.at(one['/ColorSpace']))
      faults.push(
        ...unless(
          [covered.includes(space), `an image in ${space}`],
          [one['/Interpolate'] !== true, 'an image is interpolated'],
          [one['/Alternates'] === undefined, 'an image has alternates'],
        ),
      )
    }
    if (one['/Type'] === '/XObject' && one['/Subtype'] === '/PS') faults.push('PostScript')
  }
  return faults
}

function structureFaults(anatomy: Anatomy, catalog: Dictionary): string[] {
  const root = anatomy.dictionary(catalog, '/StructTreeRoot')
  const [document] = anatomy.list(root['/K']) as readonly Dictionary[]
  const elements = anatomy
    .dictionaries()
    .filter((one) => one['/S'] !== undefined && one['/P'] !== undefined)
  const figures = elements.filter((one) => one['/S'] === '/Figure')
  const dumb = figures.filter((one) => !/^u:./.test(String(one['/Alt'])))
  const pages = anatomy.dictionaries().filter((one) => one['/Type'] === '/Page')
  return unless(
    [root['/Type'] === '/StructTreeRoot', 'no structure'],
    [document?.['/S'] === '/Document', 'the structure is of no document'],
    [elements.some((one) => one['/S'] === '/H1'), 'it has no title a screen reader finds'],
    [dumb.length === 0, `${dumb.length} figures say nothing to those who cannot see them`],
    [pages.every((one) => one['/StructParents'] !== undefined), 'a page without structure'],
    [Array.isArray(anatomy.dictionary(root, '/ParentTree')['/Nums']), 'no way up the structure'],
  )
}
