/** Runs the auditor's verifier as the auditor would: as a program of its own, on what is kept. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { storeUri } from '../house.ts'
import type { TestHouse } from '../house.ts'

/** What the verifier said: 0 everything holds, 1 something does not, 2 it could not look. */
export interface Verdict {
  readonly exit: number | null
  readonly says: string
}

const script = path.resolve(import.meta.dirname, '../../scripts/verify.js')

/** Runs `npm run verify` with these arguments. */
export async function verify(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Verdict> {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let says = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (says += text))
  }
  const [exit] = (await once(child, 'close')) as [number | null]
  return { exit, says }
}

/** Verifies what a running house keeps, against the key it signs with. */
export async function verifyHouse(house: TestHouse): Promise<Verdict> {
  const { vkey } = house.running.house.signer
  return await verify([storeUri(house), '--vkey', vkey])
}
