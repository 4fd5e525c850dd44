/**
 * The journal's signing key and the sessions' secret: made at the first start in DATA_DIR/keys
 * with mode 0600, outside the database, so that whoever alters the database cannot sign for it.
 */
import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** Reads a key file, or makes it with content of the maker's. Two starts at once agree on one. */
export async function keyFile(
  directory: string,
  name: string,
  make: () => string,
): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await chmod(directory, 0o700)
  const file = path.join(directory, name)
  const known = await readIfThere(file)
  if (known !== undefined) return known.trim()
  // Linked whole, so that neither a crash nor another start ever meets half a key.
  const beside = await written(file, `${make()}\n`)
  try {
    await link(beside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(beside, { force: true })
  }
  return (await readFile(file, 'utf8')).trim()
}

/** Replaces a file whole: readers see the old content or the new, never half. */
export async function replaceFile(file: string, content: string): Promise<void> {
  // With every key given by the operator nothing else has made the folder.
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await rename(await written(file, content), file)
}

/** Content safely on disk beside the file it is meant for: the path it has there. */
async function written(file: string, content: string): Promise<string> {
  const beside = `${file}.${randomBytes(4).toString('hex')}`
  const handle = await open(beside, 'wx', 0o600)
  await handle.writeFile(content)
  await handle.sync()
  await handle.close()
  return beside
}

/** The content of a file, or undefined when there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** A fresh secret for session tokens. */
export function newSecret(): string {
  return randomBytes(48).toString('base64url')
}
