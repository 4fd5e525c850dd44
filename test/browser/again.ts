/** A house that is stopped and started again at the same address, with everything it kept. */
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'

/** Opens the house of a folder; the first time its people are made, later they sign in again. */
export async function openAgain(folder: string, port: string): Promise<TestHouse> {
  const isThere = existsSync(path.join(folder, 'keys'))
  const environment = { PORT: port }
  if (!isThere) return await openHouse({ dataDir: folder, environment })
  const house = await openHouse({ dataDir: folder, environment, empty: true })
  for (const person of ['aya', 'chie', 'emi', 'uketsuke']) await house.signIn(person)
  return house
}

/** A port nobody listens on. */
export async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}
