/** Which of the things a page writes to its console are mistakes of the page. */
import type { ConsoleMessage } from 'playwright-core'

/**
 * What the browser itself says of a network that is not there is none: a refused request, as
 * asking who is signed in begins with one; a line that the server drops; a newer version of the
 * app that cannot be looked for.
 */
const network = [
  /^Failed to load resource/,
  /^WebSocket connection to/,
  /error occurred when fetching the script/,
]

/** Whether a message is an error that the page made. */
export function isFault(message: ConsoleMessage): boolean {
  const text = message.text()
  return message.type() === 'error' && !network.some((says) => says.test(text))
}
