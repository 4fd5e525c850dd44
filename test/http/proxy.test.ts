/**
 * A house behind a proxy: what a request says of where it came from is believed only of the proxy
 * the house is told of, and tablets are sent to the address the proxy has.
 */
import { once } from 'node:events'
import { expect } from 'chai'
import { io } from 'socket.io-client'
import { codesDrawnIn } from '../codes.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { passwordOf } from '../people.ts'
import { ask } from './asking.ts'

describe('a house behind a proxy', () => {
  it('believes only the proxy it is told to that a request came over HTTPS', async () => {
    const cookieOf = async (house: TestHouse) => {
      const answer = await ask(`${house.url}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
        body: JSON.stringify({ user: 'kaoru', password: passwordOf('kaoru') }),
      })
      return answer.headers['set-cookie']?.[0] ?? ''
    }
    const stranger = await openHouse({ empty: true })
    expect(await cookieOf(stranger))
      .to.match(/^daicho_session=/)
      .and.not.include('Secure')
    await stranger.stop()
    const trusted = await openHouse({ empty: true, environment: { TRUST_PROXY: '127.0.0.1' } })
    const cookie = await cookieOf(trusted)
    expect(cookie)
      .to.match(/^__Host-daicho_session=/)
      .and.include('Secure')
    const socket = io(trusted.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: cookie.split(';')[0] ?? '', 'x-forwarded-proto': 'https' },
    })
    await once(socket as never, 'hello')
    socket.disconnect()
    await trusted.stop()
  })

  it('counts failed sign-ins by the address of the caller, which only that proxy may say', async () => {
    const tries = async (house: TestHouse, callers: readonly string[]) => {
      const statuses: (number | undefined)[] = []
      for (const caller of callers) {
        const { status } = await ask(`${house.url}/api/v1/sessions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': caller },
          body: JSON.stringify({ user: 'kaoru', password: 'not-the-password' }),
        })
        statuses.push(status)
      }
      return statuses
    }
    const callers = ['10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.9, 10.0.0.1']
    const strict = { SIGN_IN_TRIES: '2' }
    const stranger = await openHouse({ empty: true, environment: strict })
    expect(await tries(stranger, callers)).to.deep.equal([401, 401, 429, 429, 429])
    await stranger.stop()
    const environment = { ...strict, TRUST_PROXY: '127.0.0.1' }
    const trusted = await openHouse({ empty: true, environment })
    // What a caller writes before what the proxy adds is the caller's own tale.
    expect(await tries(trusted, callers)).to.deep.equal([401, 401, 429, 401, 429])
    await trusted.stop()
  })

  it('sends tablets to the public address where it opens no door of its own', async () => {
    const environment = { PUBLIC_URL: 'https://daicho.example' }
    const house = await openHouse({ empty: true, environment })
    expect(await house.as('kaoru').get<object>('/reach')).to.deep.equal({
      open: false,
      addresses: ['https://daicho.example'],
      trust: 'https://daicho.example/trust',
      publicUrl: 'https://daicho.example',
    })
    const page = await ask(`${house.url}/trust`)
    const [code] = await codesDrawnIn(page.body.toString())
    expect(code).to.equal('https://daicho.example/trust')
    await house.stop()
  })
})
