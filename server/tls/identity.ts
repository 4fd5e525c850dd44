/**
 * Who this machine is over HTTPS: the operator's certificate, or one signed by an authority of
 * the house's own that is made at the first start and kept with the other keys. The machine's
 * certificate is made anew before it ends and when the machine's names change; the authority
 * never silently, because every tablet would have to trust the new one.
 */
import { X509Certificate } from 'node:crypto'
import { chmod, readFile } from 'node:fs/promises'
import path from 'node:path'
import { limits } from '../../models/limits.ts'
import { keyFile, readIfThere, replaceFile } from '../journal/keys.ts'
import { checkPair, namesOf, readPair, TlsRefused, writePair } from './pair.ts'
import type { Pair } from './pair.ts'

const authorityFile = 'tls-authority.pem'
const leafFile = 'tls-leaf.pem'
const dayMs = 86_400_000

/** What an identity is made from. */
export interface IdentityOptions {
  readonly keysDir: string
  /** Paths of the operator's own certificate and key. */
  readonly given: { readonly cert: string; readonly key: string } | undefined
  /** The names and addresses the certificate must be for, as they are now. */
  readonly names: () => readonly string[]
  /** The common name of an authority that has to be made. */
  readonly called: string
  readonly now: () => Date
}

export class Identity {
  readonly #options: IdentityOptions
  readonly #authority: Pair | undefined
  #pair: Pair

  private constructor(options: IdentityOptions, authority: Pair | undefined, pair: Pair) {
    this.#options = options
    this.#authority = authority
    this.#pair = pair
  }

  /** @throws TlsRefused when what is there cannot be used; it says what to do */
  static async open(options: IdentityOptions): Promise<Identity> {
    if (options.given) return new Identity(options, undefined, await readGiven(options.given))
    const authority = await openAuthority(options)
    return new Identity(options, authority, await currentLeaf(authority, options))
  }

  /** The key and the certificate to serve with now. */
  get pair(): Pair {
    return this.#pair
  }

  /** The certificate tablets have to trust; undefined with a certificate of the operator's. */
  get authority(): X509Certificate | undefined {
    return this.#authority && new X509Certificate(this.#authority.cert)
  }

  /** The names and addresses the certificate is for. */
  get names(): readonly string[] {
    return namesOf(new X509Certificate(this.#pair.cert))
  }

  /** Whether the machine is called otherwise than its certificate, where that is its own. */
  get renamed(): boolean {
    return this.#authority !== undefined && !areAlike(this.names, this.#options.names())
  }

  /**
   * Looks whether the certificate is still the right one, and makes or reads the one that is.
   *
   * @returns whether there is another one now
   * @throws TlsRefused when the operator's files have become unusable; the old pair stays
   */
  async renew(): Promise<boolean> {
    const before = this.#pair.cert
    this.#pair = this.#authority
      ? await currentLeaf(this.#authority, this.#options)
      : await readGiven(this.#options.given)
    return this.#pair.cert !== before
  }
}

async function readGiven(given: IdentityOptions['given']): Promise<Pair> {
  if (!given) throw new TlsRefused('no certificate was given')
  const read = async (variable: string, file: string) => {
    try {
      return await readFile(file, 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw new TlsRefused(`${variable} names ${file}, which cannot be read (${code}).`)
    }
  }
  const pair = {
    cert: await read('TLS_CERT', given.cert),
    key: await read('TLS_KEY', given.key),
  }
  try {
    checkPair(pair)
  } catch (error) {
    throw new TlsRefused(`TLS_CERT and TLS_KEY cannot be used: ${(error as Error).message}.`)
  }
  return pair
}

async function openAuthority({ keysDir, called, now }: IdentityOptions): Promise<Pair> {
  const file = path.join(keysDir, authorityFile)
  let text = await readIfThere(file)
  if (text === undefined) {
    if ((await readIfThere(path.join(keysDir, leafFile))) !== undefined) {
      throw new TlsRefused(
        `${file} is missing although it signed ${leafFile} beside it. Put it back from a copy; ` +
          `or remove ${leafFile} as well, and every tablet has to trust the new authority.`,
      )
    }
    const { makeAuthority } = await import('./issue.ts')
    const made = writePair(await makeAuthority(called, now()))
    text = await keyFile(keysDir, authorityFile, () => made)
  }
  await chmod(file, 0o600)
  const authority = authorityIn(text, file)
  const until = new X509Certificate(authority.cert).validTo
  if (Date.parse(until) <= now().getTime()) {
    throw new TlsRefused(
      `${file} was good until ${until}. Remove it and ${leafFile} beside it; every tablet has ` +
        'to trust the new authority.',
    )
  }
  return authority
}

function authorityIn(text: string, file: string): Pair {
  try {
    const pair = readPair(text)
    if (!new X509Certificate(pair.cert).ca) throw new TlsRefused('it is no authority')
    return pair
  } catch (error) {
    throw new TlsRefused(
      `${file} is damaged: ${(error as Error).message}. Put it back from a copy. Only if there ` +
        `is none, remove it and ${leafFile}; every tablet has to trust the new authority.`,
      { cause: error },
    )
  }
}

/** The leaf on disk while it is good; else another, which replaces it whole. */
async function currentLeaf(authority: Pair, options: IdentityOptions): Promise<Pair> {
  const { keysDir, names, now } = options
  const file = path.join(keysDir, leafFile)
  const wanted = names()
  const text = await readIfThere(file)
  const known = text === undefined ? undefined : leafIn(text)
  if (known && isGood(known, authority, wanted, now())) return withChain(known, authority)
  const { issueLeaf } = await import('./issue.ts')
  const made = await issueLeaf(authority, wanted, now())
  await replaceFile(file, `${writePair(made)}\n`)
  return withChain(made, authority)
}

/** A leaf nobody can read is no loss: it is made anew. */
function leafIn(text: string): Pair | undefined {
  try {
    return readPair(text)
  } catch {
    return undefined
  }
}

function isGood(leaf: Pair, authority: Pair, wanted: readonly string[], now: Date): boolean {
  const certificate = new X509Certificate(leaf.cert)
  const issuer = new X509Certificate(authority.cert)
  if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) return false
  if (Date.parse(certificate.validFrom) > now.getTime()) return false
  // Near its own end the authority cannot give more days than it has.
  const ends = Math.min(Date.parse(certificate.validTo), Date.parse(issuer.validTo))
  const enough = ends - now.getTime() > limits.leafRenewDays * dayMs
  const atTheEnd = Date.parse(certificate.validTo) >= Date.parse(issuer.validTo)
  if (!enough && !atTheEnd) return false
  return areAlike(namesOf(certificate), wanted)
}

function areAlike(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join() === others.toSorted().join()
}

function withChain(leaf: Pair, authority: Pair): Pair {
  return { key: leaf.key, cert: `${leaf.cert}${authority.cert}` }
}
