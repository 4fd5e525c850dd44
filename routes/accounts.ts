/**
 * What accounts need beyond the ledger they are: a password, which no journal may hold. Creating
 * one here is the ledger's own creating act followed by the password or a one-time link.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { accounts, deviceAccount } from '../models/ledgers.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import type { LedgerRecord } from '../models/record.ts'
import { grantsRoles, roleNames } from '../models/roles.ts'
import type { Actor } from '../models/roles.ts'
import { words } from '../models/words.ts'
import { checkPassword } from '../server/auth.ts'
import { endEnrolment, enrolledTablets, makeEnrolment } from '../server/enrolment.ts'
import type { House } from '../server/house.ts'
import { presentingTo } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Route } from '../server/http/endpoint.ts'
import { act, findRecord } from '../server/ledger/act.ts'
import { labelsOf, presentOne } from '../server/ledger/present.ts'
import { read } from './read.ts'

const text = z.string().min(1).max(limits.textCharactersMax)
const createBody = z.strictObject({
  id: z.uuid().optional(),
  user: text,
  name: z.union([text, z.strictObject({ name: text, furigana: text.optional() })]),
  roles: z.array(z.enum(roleNames)).min(1),
  customer: z.uuid().optional(),
  password: text.optional(),
})
const endBody = z.strictObject({
  id: z.uuid().optional(),
  because: z.string().max(limits.becauseCharactersMax).optional(),
})
const passwordBody = z.strictObject({ password: text, current: text.optional() })

export function accountRoutes(house: House): Route[] {
  return [
    {
      method: 'post',
      path: `/api/v1/${accounts.name}`,
      says: words(
        'アカウントを作り、パスワードかリンクを決める',
        'Create an account with a password or a link',
      ),
      handle: async ({ actor, body }) => {
        const { id = randomUUID(), password, name, ...rest } = read(createBody, body)
        if (password !== undefined) checkPassword(password)
        const fields = { ...rest, name: typeof name === 'string' ? { name } : name }
        const { record, repeated } = await act(
          house,
          { ledger: accounts, act: 'create' },
          { id, fields },
          actor,
        )
        const view = await presentOne(record, await presentingTo(house, actor))
        if (password !== undefined) {
          // Sent twice, it must not undo a password its owner has chosen in between.
          const chosen = repeated && (await house.auth.hasPassword(record.id))
          if (!chosen) await house.auth.setPassword(record.id, password)
          return new Answer(201, view)
        }
        return new Answer(201, { ...view, ...(await linkTo(house, record, actor)) })
      },
    },
    {
      method: 'post',
      path: `/api/v1/${accounts.name}/:id/link`,
      says: words('一度限りのリンクを作る', 'Make a one-time link'),
      handle: async ({ actor, params }) => {
        if (!grantsRoles(actor)) throw new Problem('not-allowed')
        const record = await findRecord(house.database, accounts, params['id'] ?? '', actor)
        return await linkTo(house, record, actor)
      },
    },
    ...enrolmentRoutes(house),
    {
      method: 'post',
      path: `/api/v1/${accounts.name}/:id/password`,
      says: words('パスワードを決める', 'Set a password'),
      throttled: true,
      handle: async ({ actor, params, body, session }) => {
        const { password, current } = read(passwordBody, body)
        const id = params['id'] ?? ''
        if (id === actor.id) {
          if (!(await house.auth.knows(id, current ?? ''))) throw new Problem('sign-in-refused')
          await house.auth.setPassword(id, password, session)
          return new Answer(204)
        }
        if (!grantsRoles(actor)) throw new Problem('not-allowed')
        await findRecord(house.database, accounts, id, actor)
        await house.auth.setPassword(id, password)
        return new Answer(204)
      },
    },
  ]
}

/** The tablets a device's account is enrolled on. */
function enrolmentRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: `/api/v1/${accounts.name}/:id/enrolments`,
      says: words('登録した端末の一覧', 'The tablets an account is enrolled on'),
      handle: async ({ actor, params }) => {
        if (!grantsRoles(actor)) throw new Problem('not-allowed')
        const record = await findRecord(house.database, accounts, params['id'] ?? '', actor)
        const tablets = await enrolledTablets(house, record)
        return {
          tablets,
          linked: await labelsOf(
            house,
            tablets.map(({ by }) => by),
          ),
        }
      },
    },
    {
      method: 'post',
      path: `/api/v1/${accounts.name}/:id/enrolments/:enrolment/end`,
      says: words('端末の登録を解除する', 'End a tablet’s enrolment'),
      handle: async ({ actor, params, body }) => {
        const { id = randomUUID(), because } = read(endBody, body)
        if (!grantsRoles(actor)) throw new Problem('not-allowed')
        const record = await findRecord(house.database, accounts, params['id'] ?? '', actor)
        const enrolment = params['enrolment'] ?? ''
        await endEnrolment(house, record, { id, enrolment, because }, actor)
        return new Answer(204)
      },
    },
  ]
}

/** How whoever an account is for comes in: a person chooses a password, a tablet is enrolled. */
async function linkTo(house: House, account: LedgerRecord, actor: Actor) {
  if (deviceAccount(account)) return await makeEnrolment(house, account, actor)
  const base = house.config.publicUrl ?? ''
  return { link: `${base}/welcome#token=${await house.auth.makeLink(account.id)}` }
}
