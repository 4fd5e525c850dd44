/** The demo house: whether there is one, loading and removing it, and being one of its people. */
import { z } from 'zod'
import { accounts, activeAccount } from '../models/ledgers.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import { readRecord, readRecords } from '../models/stored/records.ts'
import { words } from '../models/words.ts'
import { accountView } from '../server/auth.ts'
import type { AccountView } from '../server/auth.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { startCookie } from '../server/http/session.ts'
import { read } from './read.ts'

const text = z.string().min(1).max(limits.textCharactersMax)
const loadBody = z.union([z.strictObject({ token: text }), z.strictObject({ password: text })])
const personBody = z.strictObject({ account: text })

/** What may be asked about the demo, of the real house and of the demo house alike. */
export function demoRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/api/v1/demo',
      says: words('デモの状態', 'How the demo is'),
      open: true,
      handle: async () => ({
        ...(house.demo?.view() ?? { state: 'none', part: 0 }),
        refused: (await refusal(house))?.code,
        people: house.config.demo === true ? await peopleOf(house) : [],
      }),
    },
    {
      method: 'post',
      path: '/api/v1/demo',
      says: words('デモを読み込む', 'Load the demo'),
      open: true,
      throttled: true,
      handle: async (call) => {
        await mayLoad(house, call)
        const refused = await refusal(house)
        if (refused) throw refused
        if (!house.demo) throw new Problem('demo-refused')
        house.demo.load()
        return new Answer(202, house.demo.view())
      },
    },
    {
      method: 'post',
      path: '/api/v1/demo/remove',
      says: words('デモを消して本番に戻る', 'Remove the demo and return to the real house'),
      handle: () => {
        if (!house.demo) throw new Problem('demo-gone')
        house.demo.remove()
        return Promise.resolve(new Answer(202, house.demo.view()))
      },
    },
    {
      method: 'post',
      path: '/api/v1/demo/sessions',
      says: words('デモの人物になる', 'Be one of the demo’s people'),
      open: true,
      throttled: true,
      handle: async (call) => {
        // Only where nothing is real does anybody become somebody without a password.
        if (house.config.demo !== true) throw new Problem('demo-gone')
        const { account: id } = read(personBody, call.body)
        const account = await readRecord(house.database.records, id)
        if (account?.ledger !== accounts.name || !activeAccount(account)) {
          throw new Problem('unknown-record')
        }
        if (call.session !== undefined) await house.auth.signOut(call.session)
        const hours = house.config.sessionHours
        const begun = await house.auth.begin(account, { hours, device: call.headers['user-agent'] })
        const secureOutside = house.config.publicUrl?.startsWith('https://') === true
        const cookie = startCookie(begun, { secure: call.secure, secureOutside })
        return new Answer(201, begun, { 'Set-Cookie': cookie })
      },
    },
  ]
}

/** @throws Problem unless it is the first person's token, or an administrator's own password */
async function mayLoad(house: House, { actor, session, body }: Call): Promise<void> {
  const given = read(loadBody, body)
  if ('token' in given) {
    if (!(await house.setup.opens(given.token))) throw new Problem('set-up-link-refused')
    return
  }
  if (session === undefined) throw new Problem('sign-in-needed')
  if (!actor.roles.includes('admin')) throw new Problem('not-allowed')
  if (!(await house.auth.knows(actor.id, given.password))) throw new Problem('sign-in-refused')
}

/**
 * Why no demo takes the place of this house: it may have no other beside it, or people work in it
 * already, whose tablets would find the door shut.
 */
async function refusal(house: House): Promise<Problem | undefined> {
  const { config, database, demo, ledgers } = house
  if (config.demo === true) return undefined
  if (!demo || config.mongodbUri !== undefined) return new Problem('demo-refused')
  const kept = ledgers.filter(({ register }) => !register).map(({ name }) => name)
  const record = await database.records.exists({ ledger: { $in: kept } })
  return record ? new Problem('demo-late') : undefined
}

async function peopleOf({ database }: House): Promise<AccountView[]> {
  const found = await readRecords(database.records, { ledger: accounts.name })
  return found.filter(activeAccount).map(accountView)
}
