/**
 * The child process of `checkHealth`: opens a data file and touches every key and value. It is
 * meant to die in place of the server when the file is damaged, so it does nothing else.
 */
import { spaceNames } from './contract.ts'
import { openLmdb } from './lmdb.ts'
import { justAfter } from './records.ts'

const chunkKeys = 1000
const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('Give the data file to examine')

const storage = openLmdb(path)
for (const name of spaceNames) {
  const space = storage.space(name)
  const end = Buffer.alloc(8, 255)
  let start: Buffer = Buffer.from([0])
  for (;;) {
    const chunk = space.range({ start, end, limit: chunkKeys })
    const last = chunk.at(-1)
    if (last === undefined || chunk.length < chunkKeys) break
    start = justAfter(last.key)
  }
}
await storage.close()
