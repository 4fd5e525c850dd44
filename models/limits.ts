/**
 * Every number that bounds something, named, with its unit last, shared by server and client.
 * Those an operator may change are settings (see the settings register and the environment);
 * these are the ones the formats and the safety of the process depend on.
 */
export const limits = {
  /** One uploaded file (photo, PDF), in bytes. */
  attachmentBytesMax: 20 * 1024 * 1024,
  /** A report of a tool that is read: its bytes, its pages, its elements' depth, its disks. */
  reportBytesMax: 5 * 1024 * 1024,
  reportPagesMax: 4,
  reportDepthMax: 40,
  reportDisksMax: 200,
  /** How long a PDF may take to be read, in milliseconds, and how much memory, in megabytes. */
  reportReadMs: 15_000,
  reportReadMb: 512,
  /** Files from outside that wait to be read, of each kind, in one process. */
  readingsWaitingMax: 16,
  /** Files in one upload request. */
  attachmentsPerUploadMax: 10,
  /** Pixels of a picture that papers are willing to open. */
  picturePixelsMax: 60_000_000,
  /** The longer side of a photo and of a signature on a paper, in pixels. */
  paperPicturePixels: 900,
  paperSignPixels: 600,
  /** Rows a sheet of a workbook holds, its heading among them (Excel's own bound). */
  workprintedRowsMax: 1_048_576,
  /** Exports that wait, and those of one person under way, in one process. */
  exportsWaitingMax: 8,
  exportsPerPersonMax: 3,
  /** Finished exports kept of one person, and the bytes of everybody's. */
  exportsKeptPerPersonMax: 16,
  exportsKeptBytesMax: 8 * 1024 ** 3,
  /** Exports somebody waits for: those made at once, long ones being read, and those that wait. */
  exportsAtOnceMax: 2,
  exportsLeavingMax: 6,
  exportsAskedMax: 64,
  /** How long a reader of one may read nothing of it, in milliseconds. */
  exportStalledMs: 120_000,
  /** Bytes of a sheet and of a whole workbook: what its kind of ZIP can count. */
  workbookBytesMax: 2 ** 32 - 1,
  /** How long a finished export lies ready, in minutes. */
  exportKeptMinutes: 60,
  /** Records of one export, and those read and written between two pauses. */
  exportRowsMax: 2_000_000,
  exportRowsAtOnce: 50,
  /** A list of more records is offered as an export that is fetched when it is ready. */
  exportDirectRowsMax: 1_000,
  /** Columns and records of a printed list, and how many of them are tagged for screen readers. */
  printedColumnsMax: 16,
  printedRowsMax: 10_000,
  printedTaggedRowsMax: 1_000,
  /** Lines of one cell of a printed list. */
  printedCellLinesMax: 14,
  /** Records of a printed list that is drawn while somebody waits for the answer. */
  printedDirectRowsMax: 1_000,
  /** Heap of the thread that draws a list, in megabytes. */
  printedHeapMb: 768,
  /** Records one list on paper speaks of. */
  paperRowsMax: 1_000,
  /** Papers that wait to be drawn in one process. */
  papersWaitingMax: 256,
  /** Times a paper is drawn anew because an act about its record came in between. */
  paperIssueTriesMax: 5,
  /** Packs that wait to be made in one process. */
  packsWaitingMax: 16,
  /** Times a pack is gathered anew because its records changed meanwhile. */
  packRoundsMax: 8,
  /** Days a download link holds at most, and when nobody says otherwise. */
  linkDaysMax: 60,
  linkDaysDefault: 14,
  /** Letters and digits of a link's one-time code, wrong ones it bears, and minutes to fetch. */
  linkCodeCharacters: 8,
  linkMissesMax: 5,
  linkTicketMinutes: 60,
  /** How long a table may take to be read, in milliseconds, and how much memory, in megabytes. */
  tableReadMs: 60_000,
  tableReadMb: 1_024,
  /** A table: bytes unpacked, characters, rows, and columns; problems and rows shown of it. */
  tableBytesMax: 100 * 1024 * 1024,
  tableCharactersMax: 32 * 1024 * 1024,
  tableRowsMax: 20_000,
  tableColumnsMax: 200,
  tableProblemsShownMax: 200,
  tableRowsShownMax: 20,
  /** Rows from the top among which a table's headings are looked for. */
  tableHeadingRowsMax: 20,
  /** Rows made into records at once. */
  tableRowsAtOnce: 64,
  /** How long a table that was looked at waits to be transcribed, in hours. */
  tableHoursKept: 24,
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
  /** Rows of a list that a browser puts on paper from the screen. */
  pagePrintedRowsMax: 2_000,
  /** Counting the rows of a list stops here: beyond it only “at least” is said. */
  countRowsMax: 10_000,
  /** Fields a ledger's lists may be ordered by. */
  sortsMax: 4,
  /** Stored records given new sort texts at once, at the start after an upgrade. */
  refillAtOnceMax: 1_000,
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
  /** An act that arrives later than this after it was made is told with the time it was made at. */
  promptSeconds: 15,
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
  /** Records offered for a link before anybody typed. */
  offersMax: 12,
  /** Records one group of the desk lists, and gaps of a series of numbers it names. */
  deskRowsMax: 20,
  gapsShownMax: 5,
  /** How long a count of all numbers is good for, in minutes. */
  numbersCountedMinutes: 10,
  /** Views one person keeps, all ledgers together; views of others shown; columns of one. */
  viewsPerPersonMax: 60,
  viewsShownMax: 200,
  viewNameCharactersMax: 40,
  viewColumnsMax: 80,
  columnPixelsMin: 60,
  columnPixelsMax: 900,
  /** Records the wall counts by group and a roll call calls, per ledger. */
  wallStandingMax: 1_000,
  /** How long a roll call that nobody ended is kept on a device, past midnight too, in hours. */
  rollCallHoursMax: 12,
  /** Records the wall's charts count, per ledger. */
  wallRecordsMax: 50_000,
  /** Entries the wall's charts take in one by one; after more they are read anew. */
  wallCatchUpMax: 2_000,
  /** Records a search over all ledgers returns. */
  searchRowsMax: 30,
  /** Records a device carries for work without a network; beyond it the device says so. */
  pocketRecordsMax: 2_000,
  /** Devices remembered, those shown of them, and days one is remembered after its last word. */
  devicesKeptMax: 5_000,
  devicesShownMax: 500,
  deviceDaysKept: 90,
  /** Records of one chain, and how many links away from its middle they may be. */
  chainRecordsMax: 30,
  chainLinksMax: 4,
  /** Wrong codes or names one device may try, within how many minutes, and callers remembered. */
  guessesMax: 20,
  guessMinutes: 15,
  guessersRememberedMax: 10_000,
  /** How often records past their retention are looked for, in minutes, and how many at once. */
  retentionEveryMinutes: 60,
  retentionAtOnceMax: 500,
  /** The least time between two signatures of the journal's head, in milliseconds. */
  signEveryMs: 250,
  /** How long an authority or a witness outside may take, and how much it may say, in bytes. */
  outsideAnswerMs: 15_000,
  outsideAnswerBytesMax: 64 * 1024,
  /** When it is asked again after a failure: at first, and doubling up to this, in milliseconds. */
  outsideRetryMs: 1_000,
  outsideRetryMsMax: 300_000,
  /** How far a time-stamp may be from this machine's clock, in minutes; others are not kept. */
  stampMinutesOff: 10,
  /** Packs without a time-stamp for which one is still asked after a restart. */
  packStampsOwedMax: 200,
  /** The number by which a time-stamp is known to answer its request, in bytes. */
  stampNonceBytes: 16,
  /** How long a tablet's enrolment code may be used, in minutes, and how long it is. */
  enrolmentMinutes: 15,
  enrolmentCharacters: 10,
  /** How exactly it is known when an enrolled tablet was last there, in minutes. */
  seenEveryMinutes: 5,
  /** The house's own certificate authority, in days: tablets trust it once for ten years. */
  authorityDays: 3_650,
  /** A machine's certificate, in days: Apple refuses more than 398. */
  leafDays: 397,
  /** The certificate is made anew when fewer days are left. */
  leafRenewDays: 30,
  /** How often the certificate is looked at, in hours, and the machine's names, in milliseconds. */
  certificateLookHours: 24,
  namesLookMs: 60_000,
  /** Names and addresses on one certificate. */
  certificateNamesMax: 100,
  /** X.520: a common name, in characters. */
  commonNameCharactersMax: 64,
  /** Connections the HTTPS port holds, and those of them that speak plain HTTP. */
  tlsConnectionsMax: 4_000,
  plainConnectionsMax: 64,
  /** How long a connection may take to its first byte and through its handshake. */
  firstByteMs: 5_000,
  handshakeMs: 10_000,
  /** All a connection in plain HTTP gets, and how much of a head it may send, in bytes. */
  plainMs: 10_000,
  plainHeadBytesMax: 8_192,
  /** Records of a ledger by which is judged whether its step of the set-up is done. */
  setupRecordsMax: 100,
} as const
