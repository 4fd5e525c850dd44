/** Signing in and out, and the first person's set-up. */
import { z } from 'zod'
import { heldActs } from '../models/derive/permissions.ts'
import { limits } from '../models/limits.ts'
import { accountView } from '../server/auth.ts'
import type { SignedIn } from '../server/auth.ts'
import { stepsOf } from '../server/begun.ts'
import { readRecord } from '../models/stored/records.ts'
import { useEnrolment } from '../server/enrolment.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { endCookie, startCookie } from '../server/http/session.ts'
import { Problem } from '../models/problems.ts'
import { words } from '../models/words.ts'
import { read } from './read.ts'

const text = z.string().min(1).max(limits.textCharactersMax)
const signInBody = z.strictObject({ user: text, password: text, code: text.optional() })
const setupBody = z.strictObject({ token: text, user: text, name: text, password: text })
const deviceBody = z.strictObject({ token: text })
const linkBody = z.strictObject({ token: text, password: text })

/** Answers a session that begins, with its cookie. */
type Beginning = (signedIn: SignedIn, call: Call) => Answer

export function sessionRoutes(house: House): Route[] {
  const { auth } = house
  const secureOutside = house.config.publicUrl?.startsWith('https://') === true
  const begun: Beginning = (signedIn, { secure }) =>
    new Answer(201, signedIn, { 'Set-Cookie': startCookie(signedIn, { secure, secureOutside }) })
  const device = (call: Call) => call.headers['user-agent']
  return [
    {
      method: 'post',
      path: '/api/v1/sessions',
      says: words('サインインする', 'Sign in'),
      open: true,
      throttled: true,
      handle: async (call) => {
        const { user, password } = read(signInBody, call.body)
        return begun(await auth.signIn(user, password, device(call)), call)
      },
    },
    {
      method: 'post',
      path: '/api/v1/sessions/link',
      says: words('一度限りのリンクでパスワードを決める', 'Set a password by a one-time link'),
      open: true,
      throttled: true,
      handle: async (call) => {
        const { token, password } = read(linkBody, call.body)
        return begun(await auth.useLink(token, password, device(call)), call)
      },
    },
    {
      method: 'post',
      path: '/api/v1/sessions/device',
      says: words('この端末を登録する', 'Enrol this tablet'),
      open: true,
      throttled: true,
      handle: async (call) => {
        const { token } = read(deviceBody, call.body)
        const started = await useEnrolment(house, token, device(call))
        // Whoever was signed in here has handed the tablet over.
        if (call.session !== undefined) await auth.signOut(call.session)
        return begun(started, call)
      },
    },
    {
      method: 'get',
      path: '/api/v1/sessions/current',
      says: words('自分と、行える操作', 'Oneself, and the acts one holds'),
      handle: async ({ actor, session }) => {
        const account = await readRecord(house.database.records, actor.id)
        const expiresAt = session === undefined ? undefined : await auth.endsAt(session)
        if (!account || expiresAt === undefined) throw new Problem('sign-in-needed')
        return { account: accountView(account), acts: heldActs(house.ledgers, actor), expiresAt }
      },
    },
    {
      method: 'delete',
      path: '/api/v1/sessions/current',
      says: words('サインアウトする', 'Sign out'),
      handle: async ({ session, secure, headers }) => {
        if (session !== undefined) await auth.signOut(session)
        const cookie = endCookie({ secure, secureOutside })
        // Photos and signatures that were looked at must not lie in the browser either.
        return new Answer(204, undefined, {
          'Set-Cookie': cookie,
          // Whoever signed in apart, without the browser's cookie, left nothing in it.
          ...(headers.cookie !== undefined && { 'Clear-Site-Data': '"cache"' }),
        })
      },
    },
    ...setupRoutes(house, begun),
  ]
}

/** The first person's set-up, for as long as there is none, and what they do after it. */
function setupRoutes(house: House, begun: Beginning): Route[] {
  const { setup } = house
  return [
    {
      method: 'get',
      path: '/api/v1/setup/steps',
      says: words('初期設定の進み具合', 'How far the set-up is'),
      handle: async ({ actor }) => ({ steps: await stepsOf(house, actor) }),
    },
    {
      method: 'get',
      path: '/api/v1/setup',
      says: words('初期設定が必要か', 'Whether the first set-up is due'),
      open: true,
      handle: async () => ({ needed: await setup.needed() }),
    },
    {
      method: 'post',
      path: '/api/v1/setup',
      says: words('最初の管理者を登録する', 'Set up the first administrator'),
      open: true,
      throttled: true,
      handle: async (call) => {
        const { token, ...person } = read(setupBody, call.body)
        return begun(await setup.finish(token, person), call)
      },
    },
  ]
}
