/**
 * The three functions of the metadata proposal that the certificate library's injector asks for
 * when it is loaded. They are kept here, and added only where nobody has, so that no package has
 * to change a built-in object of the whole process for the sake of three maps.
 */

type Known = Map<unknown, unknown>
const kept = new WeakMap<object, Known>()

interface Metadata {
  getMetadata?: (key: unknown, target: object) => unknown
  getOwnMetadata?: (key: unknown, target: object) => unknown
  defineMetadata?: (key: unknown, value: unknown, target: object) => void
}

const reflect = Reflect as Metadata
reflect.defineMetadata ??= (key, value, target) => {
  const known: Known = kept.get(target) ?? new Map()
  kept.set(target, known.set(key, value))
}
reflect.getOwnMetadata ??= (key, target) => kept.get(target)?.get(key)
reflect.getMetadata ??= (key, target) => {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object) {
    if (kept.get(at)?.has(key)) return kept.get(at)?.get(key)
  }
  return undefined
}
