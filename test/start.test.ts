/**
 * A newcomer's first five minutes: a fresh clone, `npm start`, and a house that answers. It needs
 * the npm registry, as a newcomer does, and says so when there is none.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { temporaryFolder } from './house.ts'

const root = path.resolve(import.meta.dirname, '../..')
/** How long a newcomer's machine may take to install and build, in milliseconds. */
const patienceMs = 5 * 60_000

describe('a fresh clone', function () {
  this.timeout(patienceMs)
  const room = temporaryFolder()
  const clone = path.join(room.folder, 'daicho')

  after(() => {
    room.remove()
  })

  it('installs, builds and starts with npm start alone, and stops when asked', async () => {
    const cloned = spawnSync('git', ['clone', '--quiet', root, clone], { encoding: 'utf8' })
    expect(cloned.status, cloned.stderr).to.equal(0)
    expect(existsSync(path.join(clone, 'node_modules'))).to.equal(false)
    expect(existsSync(path.join(clone, 'dist'))).to.equal(false)

    const child = spawn('npm', ['start'], {
      cwd: clone,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that whatever npm starts is stopped with it.
      detached: true,
      env: newcomer(),
    })
    const exited = once(child, 'close') as Promise<[number | null]>
    let says = ''
    const address = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          says += text
          const found = /http:\/\/\S+/.exec(says)?.[0]
          if (found !== undefined && says.includes('Journal:')) resolve(found)
        })
      }
      void exited.then(([code]) => reject(new Error(explain(code, says))))
    })
    const health = await fetch(`${address}/healthz`)
    expect([health.status, await health.json()]).to.deep.equal([200, { ok: true }])
    const page = await (await fetch(address)).text()
    expect(page).to.include('<div id="root">')
    expect(says).to.match(/\/setup#token=\S{20,}/)
    expect(says).to.match(/CA SHA-256: ([0-9A-F]{4} ?){16}/)
    // Bound to one address, so that there is one to type on every machine.
    const [, tablet = ''] = /Open on a tablet:\s+https:\/\/(\S+)/.exec(says) ?? []
    expect(tablet).to.match(/^127\.0\.0\.1:\d+$/)
    expect(says).to.include(`A new tablet first: ${tablet}/trust`)
    const begin = await fetch(`http://${tablet}/trust`)
    expect([begin.status, await begin.text()].join()).to.include(`https://${tablet}`)
    expect(existsSync(path.join(clone, 'data', 'store'))).to.equal(true)
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await exited
    const gone = await fetch(`${address}/healthz`).catch(() => 'gone')
    expect(gone).to.equal('gone')
  })
})

/** The environment of somebody who has set nothing. */
function newcomer(): NodeJS.ProcessEnv {
  const { DATA_DIR, MONGODB_URI, ADMIN_USER, ADMIN_PASSWORD, LOG_LEVEL, ...rest } = process.env
  void [DATA_DIR, MONGODB_URI, ADMIN_USER, ADMIN_PASSWORD, LOG_LEVEL]
  return { ...rest, PORT: '0', TLS_PORT: '0', TLS_HOST: '127.0.0.1' }
}

/** Why the start ended, with the usual cause named. */
function explain(code: number | null, says: string): string {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(says)
  const cause = offline ? 'The npm registry cannot be reached, which this test needs.\n' : ''
  return `${cause}npm start ended with ${code}:\n${says}`
}
