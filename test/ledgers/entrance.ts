/**
 * A goods entrance in memory, for tests of movements and of the discs that follow them: the people
 * around it, and the steps that bring a movement as far as a test needs.
 */
import { defaultSettings } from '../../models/ledgers/defaults.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { systemActor } from '../../models/roles.ts'
import type { Actor } from '../../models/roles.ts'
import { MemoryHouse } from './memory.ts'

const assessed = { information: '監視設定', risk: 'measured', measures: '遠隔で無効化する' }

export class Entrance {
  readonly house = new MemoryHouse()
  readonly aya: Actor = this.house.person('aya', ['staff'])
  readonly ben: Actor = this.house.person('ben', ['staff'])
  readonly ines: Actor = this.house.person('ines', ['iso'])
  readonly ivan: Actor = this.house.person('ivan', ['iso'])
  readonly settings = this.house.act(systemActor, 'settings.adopt', defaultSettings)

  requested(more: Facts = {}, by = this.aya): LedgerRecord {
    return this.house.act(by, 'movements.request', {
      direction: 'out',
      category: 'equipment',
      items: [{ name: 'スイッチ', serial: 'SW-1', quantity: 1 }],
      reason: '製造元での修理',
      destination: '製造元',
      plannedOut: '2026-04-01T00:00:00Z',
      dueBack: '2026-04-10T00:00:00Z',
      ...assessed,
      ...more,
    })
  }

  approved(more: Facts = {}): LedgerRecord {
    return this.house.act(this.ines, 'movements.approve', {}, { record: this.requested(more) })
  }

  leave(record: LedgerRecord, more: Facts = {}): LedgerRecord {
    const fields = { itemsChecked: true, carriage: 'person', ...more }
    return this.house.act(this.ben, 'movements.carryOut', fields, { record })
  }
}
