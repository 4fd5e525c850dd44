/**
 * Ends the keeping of personal data when the settings say so: records that have rested longer
 * than their ledger's retention, and that nothing waits for, lose their personal values by the
 * same act a person would use. The entries stay and still verify.
 */
import { randomUUID } from 'node:crypto'
import type { Ledger } from '../models/ledger.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import type { Facts } from '../models/record.ts'
import { systemActor } from '../models/roles.ts'
import { recordOf, selectRecords } from '../models/stored/records.ts'
import { settingsOf } from './house.ts'
import type { House } from './house.ts'
import { act } from './ledger/act.ts'

/** One line of the settings: how many days a ledger keeps personal data. */
interface Retention {
  readonly ledger: string
  readonly days: number
}

/** Erases whatever is past its retention now; answers how many records that were. */
export async function erasePastRetention(house: House, now = new Date()): Promise<number> {
  let erased = 0
  for (const { ledger: name, days } of retentions(await settingsOf(house))) {
    const ledger = house.ledgers.find((one) => one.name === name)
    if (!ledger?.acts['forget']) {
      house.logger.warn({ ledger: name }, 'the settings name a ledger without personal data')
      continue
    }
    erased += await eraseIn(house, ledger, new Date(now.getTime() - days * 86_400_000))
  }
  return erased
}

function retentions(settings: Facts): readonly Retention[] {
  return (settings['retention'] ?? []) as readonly Retention[]
}

async function eraseIn(house: House, ledger: Ledger, before: Date): Promise<number> {
  const personal = Object.entries(ledger.fields).filter(([, field]) => field.personal)
  const found = await selectRecords(house.database.records, {
    ledger: ledger.name,
    changedAt: { $lt: before.toISOString() },
    $or: personal.map(([key]) => ({ [`facts.${key}`]: { $exists: true } })),
  })
    .sort({ changedAt: 1 })
    .limit(limits.retentionAtOnceMax)
  let erased = 0
  for (const record of found.map(recordOf)) {
    // Somebody is still inside, or something is still out: the record is not at rest.
    const held = record.holds.some((key) => ledger.heldAtRest?.(key) !== true)
    if (record.dues.length > 0 || held) continue
    const because = '保存期間の満了 / End of the retention period'
    const body = { id: randomUUID(), fields: {}, because, revision: record.revision }
    try {
      await act(house, { ledger, act: 'forget', record: record.id }, body, systemActor)
      erased += 1
    } catch (error) {
      // Someone acted meanwhile, so the record does not rest any more; the next round looks again.
      if (!(error instanceof Problem)) throw error
    }
  }
  return erased
}

/** Looks regularly, the first time at once; call the result to stop. */
export function startRetention(house: House): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const look = () => {
    running = erasePastRetention(house)
      .then(
        (erased) => void (erased > 0 && house.logger.info({ erased }, 'personal data was erased')),
        (error: unknown) => house.logger.error({ err: error }, 'retention was not looked at'),
      )
      .finally(() => {
        if (stopped) return
        timer = setTimeout(look, limits.retentionEveryMinutes * 60_000)
        timer.unref()
      })
  }
  look()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
