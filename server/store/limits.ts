/**
 * Every number the embedded store refuses to exceed, by name and with its unit. Limits a driver
 * must also know (document and message size) are MongoDB's own; the others keep one request from
 * starving or filling the process.
 */

/** LMDB's longest key in bytes on a 4 KB page. */
export const storageKeyBytesMax = 1978
/** What is left for a document's own key after the index number and the record id, in bytes. */
export const indexKeyBytesMax = storageKeyBytesMax - 4 - 8
export const documentBytesMax = 16 * 1024 * 1024
export const messageBytesMax = 48_000_000
export const writeBatchMax = 100_000
export const indexesMax = 64
export const indexFieldsMax = 32
/** A namespace `database.collection` may have at most this many bytes. */
export const namespaceBytesMax = 255
/** How long one scan may hold the event loop before others are served, in milliseconds. */
export const scanSliceMsMax = 5
/** Entries read from the storage between two looks at the clock. */
export const scanChunkKeys = 256
/**
 * Keys a write may examine inside its transaction; a longer search happens outside and is
 * rechecked.
 */
export const writeSearchKeysMax = 2048
/** Documents one write transaction changes before it commits and lets others in. */
export const writeChunkDocuments = 1000
/** What one blocking sort or group may hold in memory, in bytes. */
export const sortBytesMax = 100 * 1024 * 1024
/** Combinations of points an index scan may be split into. */
export const keyRangesMax = 1024
/** Keys counted per candidate index when several could serve a query. */
export const estimateKeysMax = 256
/** Index entries a background clean-up removes in one transaction. */
export const sweepKeysMax = 2000
/** Pause between two sweeps for expired documents, in milliseconds. */
export const expireIntervalMs = 60_000
/** Times a write is decided anew because what it found had changed before it could be applied. */
export const writeAttemptsMax = 100
