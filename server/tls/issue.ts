/**
 * Makes certificates: the authority this house signs with, and the certificate of this machine.
 * The only file that knows the certificate library, loaded when there is something to sign.
 */
import './reflect.ts'
import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { limits } from '../../models/limits.ts'
import type { Pair } from './pair.ts'

cryptoProvider.set(webcrypto)

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
/** id-kp-serverAuth, RFC 5280 section 4.2.1.12. */
const serverAuth = '1.3.6.1.5.5.7.3.1'
/** A tablet's clock may be behind the server's. */
const clockMs = 3_600_000
const dayMs = 86_400_000

/**
 * Makes a certificate authority: ECDSA P-256, ten years, good for signing certificates only.
 *
 * @param name its common name, which a tablet shows among what it trusts
 */
export async function makeAuthority(name: string, now: Date): Promise<Pair> {
  const keys = await newKeys()
  const from = new Date(now.getTime() - clockMs)
  const cert = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: [{ CN: [name] }, { O: ['Daicho'] }],
    notBefore: from,
    notAfter: new Date(from.getTime() + limits.authorityDays * dayMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { key: await keyText(keys.privateKey), cert: certText(cert) }
}

/**
 * Makes this machine's certificate, signed by the authority and never outliving it.
 *
 * @param names host names and addresses; tablets look at these and at nothing else
 */
export async function issueLeaf(
  authority: Pair,
  names: readonly string[],
  now: Date,
): Promise<Pair> {
  const issuer = new X509Certificate(authority.cert)
  const keys = await newKeys()
  const from = new Date(Math.max(now.getTime() - clockMs, issuer.notBefore.getTime()))
  const until = Math.min(from.getTime() + limits.leafDays * dayMs, issuer.notAfter.getTime())
  const cert = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    // Its name is for people: clients look at the alternative names alone.
    subject: [{ CN: ['Daicho'] }],
    issuer: issuer.subjectName,
    notBefore: from,
    notAfter: new Date(until),
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(await issuer.publicKey.export()),
    ],
  })
  return { key: await keyText(keys.privateKey), cert: certText(cert) }
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

/** A positive number of 126 bits: RFC 5280 allows twenty octets and asks that none repeats. */
function newSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return Buffer.from(bytes).toString('hex')
}

async function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  return await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
}

async function keyText(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}

function certText(cert: X509Certificate): string {
  return `${cert.toString('pem').trim()}\n`
}
