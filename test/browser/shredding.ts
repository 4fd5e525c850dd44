/** What somebody enters into the form of a destruction who shredded a disk half an hour ago. */
import { wall } from './tablet.ts'

/** Everything but the photo, which is of each disk alone. */
export function shredding() {
  return {
    technique: 'shred',
    standard: 'NIST SP 800-88 Rev. 2',
    toolUsed: { name: 'メディアシュレッダー', version: '2.0' },
    workDone: '筐体ごと破砕',
    startedAt: wall(-1),
    finishedAt: wall(-0.5),
    result: 'completed',
    operator: '青木 綾',
    witness: '馬場 勉',
    detail: { particleMm: 2 },
  }
}
