/** How suites speak to a door that may speak HTTPS, plain HTTP, or neither yet. */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { request as plainRequest } from 'node:http'
import type { IncomingHttpHeaders, RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { connect } from 'node:tls'

/** A door on free ports of this machine alone. */
export const ownDoor = { HOST: '127.0.0.1', TLS_HOST: '127.0.0.1', TLS_PORT: '0' }

/** What was answered. */
export interface Got {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Asks without any of fetch's own opinions about certificates, hosts and redirects. */
export async function ask(
  url: string,
  options: RequestOptions & { ca?: string; body?: string } = {},
) {
  const { body, ...rest } = options
  const send = url.startsWith('https:') ? secureRequest : plainRequest
  return await new Promise<Got>((resolve, reject) => {
    const request = send(url, { agent: false, ...rest }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const { statusCode: status, headers } = response
        resolve({ status, headers, body: Buffer.concat(parts) })
      })
    })
    request.on('error', reject).end(body)
  })
}

/** The certificate a port shows, checked by the authority when there is one. */
export async function shown(port: number, host: string, ca?: string): Promise<X509Certificate> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    ...(/^[\d.]+$/.test(host) ? {} : { servername: host }),
    ...(ca === undefined ? { rejectUnauthorized: false } : { ca }),
  })
  await once(socket, 'secureConnect')
  const { raw } = socket.getPeerCertificate()
  socket.destroy()
  return new X509Certificate(raw)
}
