/**
 * The verifier's own primitives. They repeat what the server has on purpose: an auditor's tool
 * takes nothing from the program it audits.
 */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import type { Sha256, VerifyEd25519 } from '../../models/hash.ts'

export const sha256: Sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }
  return verifySignature(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature)
}
