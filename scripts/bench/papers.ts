/**
 * What drawing a certificate costs, with a thread that has just begun and with one that has its
 * fonts, beside the library alone setting the same words with the same fonts and nothing else.
 */
import { createRequire } from 'node:module'
import { once } from 'node:events'
import PdfDocument from 'pdfkit'
import type { PaperContent } from '../../server/paper/content.ts'
import { Press } from '../../server/paper/press.ts'
import type { Figure, Section } from './figures.ts'
import { sequential, timed } from './measure.ts'

const { resolve } = createRequire(import.meta.url)
const font = resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf')

const facts = Array.from({ length: 36 }, (_, at): [string, string] => [
  `項目の名称${at}`,
  `東雲ストレージ SN8000-E 製造番号 SN${String(at).padStart(8, '0')}`,
])

const content: PaperContent = {
  language: 'ja',
  title: 'データ消去・廃棄証明書',
  subject: 'D-2026-000001',
  particulars: [['証明書番号', 'CERT-2026-0001']],
  addressee: ['花丘総合病院 御中'],
  issuer: ['台帳データセンター株式会社'],
  marks: [],
  sections: [
    { kind: 'facts', heading: '対象の媒体', rows: facts },
    { kind: 'text', heading: '説明', paragraphs: facts.map(([label, value]) => label + value) },
  ],
  footer: 'D-2026-000001',
  at: '2026-11-23T00:00:00.000Z',
  embedded: [],
}

/** Draws certificates: one in a new thread, then so many in the same. */
export async function measurePapers(count: number): Promise<Section> {
  const cold = await timed(alone)
  const warm = await sequential(count, alone)
  const press = new Press()
  const first = await timed(() => press.draw(content))
  const next = await sequential(count, () => press.draw(content))
  await press.close()
  const floor = 'pdfkit alone'
  const figures: Figure[] = [
    { what: 'first in a new thread', value: first.ms, unit: 'ms', floor: at(floor, cold.ms) },
    { what: 'further, p50', value: next.p50, unit: 'ms', floor: at(floor, warm.p50) },
    { what: 'further, p99', value: next.p99, unit: 'ms', floor: at(floor, warm.p99) },
    { what: `${floor}, first`, value: cold.ms, unit: 'ms' },
    { what: `${floor}, further, p50`, value: warm.p50, unit: 'ms' },
  ]
  const notes = ['No photos; the library alone sets the same facts as lines, untagged, no PDF/A.']
  return { title: 'Drawing a certificate', figures, notes }
}

function at(what: string, value: number) {
  return { what, value }
}

async function alone(): Promise<void> {
  const pdf = new PdfDocument({ size: 'A4' })
  pdf.font(font).fontSize(9)
  for (const [label, value] of [...facts, ...facts]) pdf.text(`${label} ${value}`)
  pdf.resume()
  const ended = once(pdf, 'end')
  pdf.end()
  await ended
}
