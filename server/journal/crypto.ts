/**
 * The platform's SHA-256 and Ed25519 behind the interfaces of `models/hash`. Evidence code never
 * imports a platform, so this is the one place where the server's choice of primitives is made.
 */
import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Ed25519, Sha256, SignerCrypto, VerifierCrypto } from '../../models/hash.ts'

// The fixed DER wrappings of raw Ed25519 keys (RFC 8410): SubjectPublicKeyInfo and PKCS #8.
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** SHA-256 by the platform. */
export const sha256: Sha256 = (...parts) => {
  const [only = new Uint8Array()] = parts
  const data = parts.length > 1 ? Buffer.concat(parts) : only
  return new Uint8Array(hash('sha256', data, 'buffer'))
}

let lastKey: { readonly der: Buffer; readonly key: KeyObject } | undefined

// A log signs with one key, and reading it anew costs many times what signing does.
function privateKey(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RangeError('a seed has 32 bytes')
  const der = Buffer.concat([privatePrefix, seed])
  if (!lastKey?.der.equals(der)) {
    lastKey = { der, key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
  }
  return lastKey.key
}

/** Ed25519 by the platform; `verify` answers false for keys and signatures of a wrong length. */
export const ed25519: Ed25519 = {
  publicKey: (seed) => {
    const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
    return new Uint8Array(der.subarray(publicPrefix.length))
  },
  sign: (seed, message) => new Uint8Array(sign(null, message, privateKey(seed))),
  verify: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false
    const key = Buffer.concat([publicPrefix, publicKey])
    return verify(null, message, createPublicKey({ key, format: 'der', type: 'spki' }), signature)
  },
}

/** Both, in the shape `models/key` and `models/proof` take. */
export const crypto: SignerCrypto & VerifierCrypto = { sha256, ed25519, verify: ed25519.verify }
