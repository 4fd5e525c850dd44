/**
 * The only place where the server asks somebody outside the house. Whoever answers is not trusted:
 * the time and the size of an answer are bounded, and nobody is sent on to another address.
 */
import { limits } from '../../models/limits.ts'

/** What is sent. */
export interface Question {
  readonly type: string
  readonly body: Uint8Array | string
}

/** What came back. */
export interface Reply {
  readonly status: number
  readonly bytes: Uint8Array
}

/**
 * Posts something to an address, in which `user:password@` becomes HTTP basic authentication.
 *
 * @throws Error when there is no answer in time, or one that is too long
 */
export async function ask(address: string, question: Question, gone: AbortSignal): Promise<Reply> {
  const url = new URL(address)
  const { username, password } = url
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  url.username = ''
  url.password = ''
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': question.type,
      ...(user !== ':' && { Authorization: `Basic ${Buffer.from(user).toString('base64')}` }),
    },
    body: typeof question.body === 'string' ? question.body : Buffer.from(question.body),
    redirect: 'error',
    signal: AbortSignal.any([gone, AbortSignal.timeout(limits.outsideAnswerMs)]),
  })
  return { status: response.status, bytes: await bounded(response) }
}

async function bounded(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    // Leaving the loop cancels the rest of the answer.
    if (length > limits.outsideAnswerBytesMax) throw new Error('the answer is too long')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
