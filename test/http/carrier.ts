/**
 * A device that lost its network, as a suite plays it: it carries what the server gave it, shows
 * what was done on it by the client's own code, and sends that later.
 */
import { randomUUID } from 'node:crypto'
import { answerOf } from '../../client/offline/answers.ts'
import type { Outgoing } from '../../client/offline/queue.ts'
import { LocalWorld } from '../../client/offline/world.ts'
import type { RollCallView } from '../../models/figures.ts'
import { ledgers } from '../../models/ledgers.ts'
import type { Role } from '../../models/roles.ts'
import type { RecordView } from '../../models/shown.ts'
import type { Voice } from '../people.ts'

/** What a device is given to carry. */
export interface Pocketful {
  readonly asOf: string
  readonly endsAt: string
  readonly partial: boolean
  readonly records: readonly RecordView[]
}

/** What a record is called that has no number yet. */
export const unnumbered = '仮番号'

/** A device without a network: what is done on it is done on the server afterwards. */
export class Carrier {
  readonly waiting: Outgoing[] = []
  readonly #voice: Voice
  readonly #role: Role
  #carried: readonly RecordView[] = []
  #asOf: string | undefined

  constructor(voice: Voice, role: Role) {
    this.#voice = voice
    this.#role = role
  }

  async carries(): Promise<this> {
    const { records, asOf } = await this.#voice.get<Pocketful>('/pocket')
    this.#carried = records
    this.#asOf = asOf
    return this
  }

  does(name: string, record: string | undefined, fields: object, each?: Outgoing['each']) {
    const [ledger = '', act = ''] = name.split('.')
    const id = randomUUID()
    this.waiting.push({
      id,
      account: this.#voice.id,
      ledger,
      act,
      fields: fields as Outgoing['fields'],
      keptAt: new Date().toISOString(),
      tries: 0,
      ...(record !== undefined && { record }),
      ...(each && { each }),
    })
    return record ?? id
  }

  world(): LocalWorld {
    return new LocalWorld({
      ledgers,
      actor: { id: this.#voice.id, roles: [this.#role] },
      now: new Date(),
      settings: {},
      carried: this.#carried,
      waiting: this.waiting,
      unnumbered,
    })
  }

  view(id: string): RecordView {
    const world = this.world()
    const record = world.record(id)
    if (!record) throw new Error(`the tablet does not know ${id}`)
    return world.view(record)
  }

  list(path: string): readonly RecordView[] {
    return (this.answers(path) as { records: readonly RecordView[] }).records
  }

  answers(path: string, list?: RollCallView): unknown {
    return answerOf(path, {
      world: this.world(),
      ledgers,
      actor: { id: this.#voice.id, roles: [this.#role] },
      board: undefined,
      settings: {},
      asOf: this.#asOf,
      partial: false,
      list,
    })
  }

  async sends(): Promise<void> {
    for (const { id, ledger, act, record, each, fields } of this.waiting.splice(0)) {
      if (each) await this.#voice.post(`/${ledger}/batches`, { id, act, fields, each })
      else {
        const path = record === undefined ? `/${ledger}/acts/${act}` : `/${ledger}/${record}/${act}`
        await this.#voice.post(path, { id, fields })
      }
    }
  }
}
