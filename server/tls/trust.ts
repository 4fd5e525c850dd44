/**
 * What a tablet needs before it can speak to the house safely: the page that explains it, and
 * the authority's certificate in the two forms tablets take. The same over plain HTTP, where a
 * new tablet begins, and over HTTPS.
 */
import type { X509Certificate } from 'node:crypto'
import type { Language } from '../../models/words.ts'
import { limits } from '../../models/limits.ts'
import { idWithin } from '../../models/record.ts'
import { escaped, inGroups } from './markup.ts'
import { pagePolicy, trustPage } from './page.ts'

/** The authority tablets are asked to trust. */
export interface Authority {
  readonly name: string
  /** SHA-256 of the certificate: 64 hexadecimal digits in upper case. */
  readonly fingerprint: string
  /** Until when it is good, ISO. */
  readonly until: string
  readonly der: Uint8Array
}

/** How a tablet gets here. */
export interface Reach {
  /** Whether HTTPS is served by this process; a machine without a network has no address yet. */
  readonly open: boolean
  /** Addresses to type, best first. */
  readonly addresses: readonly string[]
  /** Where a new tablet begins: in plain HTTP when it has yet to learn whom to trust. */
  readonly trust: string | undefined
  readonly authority: Authority | undefined
}

/** How a tablet gets to a house of which only the public address is known. */
export function reachOf(publicUrl: string | undefined): Reach {
  const secure = publicUrl?.startsWith('https://') === true
  const addresses = secure ? [new URL(publicUrl).origin] : []
  const trust = secure ? `${addresses[0]}/trust` : undefined
  return { open: false, addresses, trust, authority: undefined }
}

/** How somebody asks for the page. */
export interface TrustAsked {
  readonly language: Language
  /** The host by which this caller reaches the house over HTTPS. */
  readonly host: string | undefined
  /** Whether that host shows this page in plain HTTP too. */
  readonly plain: boolean
}

export interface TrustAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** As much of an authority's certificate as is told. */
export function authorityOf(certificate: X509Certificate): Authority {
  return {
    name: /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? 'Daicho',
    fingerprint: certificate.fingerprint256.replaceAll(':', ''),
    until: new Date(certificate.validTo).toISOString(),
    der: certificate.raw,
  }
}

/** The host a browser was told, when it can be one. */
export function hostIn(host: string | undefined): string | undefined {
  const fit = host !== undefined && host.length <= limits.textCharactersMax
  return fit && /^([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/i.test(host) ? host : undefined
}

/** A name of this machine that no other machine knows it by. */
const ownHost = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i

/** Where this caller finds the house over HTTPS, and the page for new tablets. */
function placesOf({ addresses, trust }: Reach, { host, plain }: TrustAsked) {
  const usable = host !== undefined && !ownHost.test(host)
  const app = usable ? `https://${host}` : (addresses[0] ?? (host && `https://${host}`))
  const here = usable && plain ? `http://${host}/trust` : (trust ?? (app && `${app}/trust`))
  return app === undefined || here === undefined ? undefined : { app, here }
}

/** The answer to one of the addresses of trusting; undefined for any other. */
export async function trustAnswer(
  pathname: string,
  reach: Reach,
  asked: TrustAsked,
): Promise<TrustAnswer | undefined> {
  const { authority } = reach
  const { language } = asked
  const places = pathname === '/trust' ? placesOf(reach, asked) : undefined
  if (places) {
    const body = await trustPage({ language, authority, ...places })
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': pagePolicy,
      'Cache-Control': 'no-store',
      'Content-Language': language,
      Vary: 'Accept-Language',
    }
    return { status: 200, headers, body }
  }
  if (authority && pathname === '/ca.crt') {
    const headers = {
      'Content-Type': 'application/x-x509-ca-cert',
      'Content-Disposition': 'attachment; filename="daicho-ca.crt"',
    }
    return { status: 200, headers, body: authority.der }
  }
  if (authority && pathname === '/ca.mobileconfig') {
    const headers = { 'Content-Type': 'application/x-apple-aspen-config' }
    return { status: 200, headers, body: profileOf(authority) }
  }
  return undefined
}

/** The authority as a profile an iPad installs; the same authority always makes the same one. */
export function profileOf({ name, fingerprint, der }: Authority): string {
  const certificate = Buffer.from(der).toString('base64')
  const root = entry({
    PayloadCertificateFileName: 'daicho-ca.crt',
    PayloadContent: { data: certificate },
    PayloadDisplayName: name,
    PayloadIdentifier: `daicho.ca.${fingerprint.slice(0, 16).toLowerCase()}`,
    PayloadType: 'com.apple.security.root',
    PayloadUUID: idWithin(fingerprint, 'root').toUpperCase(),
    PayloadVersion: 1,
  })
  const whole = entry({
    PayloadContent: { inner: root },
    PayloadDescription: `Trust this Daicho server. SHA-256 ${inGroups(fingerprint)}`,
    PayloadDisplayName: name,
    PayloadIdentifier: `daicho.profile.${fingerprint.slice(0, 16).toLowerCase()}`,
    PayloadRemovalDisallowed: false,
    PayloadType: 'Configuration',
    PayloadUUID: idWithin(fingerprint, 'profile').toUpperCase(),
    PayloadVersion: 1,
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${whole}</plist>
`
}

type Listed = string | number | boolean | { readonly data: string } | { readonly inner: string }

function entry(members: Readonly<Record<string, Listed>>): string {
  const told = Object.entries(members).map(([key, value]) => `<key>${key}</key>${plist(value)}`)
  return `<dict>${told.join('')}</dict>`
}

function plist(value: Listed): string {
  if (typeof value === 'boolean') return `<${String(value)}/>`
  if (typeof value === 'number') return `<integer>${value}</integer>`
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`
  return 'data' in value ? `<data>${value.data}</data>` : `<array>${value.inner}</array>`
}
