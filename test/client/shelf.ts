/** A shelf in memory for tests of the outbox, which may fail whenever it is asked for anything. */
import type { Outgoing, Shelf } from '../../client/offline/queue.ts'

/** What a shelf is asked for, and of which act. */
export type Asked = (what: 'put' | 'change' | 'all', id?: string) => void

/**
 * A shelf over acts the test can look at.
 *
 * @param asked told before anything is done; what it throws is what the shelf fails with
 */
export function shelfOf(acts: Map<string, Outgoing>, asked: Asked = () => undefined): Shelf {
  let places = acts.size
  return {
    async put(one) {
      await Promise.resolve()
      asked('put', one.id)
      const place = one.place ?? acts.get(one.id)?.place ?? (places += 1)
      acts.set(one.id, { ...one, place })
    },
    async change(edit) {
      await Promise.resolve()
      asked('change')
      const { drop = [], put = [] } = edit([...acts.values()])
      for (const id of drop) acts.delete(id)
      for (const one of put) acts.set(one.id, one)
    },
    async all() {
      await Promise.resolve()
      asked('all')
      return [...acts.values()]
    },
  }
}
