/**
 * Time from outside (RFC 3161): a time-stamping authority signs the hash of a checkpoint and the
 * time. This is where a request is written and a reply is judged, in the server, in the auditor's
 * verifier and in a browser alike, so that nobody has to believe the house about when.
 */
import { PKIStatus, SignedData, TSTInfo, TimeStampResp } from 'pkijs'
import type { Certificate, SignerInfo } from 'pkijs'
import { concat, fromUtf8, sameBytes, toHex, utf8 } from './bytes.ts'
import {
  derOf,
  engine,
  isValidAt,
  leadsTo,
  nameOf,
  purposesOf,
  readCertificate,
  usageOf,
} from './certificate.ts'
import { Fault } from './fault.ts'

/** What a verified time-stamp says. */
export interface TimestampFinding {
  /** When the authority says that it saw the note. */
  readonly time: Date
  /** The name on the authority's certificate. */
  readonly tsa: string
  /** Whether the certificate leads to a root the reader gave, or no root was given. */
  readonly chain: 'trusted' | 'unchecked'
  /** Lower-case hexadecimal; absent when the reply has none. */
  readonly nonce?: string
}

const timeStamping = '1.3.6.1.5.5.7.3.8'
const tokenType = '1.2.840.113549.1.7.2'
const infoType = '1.2.840.113549.1.9.16.1.4'
const attributes = {
  contentType: '1.2.840.113549.1.9.3',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const

/** Hashes a note may be stamped under and a token signed with; older ones no longer prove much. */
const hashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

/** The parts of a parsed ASN.1 value that are looked at here. */
interface Parsed {
  readonly valueBlock: {
    readonly value?: Parsed[]
    readonly valueHexView?: Uint8Array
    /** The dotted numbers of an object identifier. */
    toString(): string
  }
}

const bad = (what: string) => new Fault('bad-timestamp', what)

/**
 * A request to stamp a note (RFC 3161, 2.4.1): SHA-256 of its bytes; the certificate is asked for.
 *
 * @param nonce 1 to 64 bytes; its first bit is cleared and its second set, so that it is a
 *   positive number of this very length
 * @returns the DER to send, and the nonce as a reply must repeat it, in hexadecimal
 */
export async function timestampRequest(
  note: Uint8Array,
  nonce: Uint8Array,
): Promise<{ readonly request: Uint8Array; readonly nonce: string }> {
  const number = Uint8Array.from(nonce, (byte, at) => (at === 0 ? (byte & 0x3f) | 0x40 : byte))
  const imprint = concat(
    Uint8Array.from([0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65]),
    Uint8Array.from([0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20]),
    await digest('SHA-256', note),
  )
  const body = concat(
    Uint8Array.from([0x02, 0x01, 0x01]),
    imprint,
    Uint8Array.from([0x02, number.length]),
    number,
    Uint8Array.from([0x01, 0x01, 0xff]),
  )
  const request = concat(Uint8Array.from([0x30, body.length]), body)
  return { request, nonce: toHex(number) }
}

/** Whether a reply is about a note at all. @throws Fault `bad-timestamp` when it cannot be read */
export async function isStampOf(reply: Uint8Array, note: Uint8Array): Promise<boolean> {
  return (await partStamped(note, readReply(reply).info)) !== undefined
}

/**
 * Judges a time-stamp reply (the whole `.tsr`) against the note it is about. A note to which
 * witnesses added their lines later is recognized by its first lines, which are what was stamped.
 *
 * @param note the bytes of the checkpoint's note
 * @param roots DER of the certificates the reader trusts; without any the chain is not checked
 * @throws Fault `bad-timestamp`, saying what is wrong
 */
export async function verifyTimestamp(
  reply: Uint8Array,
  note: Uint8Array,
  roots: readonly Uint8Array[] = [],
): Promise<TimestampFinding> {
  const { signed, info } = readReply(reply)
  const stamped = await stampedPart(note, info)
  const certificates = (signed.certificates ?? []).filter(isCertificate)
  const signer = signed.signerInfos[0]
  if (!signer || signed.signerInfos.length > 1) throw bad('not exactly one has signed the token')
  if (hashes[signer.digestAlgorithm.algorithmId] === undefined) {
    throw bad('the token is signed under a hash that is not trusted any more')
  }
  const certificate = await signatureOf(signed, stamped)
  await checkAttributes(signer, certificate)
  checkPurpose(certificate, info.genTime)
  const trusted = roots.map(readCertificate)
  if (trusted.length > 0 && !(await leadsTo(trusted, certificate, certificates, info.genTime))) {
    throw bad(`the certificate of ${nameOf(certificate)} does not lead to a trusted root`)
  }
  const nonce = info.nonce === undefined ? undefined : toHex(bytesOf(info.nonce))
  return {
    time: info.genTime,
    tsa: nameOf(certificate),
    chain: trusted.length > 0 ? 'trusted' : 'unchecked',
    ...(nonce !== undefined && { nonce }),
  }
}

function readReply(reply: Uint8Array): { signed: SignedData; info: TSTInfo } {
  const response = parsed(() => TimeStampResp.fromBER(Uint8Array.from(reply)))
  const { status } = response.status
  if (status !== PKIStatus.granted && status !== PKIStatus.grantedWithMods) {
    throw bad(`the authority answered ${PKIStatus[status] ?? `status ${String(status)}`}`)
  }
  const token = response.timeStampToken
  if (token?.contentType !== tokenType) throw bad('the reply holds no token')
  const signed = parsed(() => new SignedData({ schema: token.content as unknown }))
  const content = signed.encapContentInfo
  if (content.eContentType !== infoType || !content.eContent) throw bad('the token tells no time')
  const { eContent } = content
  return { signed, info: parsed(() => TSTInfo.fromBER(eContent.getValue())) }
}

function parsed<T>(read: () => T): T {
  try {
    return read()
  } catch {
    throw bad('the reply cannot be read')
  }
}

/** The note, or its beginning up to one of its signature lines, that the token is about. */
async function stampedPart(note: Uint8Array, info: TSTInfo): Promise<Uint8Array> {
  const part = await partStamped(note, info)
  if (!part) throw bad('the token is about other bytes')
  return part
}

async function partStamped(note: Uint8Array, info: TSTInfo): Promise<Uint8Array | undefined> {
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const hash = hashes[hashAlgorithm.algorithmId]
  if (hash === undefined) throw bad('the note was stamped under a hash that is not trusted')
  const imprint = hashedMessage.valueBlock.valueHexView
  for (const part of beginnings(note)) {
    if (sameBytes(await digest(hash, part), imprint)) return part
  }
  return undefined
}

/** The whole, and the whole with one signature line less, down to the first one. */
function beginnings(note: Uint8Array): Uint8Array[] {
  const text = fromUtf8(note)
  const split = text.lastIndexOf('\n\n')
  const lines =
    split < 0
      ? []
      : text
          .slice(split + 2)
          .split('\n')
          .slice(0, -1)
  const shorter = lines.slice(0, -1).map((_, at) => {
    return utf8(`${text.slice(0, split + 2)}${lines.slice(0, at + 1).join('\n')}\n`)
  })
  return [note, ...shorter.reverse()]
}

/** The certificate whose key signed the token. */
async function signatureOf(signed: SignedData, stamped: Uint8Array): Promise<Certificate> {
  const data = Uint8Array.from(stamped).buffer
  const how = { signer: 0, data, checkChain: false, extendedMode: true } as const
  const result = await signed.verify(how, engine).catch((error: unknown) => {
    throw bad(`the signature cannot be checked (${error instanceof Error ? error.message : ''})`)
  })
  if (result.signatureVerified !== true || !result.signerCertificate) {
    throw bad('the signature does not verify')
  }
  return result.signerCertificate
}

/** What is signed must name its kind and the very certificate (RFC 3161, 2.4.2; RFC 5816). */
async function checkAttributes(signer: SignerInfo, certificate: Certificate): Promise<void> {
  const signedOnes = signer.signedAttrs?.attributes ?? []
  const valueOf = (type: string) =>
    signedOnes.find((one) => one.type === type)?.values[0] as Parsed | undefined
  const kind = valueOf(attributes.contentType)?.valueBlock
  if (kind?.toString() !== infoType) throw bad('what was signed is not said to be a time')
  const v2 = valueOf(attributes.signingCertificateV2)
  const first = (v2 ?? valueOf(attributes.signingCertificate))?.valueBlock.value?.[0]
  const [one, two] = first?.valueBlock.value?.[0]?.valueBlock.value ?? []
  // The second version may name a hash before the hash itself, and means SHA-256 when it does not.
  const named = v2 ? one?.valueBlock.value?.[0]?.valueBlock : undefined
  const hash = named ? hashes[named.toString()] : v2 ? 'SHA-256' : 'SHA-1'
  const wanted = (named ? two : one)?.valueBlock.valueHexView
  if (hash === undefined || !wanted || !sameBytes(await digest(hash, derOf(certificate)), wanted)) {
    throw bad('the token does not name the certificate it was signed with')
  }
}

/** A key that stamps time does nothing else (RFC 3161, 2.3). */
function checkPurpose(certificate: Certificate, at: Date): void {
  const found = purposesOf(certificate)
  const only = found?.purposes.length === 1 && found.purposes[0] === timeStamping
  const name = nameOf(certificate)
  if (!only || !found.critical) throw bad(`the certificate of ${name} is not for stamping time`)
  const usage = usageOf(certificate)
  if (usage !== undefined && (usage & 0xc0) === 0) throw bad(`the key of ${name} may not sign`)
  if (!isValidAt(certificate, at)) throw bad(`the certificate of ${name} was not valid then`)
}

/** Tokens may hold other kinds of certificates, which nobody here reads. */
function isCertificate(one: object): one is Certificate {
  return 'subjectPublicKeyInfo' in one
}

function bytesOf(number: { readonly valueBlock: { readonly valueHexView: Uint8Array } }) {
  return number.valueBlock.valueHexView
}

async function digest(hash: string, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await engine.digest({ name: hash }, Uint8Array.from(bytes)))
}
