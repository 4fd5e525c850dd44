/**
 * X.509 certificates of whoever vouches for a time: read from PEM or DER, and led up to roots a
 * reader trusts. The rules are few and strict, because a verifier that finds its way to a root by
 * any means proves nothing; whatever it does not know and is critical, it refuses.
 */
import { Certificate, CryptoEngine } from 'pkijs'
import { fromBase64, sameBytes } from './bytes.ts'
import { Fault } from './fault.ts'

/** The platform's WebCrypto, as the certificates and tokens are checked with. */
export const engine = new CryptoEngine({ name: 'platform', crypto: globalThis.crypto })

/** Certificates above each other; more than any authority uses. */
const depthMax = 8

const keyUsage = '2.5.29.15'
const basicConstraints = '2.5.29.19'
const extendedKeyUsage = '2.5.29.37'
/** Critical extensions whose meaning is looked at, or is only about naming policies. */
const known: readonly string[] = [keyUsage, basicConstraints, extendedKeyUsage, '2.5.29.32']

/** The names a certificate may be told by, best first: common name, unit, organisation. */
const nameTypes = ['2.5.4.3', '2.5.4.11', '2.5.4.10'] as const

/** The certificates of a PEM text, each as DER. @throws Fault `bad-timestamp` */
export function certificatesOf(pem: string): Uint8Array[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)
  const found = [...blocks].map(([, base64 = '']) => fromBase64(base64.replaceAll(/\s/g, '')))
  if (found.length === 0) throw new Fault('bad-timestamp', 'the PEM text holds no certificate')
  found.forEach(readCertificate)
  return found
}

/** A certificate from its DER. @throws Fault `bad-timestamp` */
export function readCertificate(der: Uint8Array): Certificate {
  try {
    return Certificate.fromBER(Uint8Array.from(der))
  } catch {
    throw new Fault('bad-timestamp', 'a certificate cannot be read')
  }
}

/** What a certificate's owner is called. */
export function nameOf(certificate: Certificate): string {
  const values = certificate.subject.typesAndValues
  for (const type of nameTypes) {
    const found = values.find((one) => one.type === type)
    if (found) return found.value.valueBlock.value
  }
  return 'unnamed'
}

/** The DER of a certificate as it was read. */
export function derOf(certificate: Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema(false).toBER(false))
}

/** Whether the moment lies in the time a certificate is valid. */
export function isValidAt({ notBefore, notAfter }: Certificate, at: Date): boolean {
  return notBefore.value <= at && at <= notAfter.value
}

/** The bits of the first byte of the key usage; undefined when the certificate says nothing. */
export function usageOf(certificate: Certificate): number | undefined {
  const parsed: unknown = extensionOf(certificate, keyUsage)?.parsedValue
  if (parsed === undefined) return undefined
  return (parsed as { valueBlock: { valueHexView: Uint8Array } }).valueBlock.valueHexView[0] ?? 0
}

/** What else a key is for, and whether that is said as critical; undefined when it says nothing. */
export function purposesOf(
  certificate: Certificate,
): { readonly purposes: readonly string[]; readonly critical: boolean } | undefined {
  const found = extensionOf(certificate, extendedKeyUsage)
  if (!found) return undefined
  const { keyPurposes = [] } = found.parsedValue as { keyPurposes?: string[] }
  return { purposes: keyPurposes, critical: found.critical }
}

function extensionOf(certificate: Certificate, id: string) {
  return certificate.extensions?.find(({ extnID }) => extnID === id)
}

/**
 * Whether a chain of valid signatures leads from a certificate up to a trusted one, every
 * certificate of it valid at the moment and every issuer allowed to issue (RFC 5280, 6.1, without
 * name constraints and policies: a critical extension that is not known ends the chain).
 * Revocation is not looked at: it is not in the token.
 */
export async function leadsTo(
  roots: readonly Certificate[],
  certificate: Certificate,
  among: readonly Certificate[],
  at: Date,
  below = 0,
  seen = new Set<Certificate>(),
): Promise<boolean> {
  // Each is looked at once: certificates that issue each other in circles would never end.
  if (below >= depthMax || seen.has(certificate)) return false
  seen.add(certificate)
  if (!isValidAt(certificate, at) || hasUnknown(certificate)) return false
  if (below > 0 && !mayIssue(certificate, below)) return false
  if (roots.some((root) => sameBytes(derOf(root), derOf(certificate)))) return true
  for (const issuer of [...roots, ...among]) {
    if (issuer === certificate || !issuer.subject.isEqual(certificate.issuer)) continue
    const signed = await certificate.verify(issuer, engine).catch(() => false)
    if (signed && (await leadsTo(roots, issuer, among, at, below + 1, seen))) return true
  }
  return false
}

function hasUnknown({ extensions = [] }: Certificate): boolean {
  return extensions.some(({ critical, extnID }) => critical && !known.includes(extnID))
}

/** @param below how many certificates hang below this one, the last of them not an issuer */
function mayIssue(certificate: Certificate, below: number): boolean {
  const parsed: unknown = extensionOf(certificate, basicConstraints)?.parsedValue
  const { cA, pathLenConstraint } = (parsed ?? {}) as { cA?: boolean; pathLenConstraint?: unknown }
  const usage = usageOf(certificate)
  const long = typeof pathLenConstraint === 'number' && below - 1 > pathLenConstraint
  return cA === true && !long && (usage === undefined || (usage & 0x04) !== 0)
}
