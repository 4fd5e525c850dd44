/** Figures for an operator's monitoring, in the Prometheus text format. */
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { House } from './house.ts'
import { seenLast } from './outside/seen.ts'

const registries = new WeakMap<House, Registry>()

/** The present figures and their content type. */
export async function metrics(house: House): Promise<{ text: string; type: string }> {
  const registry = registries.get(house) ?? register(house)
  return { text: await registry.metrics(), type: registry.contentType }
}

function register(house: House): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read())
      },
    })
  gauge('daicho_journal_entries', 'Entries in the journal.', () => house.log.size)
  gauge(
    'daicho_journal_signed_entries',
    'Entries under the latest signed checkpoint.',
    () => house.signer.latest.size,
  )
  if (house.outside.stamping) {
    gauge('daicho_journal_stamped_entries', 'Entries under the latest time-stamp.', async () => {
      const { stamp } = await seenLast(house)
      return stamp?.size ?? 0
    })
  }
  gauge('daicho_acts_waiting', 'Acts waiting for the journal.', () => house.appender.waiting)
  registries.set(house, registry)
  return registry
}
