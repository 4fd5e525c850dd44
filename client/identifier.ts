/**
 * The client names its acts itself, so that sending one twice is harmless. The platform's own
 * maker of UUIDs is only there over HTTPS, and a tablet may reach the house over plain HTTP
 * inside it, so the sixteen random bytes are put together here.
 */

/** A random UUID (RFC 9562 §5.4). */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
