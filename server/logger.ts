/**
 * The server's log. An error is written as what it says and where it arose, and nothing else:
 * the driver hangs whole documents onto its errors, and a log must not learn from a failed write
 * what people said of themselves.
 */
import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** Makes a log of a least level, to the standard output unless told otherwise. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: plainError } }
  return destination ? pino(options, destination) : pino(options)
}

function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  const { code } = error as { code?: unknown }
  return {
    name,
    message,
    stack,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: plainError(cause) }),
  }
}
