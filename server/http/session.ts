/** Reads who is asking from a request: a bearer token, or the cookie when the page is our own. */
import { parse, serialize } from 'cookie'
import type { Request } from 'express'
import { fitText } from '../../models/fields.ts'
import { Problem } from '../../models/problems.ts'
import { actorOf } from '../../models/roles.ts'
import type { Auth, SignedIn } from '../auth.ts'
import type { Identify } from './endpoint.ts'

/** The cookie that carries the session token; scripts of the page cannot read it. */
export const sessionCookie = 'daicho_session'

/** Finds the actor of a request. @throws Problem origin-refused for another site's request */
export function identifyWith(auth: Auth): Identify {
  return async (request) => {
    const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1]
    const cookie = parse(request.get('cookie') ?? '')[sessionCookie]
    const token = bearer ?? cookie
    if (token === undefined) return { actor: undefined, session: undefined }
    if (bearer === undefined) refuseForeign(request)
    const known = await auth.identify(token)
    if (!known) return { actor: undefined, session: undefined }
    return { actor: actorOf(known.account, deviceOf(request)), session: known.session }
  }
}

/** What a device calls itself; a header holds plain letters, so the others come escaped. */
function deviceOf(request: Request): string | undefined {
  const said = request.get('x-device')
  try {
    const name = said && decodeURIComponent(said).trim()
    return name && fitText(name) ? name : undefined
  } catch {
    return said
  }
}

/** A cookie travels by itself, so a request that changes something must come from our own page. */
function refuseForeign(request: Request): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const site = request.get('sec-fetch-site')
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
    throw new Problem('origin-refused')
  }
  const origin = request.get('origin')
  // A page that hides where it comes from says `null`, which is no address of ours.
  if (origin === undefined || hostOf(origin) === request.get('host')) return
  throw new Problem('origin-refused')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** The Set-Cookie header of a session that begins. */
export function startCookie({ token, expiresAt }: SignedIn, secure: boolean): string {
  return serialize(sessionCookie, token, { ...cookieOptions(secure), expires: new Date(expiresAt) })
}

/** The Set-Cookie header of a session that ends. */
export function endCookie(secure: boolean): string {
  return serialize(sessionCookie, '', { ...cookieOptions(secure), maxAge: 0 })
}

function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'strict' as const, path: '/', secure }
}
