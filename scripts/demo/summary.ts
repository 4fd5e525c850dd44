/** What the demo says of the house it made: how much there is, and whether it verifies. */
import { parseVerifierKey } from '../../models/key.ts'
import type { House } from '../../server/house.ts'
import { sha256 } from '../../server/journal/crypto.ts'
import { verifyDatabase } from '../verify/journal.ts'
import { Report } from '../verify/report.ts'

/** Prints entries, records by ledger and state, and the signed checkpoint. */
export async function summarise(house: House, write: (line: string) => void): Promise<void> {
  write(`${house.log.size} journal entries`)
  for (const ledger of house.ledgers) {
    const counts: string[] = []
    for (const [state, label] of Object.entries(ledger.states)) {
      const filter = { ledger: ledger.name, state }
      const count = await house.database.records.countDocuments(filter)
      if (count > 0) counts.push(`${label.ja} ${count}`)
    }
    if (counts.length > 0) write(`  ${ledger.label.ja}: ${counts.join('、')}`)
  }
  write(await house.evidence.checkpoint())
}

/**
 * Has the auditor's verifier look at everything.
 *
 * @returns 0 when it holds, 1 when something does not
 */
export async function verifyHouse(house: House, write: (line: string) => void): Promise<0 | 1> {
  const report = new Report(write)
  await verifyDatabase(house.database, parseVerifierKey(house.signer.vkey, sha256), report)
  return report.close()
}
