/**
 * Every number that bounds something, named, with its unit last, shared by server and client.
 * Those an operator may change are settings (see the settings register and the environment);
 * these are the ones the formats and the safety of the process depend on.
 */
export const limits = {
  /** One uploaded file (photo, PDF), in bytes. */
  attachmentBytesMax: 20 * 1024 * 1024,
  /** Files in one upload request. */
  attachmentsPerUploadMax: 10,
  /** A JSON request body, in bytes. */
  bodyBytesMax: 512 * 1024,
  /** A journal leaf: C2SP tlog-tiles frames entries with a uint16 length, in bytes. */
  leafBytesMax: 65_535,
  /** Acts waiting for the journal in one process; more are answered with `busy`. */
  appendQueueMax: 2_048,
  /** Records one process keeps at hand for deciding acts. */
  recentRecordsMax: 10_000,
  /** Acts committed to the journal in one group. */
  appendBatchMax: 128,
  /** Times an act is decided anew when another instance took its sequence number. */
  appendRetriesMax: 32,
  /** Records one batch submission may name. */
  batchRecordsMax: 200,
  /** Rows of one list page. */
  pageRowsMax: 200,
  pageRowsDefault: 50,
  /** Counting the rows of a list stops here: beyond it only “at least” is said. */
  countRowsMax: 10_000,
  /** A search text, in characters; searched values are indexed up to the same length. */
  searchCharactersMax: 40,
  /** Words of one search; those beyond are passed over. */
  searchWordsMax: 8,
  /** Plain text and long text, in characters. */
  textCharactersMax: 200,
  linesCharactersMax: 4_000,
  /** A reason given with an act, in characters. */
  becauseCharactersMax: 1_000,
  /** Members of one list field. */
  listItemsMax: 100,
  /** Points of a drawn signature kept as strokes. */
  signaturePointsMax: 4_000,
  /** How far ahead of the server a device clock may claim to be, in minutes. */
  clockAheadMinutesMax: 10,
  /** A password, in characters (NIST SP 800-63B asks for at least 8; length is what counts). */
  passwordCharactersMin: 10,
  passwordCharactersMax: 200,
  /** Live sockets one process serves. */
  socketsMax: 2_000,
  /** Entries a journal page returns. */
  journalPageMax: 256,
  /** Reading the same thing again within this time is the same reading, in minutes. */
  readAgainMinutes: 15,
  /** Readings remembered for that, in one process. */
  readsRememberedMax: 20_000,
  /** Records a board lists per ledger, acts it shows, and entries it looks back over for them. */
  boardRowsMax: 100,
  boardActsMax: 20,
  boardLookBackMax: 200,
  /** Records the wall counts by group and a roll call calls, per ledger. */
  wallStandingMax: 1_000,
  /** Records the wall's charts count, per ledger. */
  wallRecordsMax: 50_000,
  /** Entries the wall's charts take in one by one; after more they are read anew. */
  wallCatchUpMax: 2_000,
  /** Records a search over all ledgers returns. */
  searchRowsMax: 30,
  /** How often records past their retention are looked for, in minutes, and how many at once. */
  retentionEveryMinutes: 60,
  retentionAtOnceMax: 500,
  /** The least time between two signatures of the journal's head, in milliseconds. */
  signEveryMs: 250,
} as const
