/**
 * A time-stamping authority for the tests, made of the `openssl` on the machine, so that what is
 * judged here was written by somebody else. It can also lie: whatever a reply says is signed with
 * its key, whether openssl's own authority would say so or not.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { certificatesOf } from '../../models/certificate.ts'

const config = (purpose: string) => `
[tsa]
default_tsa = own
[own]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[leaf]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = ${purpose}
[req]
distinguished_name = name
[name]
`

/** What a certificate of the authority is otherwise. */
export interface AuthorityOptions {
  readonly purpose?: string
  /** Whether it stands itself below one that may not issue. */
  readonly byLeaf?: true
}

export class Authority {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'daicho-tsa-'))
  /** DER of its root. */
  readonly root: Uint8Array

  constructor({ purpose = 'critical,timeStamping', byLeaf }: AuthorityOptions = {}) {
    writeFileSync(this.#at('config'), config(purpose))
    writeFileSync(this.#at('serial'), '01\n')
    this.#request('root', '/O=Test/CN=Test root')
    this.#openssl(
      'x509 -req -in root.csr -signkey root.key -days 3650 -extfile config -extensions authority -out root.pem',
    )
    if (byLeaf) this.#certificate('between', '/CN=Not an issuer', 'root')
    this.#certificate('own', '/O=Test/CN=試験用時刻認証局', byLeaf ? 'between' : 'root')
    const chain = ['root', ...(byLeaf ? ['between'] : [])].map((name) => this.#read(`${name}.pem`))
    writeFileSync(this.#at('chain.pem'), Buffer.concat(chain))
    this.root = certificatesOf(this.rootPem)[0] ?? new Uint8Array()
  }

  get rootPem(): string {
    return this.#read('root.pem').toString('utf8')
  }

  /** Where its root lies as a PEM file. */
  get rootFile(): string {
    return this.#at('root.pem')
  }

  /** The reply to a request, as openssl answers it. */
  reply(request: Uint8Array): Buffer {
    writeFileSync(this.#at('request'), request)
    this.#openssl(
      'ts -reply -config config -queryfile request -signer own.pem -inkey own.key -chain chain.pem -out reply',
    )
    return this.#read('reply')
  }

  /** A reply whose statement of time is changed before it is signed. */
  lie(request: Uint8Array, changed: (statement: Buffer) => Buffer): Buffer {
    const statement = this.#statement(request)
    writeFileSync(this.#at('statement'), changed(statement))
    return this.#signed()
  }

  /** A statement of another authority, signed with the key of this one, which may not be for it. */
  repeat(other: Authority, request: Uint8Array): Buffer {
    writeFileSync(this.#at('statement'), other.#statement(request))
    return this.#signed()
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #statement(request: Uint8Array): Buffer {
    this.reply(request)
    this.#openssl('ts -reply -config config -in reply -token_out -out token')
    this.#openssl('cms -verify -noverify -inform DER -in token -out statement')
    return this.#read('statement')
  }

  #signed(): Buffer {
    this.#openssl(
      'cms -sign -cades -binary -nodetach -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4 ' +
        '-in statement -signer own.pem -inkey own.key -certfile chain.pem -outform DER -out token',
    )
    return wrapped(this.#read('token'))
  }

  #request(name: string, subject: string): void {
    this.#openssl(
      `req -config config -new -utf8 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${name}.key -out ${name}.csr -subj`,
      subject,
    )
  }

  #certificate(name: string, subject: string, issuer: string): void {
    this.#request(name, subject)
    this.#openssl(
      `x509 -req -in ${name}.csr -CA ${issuer}.pem -CAkey ${issuer}.key -CAcreateserial -days 3000 -extfile config -extensions leaf -out ${name}.pem`,
    )
  }

  #openssl(words: string, ...more: readonly string[]): void {
    const all = [...words.split(' '), ...more]
    execFileSync('openssl', all, { cwd: this.#folder, stdio: 'pipe' })
  }

  #at(name: string): string {
    return path.join(this.#folder, name)
  }

  #read(name: string): Buffer {
    return readFileSync(this.#at(name))
  }
}

/** A token as a reply that says `granted` (RFC 3161 TimeStampResp). */
function wrapped(token: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]), token])
  return Buffer.concat([Buffer.from([0x30, 0x82, body.length >> 8, body.length & 0xff]), body])
}
