/**
 * The two primitives all evidence rests on, as interfaces. The server injects the platform's
 * implementations, a browser or a verifier its own; nothing in `models` may know which, so that an
 * auditor's check does not depend on the software that is audited.
 */
import { utf8 } from './bytes.ts'

/** SHA-256 of all parts, one after the other: 32 new bytes. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array

/** Length of every hash here, in bytes. */
export const hashBytes = 32

/** Checks a 64-byte RFC 8032 signature under a 32-byte public key; WebCrypto answers later. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/** RFC 8032 Ed25519 over 32-byte seeds. */
export interface Ed25519 {
  readonly publicKey: (seed: Uint8Array) => Uint8Array
  readonly sign: (seed: Uint8Array, message: Uint8Array) => Uint8Array
  readonly verify: VerifyEd25519
}

/** What a party that only checks needs. */
export interface VerifierCrypto {
  readonly sha256: Sha256
  readonly verify: VerifyEd25519
}

/** What a party that signs needs. */
export interface SignerCrypto {
  readonly sha256: Sha256
  readonly ed25519: Ed25519
}

/** SHA-256 of a text's UTF-8. */
export function hashText(text: string, sha256: Sha256): Uint8Array {
  return sha256(utf8(text))
}
