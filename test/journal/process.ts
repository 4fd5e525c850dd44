/** A house as a process of its own, so that a test can take the power away. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const main = path.resolve(import.meta.dirname, '../../server/main.js')

/** A house in a process of its own. */
export interface HouseProcess {
  readonly url: string
  readonly child: ChildProcess
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Asks it to stop, and answers with its exit code. */
  stop(): Promise<number | null>
}

/** Everything a start that failed said, and how it ended. */
export class StartFailed extends Error {
  readonly exit: number | null
  constructor(exit: number | null, says: string) {
    super(says)
    this.exit = exit
  }
}

/** Starts a house as a process. @throws StartFailed when it ends instead of printing its address */
export async function startProcess(
  environment: Readonly<Record<string, string>>,
): Promise<HouseProcess> {
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const exited = once(child, 'close') as Promise<[number | null]>
  let says = ''
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        says += text
        const address = /http:\/\/[^\s/]+/.exec(says)?.[0]
        if (address !== undefined && says.includes('Journal:')) resolve(address)
      })
    }
    void exited.then(([exit]) => reject(new StartFailed(exit, says)))
  })
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal)
    return (await exited)[0]
  }
  return {
    url,
    child,
    kill: async () => void (await end('SIGKILL')),
    stop: async () => await end('SIGTERM'),
  }
}
