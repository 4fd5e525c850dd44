/**
 * Bytes as text and back, strictly. Evidence is compared byte for byte, so a decoder that forgives
 * (missing padding, upper-case hex, broken UTF-8) would let two different files count as the same
 * proof. Only what both browsers and servers have is used.
 */
import { Fault } from './fault.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 of a text. @throws Fault `malformed-text` for a lone surrogate, which has no UTF-8 */
export function utf8(text: string): Uint8Array {
  if (!isWellFormed(text)) throw new Fault('malformed-text', 'a lone surrogate has no UTF-8 form')
  return encoder.encode(text)
}

/** The text of UTF-8 bytes, a byte order mark kept. @throws Fault `malformed-text` */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new Fault('malformed-text', 'the bytes are not UTF-8')
  }
}

/** Whether every surrogate of the text has its other half. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** Bytes of lower-case hexadecimal. @throws Fault `malformed-text` for anything else */
export function fromHex(hex: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) throw new Fault('malformed-text', 'not lower-case hex')
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  }
  return bytes
}

// `String.fromCharCode` takes its bytes as arguments, and engines bound how many there may be.
const argumentsMax = 8_192

/** Standard, padded base64 (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += argumentsMax) {
    binary += String.fromCharCode(...bytes.subarray(at, at + argumentsMax))
  }
  return btoa(binary)
}

/**
 * Bytes of standard base64, only in its one canonical spelling: padded, no blanks, and no stray
 * bits in the last character (RFC 4648 section 3.5).
 * @throws Fault `malformed-text`
 */
export function fromBase64(text: string): Uint8Array {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new Fault('malformed-text', 'not padded standard base64')
  }
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at)
  // Only the last group can hide stray bits, so only that is written again.
  const tail = bytes.length - (bytes.length % 3)
  if (toBase64(bytes.subarray(tail)) !== text.slice((tail / 3) * 4)) {
    throw new Fault('malformed-text', 'base64 with stray bits at its end')
  }
  return bytes
}

/** Whether two byte strings are the same; not constant in time, for public data only. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at])
}

/** All parts, one after the other, in new memory. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/**
 * A count as the C2SP formats write it: ASCII decimal, no sign, no leading zeros.
 * @returns undefined for anything else, and for numbers above 2^53 - 1
 */
export function parseCount(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined
  const count = Number(text)
  return Number.isSafeInteger(count) ? count : undefined
}
