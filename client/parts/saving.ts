/** Hands a file that was fetched on to whatever the device keeps files in. */

/** How long a browser may take to begin saving a file, in milliseconds. */
const savingMs = 60_000

/** Saves a file under a name. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), savingMs)
}
