/** Derives the public key from a journal's key file, for an operator who verifies on the spot. */
import { createPrivateKey, createPublicKey } from 'node:crypto'

/** PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @param text a signing key in the form `PRIVATE+KEY+name+hash+base64(01 ‖ seed)` */
export function publicKeyOf(text: string): { name: string; publicKey: Uint8Array } {
  const [, , name, , ...encoded] = text.split('+')
  const seed = Buffer.from(encoded.join('+'), 'base64').subarray(1)
  if (name === undefined || seed.length !== 32) throw new Error('the key file cannot be read')
  const key = createPrivateKey({
    key: Buffer.concat([seedPrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const jwk = createPublicKey(key).export({ format: 'jwk' })
  return { name, publicKey: new Uint8Array(Buffer.from(jwk.x ?? '', 'base64url')) }
}
