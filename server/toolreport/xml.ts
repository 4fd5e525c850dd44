/**
 * XML from outside, as a plain tree. No document type is looked at at all: entities are how a small
 * file becomes a large one, or reads what it should not. Depth and size are bounded beforehand.
 */
import { XMLParser } from 'fast-xml-parser'
import { limits } from '../../models/limits.ts'
import type { Node } from '../../models/toolreport/blancco.ts'
import { unreadable } from '../../models/toolreport/report.ts'

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  htmlEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: limits.reportDepthMax,
})

const plain: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
}

/**
 * Reads XML.
 *
 * @throws Problem report-unreadable when it declares a document type, is too deep, or is no XML
 */
export function readXml(text: string): Node {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text) || tooDeep(text)) throw unreadable()
  try {
    const roots = parser.parse(text) as unknown
    return { name: '', text: '', children: Array.isArray(roots) ? nodesOf(roots) : [] }
  } catch {
    throw unreadable()
  }
}

/** Whether elements lie deeper within each other than any report's do. */
function tooDeep(text: string): boolean {
  let depth = 0
  for (const [, end, , single] of text.matchAll(/<(\/?)([A-Za-z_])[^<>]*?(\/?)>/g)) {
    if (end === '/') depth -= 1
    else if (single !== '/') depth += 1
    if (depth > limits.reportDepthMax) return true
  }
  return false
}

function nodesOf(parsed: readonly unknown[]): Node[] {
  return parsed.flatMap((one): Node[] => {
    const element = one as Readonly<Record<string, unknown>>
    const tag = Object.keys(element).find((key) => key !== ':@' && key !== '#text')
    const inner = tag === undefined ? undefined : element[tag]
    if (tag === undefined || !Array.isArray(inner)) return []
    const given = (element[':@'] as { name?: unknown } | undefined)?.name
    const own = /^entr(?:y|ies)$/.test(tag) && typeof given === 'string' ? given : tag
    const text = inner.map((part: { '#text'?: string }) => part['#text'] ?? '').join('')
    return [{ name: own, text: unescaped(text), children: nodesOf(inner) }]
  })
}

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (name) => plain[name] ?? name)
}
