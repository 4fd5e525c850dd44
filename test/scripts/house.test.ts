/**
 * A whole house as a script makes it: invented, backed up while it rests, restored elsewhere, and
 * looked at by the auditor's verifier at every step.
 */
import { existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Manifest } from '../../scripts/verify/manifest.ts'
import { openData } from '../../scripts/data/open.ts'
import { Room, run } from './running.ts'

describe('a house made, backed up and restored by scripts', () => {
  const room = new Room()
  const original = room.at('original')
  const backup = room.at('backup')
  const restored = room.at('restored')

  after(() => room.remove())

  it('is invented by the demo with a journal that verifies', async () => {
    const { code, says } = await run('demo', ['--once', '--days', '3', '--keep', original])
    expect(code, says).to.equal(0)
    expect(says).to.match(/^The journal verifies\.$/m)
    for (const state of ['在館', '予定', '持出・持込中', '紛失', '検証済', '未使用']) {
      expect(says).to.contain(state)
    }
  })

  it('leaves nothing behind unless asked to keep it', async () => {
    const { code, says } = await run('demo', ['--once', '--days', '1'], { TMPDIR: room.folder })
    expect(code, says).to.equal(0)
    expect(readdirSync(room.folder).filter((name) => name.startsWith('daicho-demo'))).to.be.empty
  })

  it('is backed up into a folder that names every file with its hash', async () => {
    const { code, says } = await run('backup', [backup, '--with-keys'], { DATA_DIR: original })
    expect(code, says).to.equal(0)
    expect(says).to.contain('WARNING')
    const { journal, files } = manifestOf(backup)
    const names = files.map(({ name }) => name)
    expect(names).to.include.members(['entries.bson', 'bodies.bson', 'files.chunks.bson'])
    expect(names).to.include('keys/journal-key')
    expect(names).not.to.include('records.bson')
    expect(journal.checkpoint).to.contain(`\n${journal.size}\n`)
  })

  it('is not backed up over another backup, nor from a folder without a store', async () => {
    const again = await run('backup', [backup], { DATA_DIR: original })
    expect([again.code, again.says]).to.deep.equal([1, `refused: ${backup} exists already.\n`])
    const nowhere = await run('backup', [room.at('b')], { DATA_DIR: room.at('nowhere') })
    expect(nowhere.code).to.equal(1)
    expect(existsSync(room.at('nowhere'))).to.equal(false)
  })

  it('comes back whole, with the indexes it had, and verifies', async () => {
    const { code, says } = await run('restore', [backup, restored])
    expect(code, says).to.equal(0)
    const { size } = manifestOf(backup).journal
    expect(says).to.contain(`the journal has the ${size} entries`)
    const verified = await run('verify', [restored])
    expect(verified.code, verified.says).to.equal(0)
    expect(await contents(restored)).to.deep.equal(await contents(original))
  })

  it('goes on with its journal after a restore that brought the keys', async () => {
    const again = room.at('again')
    const { code, says } = await run('backup', [again], { DATA_DIR: restored })
    expect(code, says).to.equal(0)
    expect(says).to.contain('The keys are not in it.')
    expect(manifestOf(again).journal).to.deep.equal(manifestOf(backup).journal)
  })

  it('is restored only where nothing is', async () => {
    const { code, says } = await run('restore', [backup, restored])
    expect([code, says.includes('is not empty')]).to.deep.equal([1, true])
  })

  it('is not restored from a backup with an altered, added or missing file', async () => {
    const target = room.at('target')
    const entries = room.at('backup', 'entries.bson')
    const bytes = readFileSync(entries)
    const altered = Buffer.from(bytes)
    altered[bytes.length >> 1] = (altered[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(entries, altered)
    expect(await refusal(target)).to.contain('entries.bson is not as it was backed up')
    truncateSync(entries, bytes.length - 1)
    expect(await refusal(target)).to.contain('entries.bson is not as it was backed up')
    writeFileSync(entries, bytes)
    writeFileSync(room.at('backup', 'more.bson'), '')
    expect(await refusal(target)).to.contain('more.bson is not of this backup')
    expect(existsSync(target)).to.equal(false)
  })

  async function refusal(target: string): Promise<string> {
    const { code, says } = await run('restore', [backup, target])
    expect(code, says).to.equal(1)
    return says
  }
})

function manifestOf(backup: string): Manifest {
  return JSON.parse(readFileSync(`${backup}/manifest.json`, 'utf8')) as Manifest
}

/** Every document and index of a house, but for sessions, which end with it. */
async function contents(dataDir: string): Promise<Record<string, unknown>> {
  const data = await openData({ dataDir, mongodbUri: undefined })
  try {
    const { connection } = data.database
    const found: Record<string, unknown> = {}
    const names = (await connection.listCollections()).map(({ name }) => name)
    for (const name of names.filter((one) => one !== 'sessions').sort()) {
      const collection = connection.collection(name)
      const documents = await collection.find({}).sort({ _id: 1 }).toArray()
      const indexes = (await collection.listIndexes().toArray()) as { name: string }[]
      const sorted = indexes.sort((one, other) => (one.name < other.name ? -1 : 1))
      found[name] = JSON.parse(JSON.stringify([documents, sorted]))
    }
    return found
  } finally {
    await data.close()
  }
}
