/**
 * Exports made while their reader goes on working: the file is the list's, the journal has it
 * first, only whoever asked for it can fetch it, and nothing of it outlives its time, a
 * cancellation or the process.
 */
import { expect } from 'chai'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ExportView } from '../../models/exporting.ts'
import { limits } from '../../models/limits.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, codeOf, passwordOf } from '../people.ts'
import type { Voice } from '../people.ts'
import { hashOf } from './reading.ts'
import { insideVisit } from './told.ts'

interface Payload {
  readonly sha256?: string
  readonly columns?: readonly string[]
}

/** Waits until an export has come to its end. */
async function ended(voice: Voice, { id }: ExportView): Promise<ExportView> {
  for (;;) {
    const view = await voice.get<ExportView>(`/exports/${id}`)
    if (view.state !== 'waiting' && view.state !== 'running') return view
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const begin = (voice: Voice, asked: object) => voice.post<ExportView>('/exports', asked)

/** Fills a register, so that an export of it takes a while. */
async function fill(house: TestHouse, count: number): Promise<void> {
  const each = Array.from({ length: count }, (_, at) => ({
    fields: { name: `見本${at}`, system: '仕組み'.repeat(20) },
  }))
  for (let from = 0; from < count; from += limits.batchRecordsMax) {
    await house
      .as('chie')
      .doesToMany('customers.add', each.slice(from, from + limits.batchRecordsMax))
  }
}

describe('an export that is fetched when it is ready', () => {
  let house: TestHouse
  const folder = () => path.join(house.dataDir, 'exports')
  const payloads = async (act: string) => {
    const found = await house.running.house.database.entries.find({ act }).lean()
    return found.map(({ leaf }) => (JSON.parse(leaf.toString()) as { payload: Payload }).payload)
  }

  before(async () => {
    house = await openHouse()
    await fill(house, 450)
  })

  after(async () => {
    await house.stop()
  })

  it('is the very file a list gives at once, and stands in the journal with its hash', async () => {
    const chie = house.as('chie')
    const columns = ['number', 'name', 'state']
    const asked = { ledger: 'customers', format: 'csv', columns, sort: 'number', language: 'en' }
    const begun = await begin(chie, asked)
    expect(begun.state).to.be.oneOf(['waiting', 'running'])
    const done = await ended(chie, begun)
    expect(done).to.include({ state: 'done', rows: 451, of: 451, language: 'en' })
    const bytes = await chie.bytes(`/exports/${done.id}/file`)
    expect(bytes.length).to.equal(done.bytes)
    expect(hashOf(bytes)).to.equal(done.sha256)
    const direct = '/customers/export.csv?columns=number,name,state&sort=number&language=en'
    expect(hashOf(await chie.bytes(direct))).to.equal(done.sha256)
    const [made, given] = await payloads('customers.export')
    expect(made).to.deep.equal(given)
    expect(made).to.deep.include({ format: 'csv', language: 'en', columns, rows: 451 })
    expect(made?.sha256).to.equal(done.sha256)
    const [file] = readdirSync(folder()).filter((name) => !name.includes('.'))
    expect(statSync(path.join(folder(), file ?? '')).mode & 0o777).to.equal(0o600)
    const { exports } = await chie.get<{ exports: ExportView[] }>('/exports')
    expect(exports.map(({ id }) => id)).to.deep.equal([done.id])
  })

  it('is narrowed like the list, in every form, and to what the person may see', async () => {
    const visit = await insideVisit(house)
    const chie = house.as('chie')
    for (const format of ['csv', 'xlsx', 'pdf']) {
      const asked = { ledger: 'visits', format, filter: { state: 'inside' } }
      const done = await ended(chie, await begin(chie, asked))
      expect(done).to.include({ state: 'done', rows: 1 })
      const none = { ...asked, filter: { state: 'left' } }
      expect(await ended(chie, await begin(chie, none))).to.include({ state: 'done', rows: 0 })
    }
    const hana = await ended(
      house.as('hana'),
      await begin(house.as('hana'), { ledger: 'disposals', format: 'csv' }),
    )
    const csv = await house.as('hana').text(`/exports/${hana.id}/file`)
    expect(csv).not.to.include(visit.number)
    for (const [person, ledger] of [
      ['hana', 'visits'],
      ['uketsuke', 'visits'],
      ['chie', 'nothing'],
    ] as const) {
      const refused = begin(house.as(person), { ledger, format: 'csv' })
      expect([person, await codeOf(refused)]).to.deep.equal([person, 'not-allowed'])
    }
    for (const more of [
      { filter: { nothing: '1' } },
      { sort: 'nothing' },
      { columns: ['nothing'] },
    ]) {
      const refused = begin(chie, { ledger: 'customers', format: 'csv', ...more })
      expect(await codeOf(refused)).to.equal('unknown-query')
    }
    expect(await codeOf(begin(chie, { ledger: 'customers', format: 'doc' }))).to.equal(
      'invalid-fields',
    )
  })

  it('belongs to whoever asked for it, and to nobody else', async () => {
    const chie = house.as('chie')
    const done = await ended(chie, await begin(chie, { ledger: 'customers', format: 'xlsx' }))
    const dan = house.as('dan')
    expect(await codeOf(dan.get(`/exports/${done.id}`))).to.equal('unknown-export')
    expect(await codeOf(dan.bytes(`/exports/${done.id}/file`))).to.equal('unknown-export')
    expect(await codeOf(dan.post(`/exports/${done.id}/cancel`, {}))).to.equal('unknown-export')
    expect(await dan.get('/exports')).to.deep.equal({ exports: [] })
  })

  it('waits its turn, is refused where too many wait, and leaves nothing once cancelled', async () => {
    const ben = house.as('ben')
    const asked = { ledger: 'customers', format: 'pdf' }
    const open = []
    for (let at = 0; at < limits.exportsPerPersonMax; at += 1) open.push(await begin(ben, asked))
    expect(await codeOf(begin(ben, asked))).to.equal('too-many-exports')
    const before = (await payloads('customers.export')).length
    for (const { id } of open) {
      expect((await ben.post<ExportView>(`/exports/${id}/cancel`, {})).state).to.equal('cancelled')
      expect(await codeOf(ben.bytes(`/exports/${id}/file`))).to.equal('export-unfinished')
    }
    const last = await ended(ben, await begin(ben, { ...asked, format: 'csv' }))
    expect(last.state).to.equal('done')
    expect((await payloads('customers.export')).length).to.equal(before + 1)
    for (const { id } of open) {
      expect(readdirSync(folder()).filter((name) => name.startsWith(id))).to.deep.equal([
        `${id}.json`,
      ])
      expect((await ended(ben, { id } as ExportView)).state).to.equal('cancelled')
    }
  })
})

describe('an export that is kept', function () {
  this.timeout(120_000)
  let house: TestHouse
  const asked = { ledger: 'customers', format: 'csv' }

  before(async () => {
    house = await openHouse()
    await fill(house, 450)
  })

  after(async () => {
    await house.stop()
  })

  it('makes way for later ones of the same person only', async () => {
    const [chie, ben] = [house.as('chie'), house.as('ben')]
    const other = await ended(chie, await begin(chie, asked))
    const own: ExportView[] = []
    for (let at = 0; at <= limits.exportsKeptPerPersonMax; at += 1) {
      own.push(await ended(ben, await begin(ben, { ...asked, filter: { state: 'ended' } })))
    }
    const [first, second] = own as [ExportView, ExportView]
    expect(await codeOf(ben.get(`/exports/${first.id}`))).to.equal('unknown-export')
    expect((await ben.bytes(`/exports/${second.id}/file`)).length).to.equal(second.bytes)
    expect((await chie.bytes(`/exports/${other.id}/file`)).length).to.equal(other.bytes)
  })

  it('is not given to whoever is shown less by now', async () => {
    const kaoru = house.as(admin)
    const customer = (await kaoru.get<Listed>('/customers')).records[0]?.id ?? ''
    const person = { user: 'nao', name: { name: '直' }, password: passwordOf('nao') }
    await kaoru.post('/accounts', { ...person, roles: ['iso'] })
    const nao = await house.signIn('nao')
    const done = await ended(nao, await begin(nao, { ledger: 'disposals', format: 'csv' }))
    expect((await nao.bytes(`/exports/${done.id}/file`)).length).to.equal(done.bytes)
    await kaoru.does('accounts.grant', { id: nao.id }, { roles: ['customer'], customer })
    const again = await house.signIn('nao')
    const own = await ended(again, await begin(again, { ledger: 'disposals', format: 'csv' }))
    expect((await again.bytes(`/exports/${own.id}/file`)).length).to.equal(own.bytes)
    expect(await codeOf(again.bytes(`/exports/${done.id}/file`))).to.equal('not-allowed')
  })

  it('is made although the one before it could not be cleared away', async () => {
    const chie = house.as('chie')
    const long = await begin(chie, { ...asked, format: 'pdf' })
    const stuck = await begin(chie, asked)
    // Where its file would be written lies something that cannot be removed as a file.
    mkdirSync(path.join(house.dataDir, 'exports', `${stuck.id}.part`))
    const last = await begin(chie, asked)
    expect((await ended(chie, long)).state).to.equal('done')
    expect((await ended(chie, stuck)).state).to.equal('failed')
    expect((await ended(chie, last)).state).to.equal('done')
  })
})

describe('an export of a house that stops', () => {
  it('has failed when the process died under it, and is gone once it was kept long enough', async () => {
    const room = temporaryFolder()
    const first = await openHouse({ dataDir: room.folder })
    const exports = path.join(room.folder, 'exports')
    const chie = first.as('chie')
    const done = await ended(chie, await begin(chie, { ledger: 'customers', format: 'csv' }))
    const old = await ended(chie, await begin(chie, { ledger: 'customers', format: 'csv' }))
    await first.stop()
    // What a process leaves that is killed while it writes.
    const note = (id: string) => path.join(exports, `${id}.json`)
    const kept = JSON.parse(readFileSync(note(done.id), 'utf8')) as object
    const dead = done.id.replace(/^.{8}/, 'dddddddd')
    const { keptUntil: _kept, ...running } = { ...kept, keptUntil: '' }
    writeFileSync(note(dead), JSON.stringify({ ...running, id: dead, state: 'running' }))
    writeFileSync(path.join(exports, `${dead}.part`), '番号,状態')
    writeFileSync(path.join(exports, `${dead}.json.new`), '{"id":')
    const past = new Date(Date.now() - 1_000).toISOString()
    writeFileSync(note(old.id), JSON.stringify({ ...kept, id: old.id, keptUntil: past }))
    const house = await openHouse({ dataDir: room.folder, empty: true })
    try {
      const again = await house.signIn('chie')
      expect((await again.bytes(`/exports/${done.id}/file`)).length).to.equal(done.bytes)
      const view = await again.get<ExportView>(`/exports/${dead}`)
      expect(view.state).to.equal('failed')
      expect(view.problem?.code).to.equal('export-interrupted')
      expect(await codeOf(again.get(`/exports/${old.id}`))).to.equal('unknown-export')
      expect(existsSync(path.join(exports, old.id))).to.equal(false)
      expect(readdirSync(exports).sort()).to.deep.equal(
        [done.id, `${done.id}.json`, `${dead}.json`].sort(),
      )
    } finally {
      await house.stop()
      room.remove()
    }
  })

  it('is told as failed after an orderly stop in the middle of it', async () => {
    const room = temporaryFolder()
    const first = await openHouse({ dataDir: room.folder })
    await fill(first, 200)
    const begun = await begin(first.as('chie'), { ledger: 'customers', format: 'pdf' })
    await first.stop()
    const house = await openHouse({ dataDir: room.folder, empty: true })
    try {
      const again = await house.signIn('chie')
      const view = await again.get<ExportView>(`/exports/${begun.id}`)
      expect([view.state, view.problem?.code]).to.deep.equal(['failed', 'export-interrupted'])
      expect(readdirSync(path.join(room.folder, 'exports'))).to.deep.equal([`${begun.id}.json`])
    } finally {
      await house.stop()
      room.remove()
    }
  })
})
