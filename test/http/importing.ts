/** How suites have ledgers of the paper era transcribed: looked at first, and then done. */
import type { Voice } from '../people.ts'

/** What was seen of a table. */
export interface Looked {
  readonly sha256: string
  readonly name: string
  readonly columns: readonly { readonly heading: string; readonly key?: string }[]
  readonly total: number
  readonly good: number
  readonly done: number
  readonly faults: readonly {
    readonly line: number
    readonly column?: string
    readonly says: string
  }[]
}

/** How far a transcription is. */
export interface Going {
  readonly state: string
  readonly total: number
  readonly done: number
  readonly faults: Looked['faults']
}

const form = (bytes: string | Uint8Array, name = '台帳.csv') => {
  const data = new FormData()
  data.append('file', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name)
  return data
}
/** Has a table looked at. */
export const look = async (
  voice: Voice,
  ledger: string,
  bytes: string | Uint8Array,
  name?: string,
) => await voice.post<Looked>(`/${ledger}/import`, form(bytes, name))
/** Has it transcribed, and waits for the end. */
export const through = async (voice: Voice, ledger: string, seen: Looked, more: object = {}) => {
  const path = `/${ledger}/import/${seen.sha256}`
  await voice.post(path, { name: seen.name, ...more })
  for (;;) {
    const going = await voice.get<Going>(path)
    if (going.state !== 'running') return going
    await new Promise((done) => setTimeout(done, 20))
  }
}
/** A table as CSV. */
export const csv = (...rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
