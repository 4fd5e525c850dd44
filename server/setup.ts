/**
 * The first start: one site, the settings, a good pledge text, and the first person, made by acts
 * like any other so that the journal tells how the house began.
 */
import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { accounts, firstRecords } from '../models/ledgers.ts'
import { Problem } from '../models/problems.ts'
import { systemActor } from '../models/roles.ts'
import type { Auth, SignedIn } from './auth.ts'
import { checkPassword } from './auth.ts'
import { idWithin } from '../models/record.ts'
import { actAsSystem } from './ledger/act.ts'
import type { Acting } from './ledger/act.ts'

/** The first person of a house. */
export interface FirstPerson {
  readonly user: string
  readonly name: string
  readonly password: string
}

export class Setup {
  readonly #acting: Acting
  readonly #auth: Auth
  #token: string | undefined
  #running: Promise<unknown> = Promise.resolve()

  constructor(acting: Acting, auth: Auth) {
    this.#acting = acting
    this.#auth = auth
  }

  /** Makes the records every house starts with, once. */
  async makeFirstRecords(): Promise<void> {
    for (const { ledger, act, fields } of firstRecords) {
      const exists = await this.#acting.database.records.exists({ ledger: ledger.name })
      if (exists === null) {
        const id = idWithin('first records', ledger.name)
        await actAsSystem(this.#acting, { ledger, act }, fields, systemActor, id)
      }
    }
  }

  /**
   * Makes the first account from the environment, or a one-time token for the set-up page.
   *
   * @param token one that was handed out before, when this house was only away
   */
  async begin(
    admin: { user: string; password: string } | undefined,
    token = randomBytes(18).toString('base64url'),
  ): Promise<void> {
    if (await this.#auth.anyone()) return
    if (admin) await this.#makeNamed(admin)
    else this.#token = token
  }

  /** Instances that start together are told the same name, and one of them is first. */
  async #makeNamed(admin: { user: string; password: string }): Promise<void> {
    try {
      await this.#makeFirst({ ...admin, name: admin.user })
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'held') throw error
    }
  }

  /** Whether the first person is awaited, whichever instance they may have come to. */
  async needed(): Promise<boolean> {
    return this.#token !== undefined && !(await this.#auth.anyone())
  }

  /** Whether a token is the one the first person is awaited with. */
  async opens(token: string): Promise<boolean> {
    return this.#token !== undefined && sameText(token, this.#token) && (await this.needed())
  }

  /** The one-time token while the first person is awaited. */
  get token(): string | undefined {
    return this.#token
  }

  /**
   * Makes the first person and signs them in.
   *
   * @throws Problem set-up-done when there is one, set-up-link-refused for a wrong token
   */
  finish(token: string, person: FirstPerson): Promise<SignedIn> {
    const run = this.#running.then(async () => {
      if (this.#token === undefined || !(await this.needed())) throw new Problem('set-up-done')
      if (!sameText(token, this.#token)) throw new Problem('set-up-link-refused')
      checkPassword(person.password)
      await this.#makeFirst(person)
      this.#token = undefined
      return await this.#auth.signIn(person.user, person.password, undefined)
    })
    this.#running = run.catch(() => undefined)
    return run
  }

  async #makeFirst(person: FirstPerson): Promise<void> {
    checkPassword(person.password)
    const id = randomUUID()
    // The password first: an account that nobody can sign in to would shut the house for good.
    await this.#auth.setPassword(id, person.password)
    await actAsSystem(
      this.#acting,
      { ledger: accounts, act: 'create' },
      { user: person.user, name: { name: person.name }, roles: ['admin', 'auditor'] },
      systemActor,
      id,
    )
  }
}

function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
