/**
 * A private key and its certificate as they lie on disk: one file holds both, so that no crash
 * and no copy can leave one of them behind. What is read back is checked before it is used.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** A private key and a certificate, or a chain of them with the machine's own first; PEM. */
export interface Pair {
  readonly key: string
  readonly cert: string
}

/** HTTPS cannot be served with what is there; the message says what is wrong and what to do. */
export class TlsRefused extends Error {}

/** Reads the one file of a pair. @throws TlsRefused saying what is wrong with it */
export function readPair(text: string): Pair {
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END [A-Z ]*PRIVATE KEY-----/.exec(text)
  const certs = text.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g)
  if (!key || !certs) throw new TlsRefused('it does not hold a key and a certificate')
  const pair = { key: `${key[0]}\n`, cert: `${certs.join('\n')}\n` }
  checkPair(pair)
  return pair
}

/** The one file of a pair. */
export function writePair({ key, cert }: Pair): string {
  return `${key.trim()}\n${cert.trim()}`
}

/** @throws TlsRefused when the key or the certificate cannot be read or do not belong together */
export function checkPair({ key, cert }: Pair): X509Certificate {
  let certificate: X509Certificate
  let fits: boolean
  try {
    certificate = new X509Certificate(cert)
  } catch {
    throw new TlsRefused('the certificate cannot be read as PEM')
  }
  try {
    fits = certificate.checkPrivateKey(createPrivateKey(key))
  } catch {
    throw new TlsRefused('the private key cannot be read as PEM without a passphrase')
  }
  if (!fits) throw new TlsRefused('the private key does not belong to the certificate')
  return certificate
}

/** The names and addresses a certificate is for, as `plainName` writes them. */
export function namesOf(certificate: X509Certificate): readonly string[] {
  const stated = certificate.subjectAltName ?? ''
  return [...stated.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name = '']) =>
    plainName(name),
  )
}

/** A name in lower case, or an address in its one shortest form, so that both can be compared. */
export function plainName(name: string): string {
  return isIPv6(name) ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name.toLowerCase()
}
