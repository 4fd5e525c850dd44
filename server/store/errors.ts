/**
 * The failures the store may answer with. A driver decides by the number (is it a duplicate? may it
 * be retried?), so each carries MongoDB's own code and code name; nothing else may leave the store.
 */
import type { Doc } from './bson.ts'

/**
 * Codes with a name of their own; any other number is shown as Location<number>, as mongod does.
 */
export const codeNames = {
  2: 'BadValue',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  57: 'DottedFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  68: 'IndexAlreadyExists',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  96: 'OperationFailed',
  115: 'CommandNotSupported',
  121: 'DocumentValidationFailure',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  175: 'QueryPlanKilled',
  197: 'InvalidIndexSpecificationOption',
  224: 'QueryFeatureNotAllowed',
  238: 'NotImplemented',
  241: 'ConversionFailure',
  263: 'OperationNotSupportedInTransaction',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  334: 'BSONObjectTooLarge',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  17280: 'KeyTooLong',
} as const satisfies Record<number, string>

/** What beside the message and code travels with a failure. */
export interface StoreErrorDetails {
  readonly keyPattern?: Doc
  readonly keyValue?: Doc
  readonly collation?: Doc
}

/** A failure with MongoDB's code; `keyPattern` and `keyValue` only on a duplicate key. */
export class StoreError extends Error {
  readonly code: number
  readonly codeName: string
  readonly keyPattern: Doc | undefined
  readonly keyValue: Doc | undefined
  readonly collation: Doc | undefined

  constructor(code: number, message: string, details: StoreErrorDetails = {}) {
    super(message)
    this.name = 'StoreError'
    this.code = code
    const names: Record<number, string> = codeNames
    this.codeName = names[code] ?? `Location${code}`
    this.keyPattern = details.keyPattern
    this.keyValue = details.keyValue
    this.collation = details.collation
  }
}

const named =
  (code: keyof typeof codeNames) =>
  (message: string): StoreError =>
    new StoreError(code, message)

export const badValue = named(2)
export const failedToParse = named(9)
export const typeMismatch = named(14)
export const overflow = named(15)
export const invalidBson = named(22)
export const pathNotViable = named(28)
export const conflictingUpdate = named(40)
export const immutableField = named(66)
export const invalidOptions = named(72)
export const commandNotFound = named(59)
export const invalidOperator = named(168)
export const parallelArrays = named(171)
export const conversionFailure = named(241)
export const memoryLimit = named(292)
export const keyTooLong = named(17280)

/** A failure that mongod knows only by its number (codeName `Location40324`). */
export const located = (code: number, message: string): StoreError => new StoreError(code, message)

/** A second document with the same unique key: 11000 with the pattern and the key. */
export const duplicateKey = (message: string, keyPattern: Doc, keyValue: Doc): StoreError =>
  new StoreError(11000, message, { keyPattern, keyValue })
