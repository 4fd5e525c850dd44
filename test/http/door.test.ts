/** The house through its front door: what anyone may ask, and how it answers nonsense. */
import { expect } from 'chai'
import { problems } from '../../models/problems.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { limits } from '../../models/limits.ts'

describe('the front door', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse({ empty: true })
  })

  after(async () => {
    await house.stop()
  })

  const knock = async (path: string, init: RequestInit = {}) =>
    await fetch(`${house.url}${path}`, init)
  const send = async (body: string, type: string, language = 'en') =>
    await knock('/api/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': type, 'accept-language': language },
      body,
    })

  it('says that the process runs and that it is ready', async () => {
    const health = await knock('/healthz')
    expect([health.status, await health.json()]).to.deep.equal([200, { ok: true }])
    const ready = await knock('/readyz')
    expect([ready.status, await ready.json()]).to.deep.equal([200, { ready: true }])
  })

  it('shows figures for monitoring without anybody’s name', async () => {
    const text = await (await knock('/metrics')).text()
    expect(text).to.match(/^# TYPE /m)
    expect(text).not.to.include('kaoru')
  })

  it('describes itself to programs and to people', async () => {
    const description = (await (await knock('/api/openapi.json')).json()) as { openapi: string }
    expect(description.openapi).to.equal('3.1.0')
    for (const language of ['ja', 'en']) {
      const page = await knock('/api/docs', { headers: { 'accept-language': language } })
      const text = await page.text()
      expect(text).to.include(`<html lang="${language}">`)
      for (const code of Object.keys(problems)) expect(text).to.include(`<td>${code}</td>`)
    }
  })

  it('answers what is not there as a problem, in the language of the caller', async () => {
    for (const [language, title] of [
      ['ja-JP,ja;q=0.9', problems['unknown-route'].says.ja],
      ['en-GB', problems['unknown-route'].says.en],
    ] as const) {
      const answer = await knock('/api/v1/dreams', { headers: { 'accept-language': language } })
      expect(answer.status).to.equal(404)
      expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/)
      expect(await answer.json()).to.deep.equal({
        type: 'urn:daicho:problem:unknown-route',
        title,
        status: 404,
        code: 'unknown-route',
      })
    }
  })

  it('answers a body it cannot read, or will not, with what is wrong', async () => {
    const json = 'application/json'
    const table: readonly (readonly [string, string, number, string])[] = [
      ['{"user":', json, 400, 'malformed-body'],
      ['"text"', json, 400, 'malformed-body'],
      ['[]', json, 422, 'invalid-fields'],
      ['{}', json, 422, 'invalid-fields'],
      ['{"user":"a","password":"b","more":1}', json, 422, 'invalid-fields'],
      ['user=a', 'application/x-www-form-urlencoded', 415, 'media-type-refused'],
      ['hello', 'text/plain', 415, 'media-type-refused'],
      [`{"user":"${'a'.repeat(limits.bodyBytesMax)}"}`, json, 413, 'body-too-large'],
    ]
    for (const [body, type, status, code] of table) {
      const answer = await send(body, type)
      const problem = (await answer.json()) as { code: string }
      expect([body.slice(0, 40), answer.status, problem.code]).to.deep.equal([
        body.slice(0, 40),
        status,
        code,
      ])
    }
  })

  it('names every missing field of a form at once', async () => {
    const problem = (await (await send('{}', 'application/json')).json()) as {
      faults: { path: string; says: string }[]
    }
    expect(problem.faults).to.deep.equal([
      { path: 'user', says: 'This is needed.' },
      { path: 'password', says: 'This is needed.' },
    ])
  })

  it('sends the headers that keep a browser from doing what a page should not', async () => {
    const { headers } = await knock('/api/docs')
    expect(headers.get('content-security-policy')).to.include("default-src 'self'")
    expect(headers.get('content-security-policy')).to.include("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).to.equal('nosniff')
    expect(headers.get('referrer-policy')).to.equal('no-referrer')
    expect(headers.get('x-powered-by')).to.equal(null)
    expect(headers.get('access-control-allow-origin')).to.equal(null)
  })
})
