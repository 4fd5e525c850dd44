/**
 * Runs the project's scripts as people do, each in a process of its own, on folders that
 * disappear afterwards. What a script prints and how it ends is all a test sees.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** How a script ended. */
export interface Ended {
  readonly code: number | null
  /** Everything it printed, on either stream. */
  readonly says: string
}

/** Runs a script to its end. A test that sets MONGODB_URI for itself does not set it for these. */
export async function run(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const script = fileURLToPath(new URL(`../../scripts/${name}.js`, import.meta.url))
  const { MONGODB_URI: _, ...inherited } = process.env
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
    env: { ...inherited, PORT: '0', TLS_PORT: 'off', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, says: Buffer.concat(printed).toString('utf8') }
}

/** A folder of its own for each suite. */
export class Room {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'daicho-scripts-'))

  at(...names: readonly string[]): string {
    return path.join(this.folder, ...names)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
