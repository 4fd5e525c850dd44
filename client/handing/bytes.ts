/** Sizes of files as people read them. */

const units = ['B', 'kB', 'MB', 'GB'] as const

/** A number of bytes with the largest unit that leaves at least one whole. */
export function printBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  const value = bytes / 1000 ** power
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}
