/** The act the benchmarks repeat: a disk registered for disposal, as an employee would. */
import { randomUUID } from 'node:crypto'

let counted = 0

/** The body of `disposals.register` for a disk nobody has registered before. */
export function mediumBody(customer: string, site: string) {
  counted += 1
  const serial = `BN${String(counted).padStart(8, '0')}`
  return {
    id: randomUUID(),
    occurredAt: new Date().toISOString(),
    fields: {
      maker: '東雲ストレージ',
      model: 'SN8000-E',
      serial,
      managementNo: `HD-${serial}`,
      mediaType: 'hdd',
      capacityGb: 8_000,
      interface: 'SAS',
      source: { host: 'backup7', rack: 'B-02', slot: '11' },
      customer,
      system: '電子カルテ遠隔バックアップ',
      reason: 'failed',
      backup: { confirmed: 'yes', place: '北館の複製' },
      preClass: 'medical',
      removedAt: new Date().toISOString(),
      site,
    },
  }
}
