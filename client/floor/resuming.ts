/**
 * What a batch's page begins with: nothing, a draft of its own, or a batch the server refused as a
 * whole, opened again with its rows, its photos and what they share, to be put right there.
 */
import { call } from '../api.ts'
import type { RecordView } from '../api.ts'
import { outbox, sendAs } from '../offline/outbox.ts'
import type { Each, Outgoing } from '../offline/queue.ts'
import { newId } from '../identifier.ts'
import { addressOf } from '../labels/address.ts'
import { readDraft } from './draft.ts'
import type { Draft } from './draft.ts'
import { found, standingOf } from './rows.ts'
import type { Row } from './rows.ts'

/** What a batch's page was opened with. */
export interface Opened {
  readonly draft: Draft | null
  /** The act of the outbox that is being corrected. */
  readonly resumed?: Outgoing
}

/**
 * @param place where the draft of the page is kept
 * @param wanted the id of an act of the outbox that is to be corrected
 */
export async function openBatch(
  account: string,
  place: string,
  wanted: string | null,
): Promise<Opened> {
  if (wanted !== null) {
    await sendAs(account)
    const resumed = outbox.held.find(({ id, each }) => id === wanted && each)
    if (resumed) return { draft: await draftOf(resumed), resumed }
  }
  return { draft: (await readDraft(place)) ?? null }
}

async function draftOf({ ledger, act, each = [], fields, keptAt }: Outgoing): Promise<Draft> {
  const rows = await Promise.all(each.map((one) => rowOf(ledger, act, one)))
  return { rows, values: fields, savedAt: keptAt }
}

/** A record that cannot be looked up stays a row, to be looked up again by hand. */
async function rowOf(ledger: string, act: string, { record: id = '', fields = {} }: Each) {
  const scanned = addressOf({ ledger, id })
  const row: Row = { key: newId(), code: id.slice(0, 8), scanned, standing: 'unreachable', fields }
  try {
    const view = await call<RecordView>('GET', `/${ledger}/${id}`)
    return { ...row, code: view.title, ...standingOf([view], act), record: found(view) }
  } catch {
    return row
  }
}
