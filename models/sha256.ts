/**
 * SHA-256 (FIPS 180-4) in plain TypeScript. Browsers offer only an asynchronous digest, which a
 * tree of many small hashes cannot wait for, and an auditor's page must run without our server.
 * The server uses its platform's implementation instead, which is faster.
 */

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2).
const roundConstants = wordsOf(`
  428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5
  d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174
  e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da
  983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967
  27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85
  a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070
  19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3
  748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2
`)

// The same of the square roots of the first eight primes (5.3.3).
const initialState = wordsOf(`
  6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19
`)

function wordsOf(hexadecimal: string): Uint32Array {
  return Uint32Array.from(hexadecimal.trim().split(/\s+/), (word) => Number.parseInt(word, 16))
}

const blockBytes = 64

/** SHA-256 of all parts, one after the other: 32 new bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const state = initialState.slice()
  const message = padded(parts)
  const schedule = new Uint32Array(64)
  for (let at = 0; at < message.byteLength; at += blockBytes) compress(state, message, at, schedule)
  const digest = new DataView(new ArrayBuffer(32))
  for (const [at, word] of state.entries()) digest.setUint32(at * 4, word)
  return new Uint8Array(digest.buffer)
}

/** The message with its one bit, zeros and 64-bit length in bits (5.1.1). */
function padded(parts: readonly Uint8Array[]): DataView {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const whole = new Uint8Array(Math.ceil((length + 9) / blockBytes) * blockBytes)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  whole[length] = 0x80
  const view = new DataView(whole.buffer)
  view.setUint32(whole.length - 8, Math.floor(length / 2 ** 29))
  view.setUint32(whole.length - 4, (length * 8) % 2 ** 32)
  return view
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

/** One block into the state (6.2.2); names follow the standard. */
function compress(state: Uint32Array, message: DataView, at: number, w: Uint32Array): void {
  for (let t = 0; t < 16; t += 1) w[t] = message.getUint32(at + t * 4)
  for (let t = 16; t < 64; t += 1) {
    const [w15 = 0, w2 = 0] = [w[t - 15], w[t - 2]]
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    w[t] = (w[t - 16] ?? 0) + s0 + (w[t - 7] ?? 0) + s1
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t += 1) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const choose = (e & f) ^ (~e & g)
    const t1 = (h + sum1 + choose + (roundConstants[t] ?? 0) + (w[t] ?? 0)) | 0
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + sum0 + majority) | 0
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) {
    state[at] = (state[at] ?? 0) + word
  }
}
