/**
 * A whole house in memory: acts are parsed, decided and replayed by the very functions the server
 * uses, without a server. So that a ledger's rules can be tested as sentences about people.
 */
import { decide } from '../../models/decide.ts'
import type { World } from '../../models/decide.ts'
import { parseGiven } from '../../models/derive/parser.ts'
import { ledgers } from '../../models/ledgers.ts'
import { Problem } from '../../models/problems.ts'
import type { Entry, Facts, LedgerRecord } from '../../models/record.ts'
import { followsOf, replay, replayFollow } from '../../models/replay.ts'
import { systemActor } from '../../models/roles.ts'
import type { Actor, Role } from '../../models/roles.ts'

/** What goes with an act besides its fields. */
export interface Besides {
  readonly record?: LedgerRecord
  readonly because?: string
  readonly at?: string
}

export class MemoryHouse implements World {
  readonly ledgers = ledgers
  readonly #records = new Map<string, LedgerRecord>()
  #seq = 0

  record(id: string): LedgerRecord | undefined {
    return this.#records.get(id)
  }

  holder(key: string): LedgerRecord | undefined {
    return [...this.#records.values()].find(({ holds }) => holds.includes(key))
  }

  hasFile(): boolean {
    return true
  }

  /** A record as it stands now. */
  now(record: LedgerRecord): LedgerRecord {
    const found = this.#records.get(record.id)
    if (!found) throw new Error(`no record ${record.id}`)
    return found
  }

  /** An account with these roles, as the actor of acts. */
  person(user: string, roles: readonly Role[], more: Facts = {}): Actor {
    const { id } = this.act(systemActor, 'accounts.create', {
      user,
      name: { name: user },
      roles,
      ...more,
    })
    return { id, roles }
  }

  /**
   * Does an act named `ledger.act`.
   *
   * @throws Problem as the server would
   */
  act(actor: Actor, named: string, fields: Facts, besides: Besides = {}): LedgerRecord {
    const [ledgerName, name = ''] = named.split('.')
    const ledger = ledgers.find((one) => one.name === ledgerName)
    const declared = ledger?.acts[name]
    if (!ledger || !declared) throw new Error(`no act ${named}`)
    const id = uuid((this.#seq += 1))
    const record = besides.record?.id ?? id
    const at = besides.at ?? '2026-04-01T01:00:00.000Z'
    const request = {
      ledger,
      act: name,
      actor,
      id,
      record,
      parsed: parseGiven(ledger, declared, fields),
      now: at,
      because: besides.because,
    }
    const { given, before, facts } = decide(request, this)
    const entry: Entry = {
      v: 1,
      seq: this.#seq,
      id,
      ledger: ledger.name,
      record,
      revision: (before?.revision ?? 0) + 1,
      number: `${ledger.prefix}-2026-${String(this.#seq).padStart(6, '0')}`,
      act: named,
      actor: actor.id,
      at,
      payload: given,
      files: [],
    }
    const after = replay(ledger, before, entry, {})
    this.#records.set(record, after)
    for (const { ledger: follower, follow, ids } of followsOf(ledgers, ledger, name, facts)) {
      for (const followed of ids) {
        const known = this.#records.get(followed)
        if (known) this.#records.set(followed, replayFollow(follower, follow, known, entry))
      }
    }
    return after
  }
}

/** What speaks against an act: the problem's code, and the field or sentence it points at. */
export function refusal(doing: () => unknown): string {
  try {
    doing()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const path = error.details['path'] ?? error.details['faults']
    return path === undefined ? error.code : `${error.code} ${JSON.stringify(path)}`
  }
  return 'done'
}

function uuid(count: number): string {
  return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
}

/** A stored file, as fields name it. */
export function fileNamed(name: string, type = 'image/png') {
  return { sha256: 'a'.repeat(64), name, size: 1_024, type }
}
