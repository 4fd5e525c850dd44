/**
 * Small collections and a way to run pipelines over them, shared by the tests of aggregation.
 */
import { compilePipeline } from '../../server/store/aggregate.ts'
import type { Pipeline, PipelineOptions } from '../../server/store/aggregate.ts'
import { Doc } from '../../server/store/bson.ts'
import type { Plain } from '../../server/store/bson.ts'

export type Fields = { readonly [key: string]: Plain }

export async function* stream(docs: readonly Fields[]): AsyncIterable<Doc> {
  for (const doc of docs) yield Doc.of(doc)
}

export const rooms: Fields[] = [
  { _id: 'r1', floor: 1, tags: ['cold', 'loud'] },
  { _id: 'r2', floor: 2, tags: [] },
  { _id: 'r3', floor: 2 },
]
export const visits: Fields[] = [
  { _id: 1, room: 'r1', minutes: 10, who: 'aya' },
  { _id: 2, room: 'r2', minutes: 30, who: 'ben' },
  { _id: 3, room: 'r1', minutes: 5, who: 'Aya' },
  { _id: 4, room: null, minutes: 7, who: 'kei' },
  { _id: 5, minutes: 8, who: 'kei' },
]
const collections: Record<string, Fields[]> = { rooms, visits }

const options: PipelineOptions = {
  now: new Date(0),
  memoryBytesMax: 1_000_000,
  lookup: (name) => stream(collections[name] ?? []),
}

export const compile = (stages: readonly Fields[], more: Partial<PipelineOptions> = {}): Pipeline =>
  compilePipeline(
    stages.map((stage) => Doc.of(stage)),
    { ...options, ...more },
  )

export async function gather(source: AsyncIterable<Doc>): Promise<Doc[]> {
  const docs: Doc[] = []
  for await (const doc of source) docs.push(doc)
  return docs
}
