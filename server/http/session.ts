/** Reads who is asking from a request: a bearer token, or the cookie when the page is our own. */
import type { IncomingHttpHeaders } from 'node:http'
import { parse, serialize } from 'cookie'
import type { Request } from 'express'
import { fitText } from '../../models/fields.ts'
import { Problem } from '../../models/problems.ts'
import { actorOf } from '../../models/roles.ts'
import { sessionCookies } from '../../models/session.ts'
import type { Auth, SignedIn } from '../auth.ts'
import type { Identify } from './endpoint.ts'

/** How a request came in, and how the house is reached. */
export interface Way {
  /** Whether the request itself came over HTTPS, here or at a proxy that is trusted. */
  readonly secure: boolean
  /** Whether people reach the house over HTTPS, whoever ends it. */
  readonly secureOutside: boolean
}

/** Finds the actor of a request. @throws Problem origin-refused for another site's request */
export function identifyWith(auth: Auth, publicUrl: string | undefined): Identify {
  return async (request: Request) => {
    const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1]
    const token = bearer ?? sessionIn(request.get('cookie'), request.secure)
    if (token === undefined) return { actor: undefined, session: undefined }
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    // A cookie travels by itself, so what changes something must come from our own page.
    if (bearer === undefined && changes && isForeign(request.headers, publicUrl)) {
      throw new Problem('origin-refused')
    }
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

/** The session token in a Cookie header, by the name it has on the way the request came. */
export function sessionIn(header: string | undefined, secure: boolean): string | undefined {
  return parse(header ?? '')[secure ? sessionCookies.host : sessionCookies.plain]
}

/** Whether a browser says that a request was made by another site's page. */
export function isForeign(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin, host } = headers
  if (origin === undefined) return false
  // A page that hides where it comes from says `null`, which is no address of ours.
  const from = hostOf(origin)
  return from === undefined || ![host, hostOf(publicUrl ?? '')].includes(from)
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** The Set-Cookie header of a session that begins. */
export function startCookie({ token, expiresAt }: SignedIn, way: Way): string {
  return serialize(nameOn(way), token, { ...cookieOptions(way), expires: new Date(expiresAt) })
}

/** The Set-Cookie header of a session that ends. */
export function endCookie(way: Way): string {
  return serialize(nameOn(way), '', { ...cookieOptions(way), maxAge: 0 })
}

function nameOn({ secure }: Way): string {
  return secure ? sessionCookies.host : sessionCookies.plain
}

function cookieOptions({ secure, secureOutside }: Way) {
  const sameSite = 'strict' as const
  return { httpOnly: true, sameSite, path: '/', secure: secure || secureOutside }
}
