/** The drawing thread: takes the content of a paper and answers with its bytes. */
import { parentPort } from 'node:worker_threads'
import { Problem } from '../../models/problems.ts'
import { drawPaper } from './draw.ts'
import type { FromPress, ToPress } from './press.ts'

const say = (answer: FromPress): void => parentPort?.postMessage(answer, [])

async function draw({ id, content }: ToPress): Promise<void> {
  try {
    say({ id, bytes: await drawPaper(content) })
  } catch (error) {
    if (error instanceof Problem) {
      const details = Object.fromEntries(
        Object.entries(error.details).map(([key, value]) => [key, String(value)]),
      )
      say({ id, code: error.code, details })
    } else
      say({ id, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

parentPort?.on('message', (asked: ToPress) => void draw(asked))
