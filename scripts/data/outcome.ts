/**
 * How scripts end: 0 when it was done, 1 when what was given cannot be used, 2 when it could not
 * be tried at all. A person and a scheduler both learn from it what to do next.
 */
import { Refused } from '../verify/refused.ts'

/** The script was called in a way it does not know. */
export class Misused extends Error {}

/** Runs a script to its end: sets the exit code, and says in one line what went wrong. */
export async function ending(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    const refused = error instanceof Refused
    const says = error instanceof Error ? error.message : String(error)
    const what = error instanceof Misused ? says : `${refused ? 'refused' : 'failed'}: ${says}`
    process.stderr.write(`${what}\n`)
    process.exitCode = refused ? 1 : 2
  }
}
