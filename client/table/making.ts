/**
 * Begins exports, and follows those the server makes. A short list comes with the answer; of a long
 * one it is asked how far it has come for as long as something is under way.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { underWay } from '../../models/exporting.ts'
import type { ExportFormat, ExportView } from '../../models/exporting.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Language } from '../../models/words.ts'
import { ask, callFile, queryOf } from '../api.ts'
import { save } from '../parts/saving.ts'

/** How often it is asked how far an export has come, in milliseconds. */
const againMs = 700

/** A list as somebody wants it. */
export interface Wanted {
  readonly ledger: Ledger
  readonly query: Readonly<Record<string, string>>
  readonly format: ExportFormat
  /** Keys of columns; the ledger's own for this format when nobody chose. */
  readonly columns?: readonly string[]
  readonly language: Language
  /** Whether it is made while its reader goes on. */
  readonly long: boolean
}

const mine = ['exports'] as const

/** One's own exports of a ledger, the latest first. */
export function useExports(ledger: Ledger) {
  const answer = useQuery({
    queryKey: mine,
    queryFn: () => ask<{ exports: readonly ExportView[] }>('GET', '/exports'),
    refetchInterval: ({ state }) => (state.data?.exports.some(underWay) ? againMs : false),
  })
  return answer.data?.exports.filter((one) => one.ledger === ledger.name) ?? []
}

/** Begins an export. */
export function useMaking() {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: mine })
  const making = useMutation({
    mutationFn: async (wanted: Wanted) => {
      if (wanted.long) await ask<ExportView>('POST', '/exports', bodyOf(wanted))
      else await taken(wanted)
      return wanted
    },
    onSettled: again,
  })
  const cancelling = useMutation({
    mutationFn: async (id: string) => await ask<ExportView>('POST', `/exports/${id}/cancel`, {}),
    onSettled: again,
  })
  return { making, cancelling }
}

async function taken({ ledger, query, format, columns, language }: Wanted): Promise<void> {
  const asked = queryOf({ ...query, columns: columns?.join(','), language })
  const blob = await callFile(`/${ledger.name}/export.${format}${asked}`)
  save(blob, `${ledger.name}.${format}`)
}

/** What the list's address says, as a body. */
function bodyOf({ ledger, query, format, columns, language }: Wanted) {
  const filter: Record<string, string> = {}
  const more: Record<string, string> = {}
  for (const [key, value] of Object.entries(query)) {
    const name = /^filter\[(\w+)\]$/.exec(key)?.[1]
    if (name === undefined) more[key] = value
    else filter[name] = value
  }
  return { ledger: ledger.name, format, ...more, filter, language, ...(columns && { columns }) }
}
