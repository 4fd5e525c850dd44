/** The thread that draws one list: takes its head, then its rows, and answers with the file. */
import { parentPort } from 'node:worker_threads'
import { Listing } from './listing.ts'
import type { FromListPress, ToListPress } from './listpress.ts'

let listing: Listing | undefined

const say = (answer: FromListPress): void => parentPort?.postMessage(answer, [])

async function draw(asked: ToListPress): Promise<void> {
  if ('content' in asked) listing = new Listing(asked.content)
  else if ('rows' in asked) listing?.add(asked.rows)
  else if (listing) return say({ bytes: await listing.end() })
  say({})
}

parentPort?.on('message', (asked: ToListPress) => void draw(asked))
