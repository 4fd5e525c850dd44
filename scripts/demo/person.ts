/**
 * Someone who uses the house over HTTP as a person or a device does: signs in, hands in pictures,
 * does acts. The demo has no other way in, so what it shows is what the house really does.
 */
import { randomUUID } from 'node:crypto'
import { photo, signature } from './pictures.ts'

/** A record as the house shows it, as far as the demo looks. */
export interface Shown {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** What is said with an act. */
export interface Said {
  /** When it happened. */
  readonly at: Date
  readonly because?: string
  /** It is a person's word rather than a device's clock. */
  readonly stated?: boolean
}

type Fields = Readonly<Record<string, unknown>>

/** How someone signs in. */
export interface Key {
  readonly user: string
  readonly password: string
}

export class Person {
  readonly id: string
  readonly name: string
  readonly #url: string
  readonly #token: string
  readonly #pictures = new Map<string, Promise<unknown>>()

  private constructor(url: string, token: string, account: { id: string; name: string }) {
    this.#url = url
    this.#token = token
    this.id = account.id
    this.name = account.name
  }

  /** @throws Error when the house does not let them in */
  static async signIn(url: string, key: Key): Promise<Person> {
    const response = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(key),
    })
    const answer = await answered(response, 'POST', '/sessions')
    const { token, account } = answer as { token: string; account: { id: string; name: string } }
    return new Person(url, token, account)
  }

  /** Does an act that creates a record. */
  async create(ledger: string, act: string, fields: Fields, said: Said): Promise<Shown> {
    return (await this.post(`/${ledger}/acts/${act}`, bodyOf(fields, said))) as Shown
  }

  /** Does an act on a record. */
  async act(path: string, act: string, fields: Fields, said: Said): Promise<Shown> {
    return (await this.post(`/${path}/${act}`, bodyOf(fields, said))) as Shown
  }

  /** Does one act many times; every one of them has to be taken. */
  async batch(
    ledger: string,
    act: string,
    each: readonly { readonly record?: string; readonly fields?: Fields }[],
    fields: Fields,
    said: Said,
  ): Promise<Shown[]> {
    const body = { ...bodyOf(fields, said), act, each }
    const answer = await this.post(`/${ledger}/batches`, body)
    const { results } = answer as { results: { record?: Shown; problem?: unknown }[] }
    return results.map(({ record, problem }) => {
      if (!record) throw new Error(`${ledger}.${act}: ${JSON.stringify(problem)}`)
      return record
    })
  }

  async get(path: string): Promise<unknown> {
    const headers = { Authorization: `Bearer ${this.#token}` }
    return await answered(await fetch(`${this.#url}/api/v1${path}`, { headers }), 'GET', path)
  }

  async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    return await answered(response, 'POST', path)
  }

  /** Hands in a photo; the same one is handed in once. */
  async photo(seed: number, name: string): Promise<unknown> {
    return await this.#picture(name, () => photo(seed))
  }

  /** The value of a signature field, drawn at a moment. */
  async signature(seed: number, at: Date): Promise<Fields> {
    const { png, strokes } = signature(seed)
    const image = await this.#picture(`signature-${seed}.png`, () => png)
    return { image, strokes, signedAt: at.toISOString() }
  }

  async #picture(name: string, make: () => Buffer): Promise<unknown> {
    const known = this.#pictures.get(name)
    if (known) return await known
    const stored = this.#upload(name, make())
    this.#pictures.set(name, stored)
    return await stored
  }

  async #upload(name: string, bytes: Buffer): Promise<unknown> {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), name)
    const response = await fetch(`${this.#url}/api/v1/files`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.#token}` },
      body: form,
    })
    return await answered(response, 'POST', '/files')
  }
}

function bodyOf(fields: Fields, { at, because, stated }: Said) {
  return {
    id: randomUUID(),
    fields,
    occurredAt: at.toISOString(),
    source: stated ? 'stated' : 'device',
    ...(because !== undefined && { because }),
  }
}

async function answered(response: Response, method: string, path: string): Promise<unknown> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}
