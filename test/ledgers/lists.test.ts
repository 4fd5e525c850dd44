/**
 * What every ledger can be asked, and what every write path promises whoever sends twice: lists,
 * searches, pages, exports, timelines, repeats and batches. Nothing here names a ledger.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { filterable } from '../../models/derive/views.ts'
import { creates, takenBy } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { sortKeysOf } from '../../server/ledger/order.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { codeOf, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { everyLedger } from './fifth.ts'
import { hints } from './hints.ts'
import { creatingActs, declaredAct, startsOf, Walk } from './walk.ts'

/** Records made of each ledger, so that pages of two end in the middle and at the end. */
const made = 5
/** What a spreadsheet would run if it stood in a cell as it was typed. */
const formula = '=HYPERLINK("http://example.com","こちら")'

/** Kinds of field whose printed value is what was typed, those without rules of their own first. */
const textual = ['name', 'lines', 'text']

describe('what every ledger can be asked', () => {
  let house: TestHouse
  let walk: Walk
  let openapi: { openapi: string; paths: Record<string, Record<string, { operationId: string }>> }

  before(async () => {
    house = await openHouse({ ledgers: everyLedger })
    walk = new Walk(house)
    openapi = await house.as('emi').get('/api/openapi.json')
  })

  after(async () => {
    await house.stop()
  })

  for (const ledger of everyLedger) {
    const create = creatingActs(ledger)[0] ?? ''
    const createName = `${ledger.name}.${create}`
    const single = hints[createName]?.once === true

    describe(ledger.name, () => {
      const records: Shown[] = []
      const ask = async (query: string) =>
        await house.as(walk.readerOf(ledger)).get<Listed>(`/${ledger.name}?${query}`)

      before(async () => {
        for (let at = 0; at < (single ? 1 : made); at += 1) records.push(await walk.create(ledger))
      })

      it('lists its records with the newest number first, and counts them', async () => {
        const { records: listed, total } = await ask('limit=200')
        const numbers = listed.map(({ number }) => number)
        expect(numbers).to.deep.equal([...numbers].toSorted().reverse())
        expect(numbers).to.include.members(records.map(({ number }) => number))
        expect(total).to.equal(listed.length)
      })

      for (const sort of sortKeysOf(ledger)) {
        it(`pages by cursor through the order ${sort} without a gap or a repeat`, async () => {
          const whole = (await ask(`sort=${sort}&limit=200`)).records.map(({ id }) => id)
          const paged: string[] = []
          let cursor = ''
          do {
            const page = await ask(`sort=${sort}&limit=2${cursor}`)
            expect(page.records.length).to.be.at.most(2)
            paged.push(...page.records.map(({ id }) => id))
            cursor = page.next === undefined ? '' : `&cursor=${page.next}`
          } while (cursor !== '')
          expect(paged).to.deep.equal(whole)
        })
      }

      it('finds a record by its number, typed in any width', async () => {
        for (const { id, number } of records) {
          const wide = number.replace(/[0-9A-Z-]/g, (one) =>
            String.fromCharCode(one.charCodeAt(0) + 0xfee0),
          )
          for (const q of [number, wide, number.toLowerCase()]) {
            const found = await ask(`q=${encodeURIComponent(q)}`)
            expect(found.records.map((one) => one.id)).to.deep.equal([id])
          }
        }
      })

      it('filters by state and by every field that can be filtered', async () => {
        const [record] = records
        if (!record) throw new Error('no record was made')
        const { state, facts } = await walk.read(ledger, record.id)
        const filters = [['state', state]]
        for (const [key, field] of Object.entries(ledger.fields)) {
          const value = facts[key]
          const one = Array.isArray(value) ? (value as unknown[])[0] : value
          if (filterable(field) && one !== undefined) filters.push([key, String(one)])
        }
        for (const [key, value] of filters) {
          const query = `filter[${key}]=${encodeURIComponent(value ?? '')}&limit=200`
          const { records: found } = await ask(query)
          expect(found.map(({ id }) => id)).to.include(record.id)
          if (key === 'state') for (const one of found) expect(one.state).to.equal(state)
        }
      })

      it('refuses a filter, an order, a page size or a cursor it does not know', async () => {
        const voice = house.as(walk.readerOf(ledger))
        const wrong = ['filter[dream]=1', 'filter[state]=dream', 'sort=dream', 'dream=1']
        for (const query of [...wrong, 'limit=0', `limit=${limits.pageRowsMax + 1}`, 'cursor=x']) {
          const problem = await refusalOf(voice.get(`/${ledger.name}?${query}`))
          expect([query, problem.status, problem.code]).to.deep.equal([query, 400, 'unknown-query'])
        }
      })

      it('exports a CSV with Japanese headings, a row for every record', async () => {
        const voice = house.as(walk.readerOf(ledger))
        const bytes = await voice.bytes(`/${ledger.name}/export.csv`)
        expect([...bytes.subarray(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf])
        const rows = parseCsv(Buffer.from(bytes.subarray(3)).toString('utf8'))
        const labels = ledger.columns.map((key) => ledger.fields[key]?.label.ja)
        expect(rows[0]?.slice(0, 2 + labels.length)).to.deep.equal(['番号', '状態', ...labels])
        const { records: listed } = await ask('limit=200')
        expect(rows.slice(1).map((row) => row[0])).to.deep.equal(listed.map(({ number }) => number))
        for (const row of rows) expect(row.length).to.equal(rows[0]?.length)
      })

      const typed = textual
        .flatMap((kind) => ledger.columns.filter((key) => ledger.fields[key]?.kind === kind))
        .find((key) => takenBy(declaredAct(ledger, create)).includes(key))
      if (typed !== undefined) {
        it('makes a formula in an exported cell harmless', async () => {
          const value = ledger.fields[typed]?.kind === 'name' ? { name: formula } : formula
          await write(ledger, { [typed]: value })
          const csv = await house.as(walk.readerOf(ledger)).text(`/${ledger.name}/export.csv`)
          const cells = parseCsv(csv.replace(/^\ufeff/, '')).flat()
          expect(cells).to.include(`'${formula}`)
          expect(cells).not.to.include(formula)
        })
      }

      it('tells the timeline of a record from its first act on', async () => {
        const [record] = records
        const { entries } = await house
          .as(walk.readerOf(ledger))
          .get<{ entries: { act: string; revision?: number; record: string }[] }>(
            `/${ledger.name}/${record?.id}/history`,
          )
        const own = entries.filter((one) => one.record === record?.id)
        expect(own[0]).to.include({ act: createName, revision: 1 })
      })

      it('stands in the API description with every act as an operation', () => {
        const base = `/api/v1/${ledger.name}`
        for (const [act, declared] of Object.entries(ledger.acts)) {
          if (declared.apart) continue
          const path = creates(declared) ? `${base}/acts/${act}` : `${base}/{id}/${act}`
          expect(openapi.paths[path]?.['post']?.operationId).to.equal(`${ledger.name}.${act}`)
        }
        expect(openapi.paths[base]?.['get']?.operationId).to.equal(`${ledger.name}.list`)
      })

      describeRepeats(ledger)
      describeBatches(ledger)
    })

    /** Makes a record with some fields, or corrects the only one there is. */
    async function write(one: Ledger, more: Record<string, unknown>): Promise<void> {
      if (!single) {
        await hints[createName]?.first?.(walk.values)
        const { person, fields } = await walk.prepare(one, create)
        await house.as(person).creates(createName, { ...fields, ...more })
        return
      }
      const record = await walk.create(one)
      const [key = ''] = Object.keys(more)
      const [act = ''] =
        Object.entries(one.acts).find(
          ([, declared]) => !creates(declared) && takenBy(declared).includes(key),
        ) ?? []
      const voice = house.as(walk.personFor(one, act))
      await voice.does(`${one.name}.${act}`, record, more, { because: '試験のため' })
    }
  }

  function describeRepeats(ledger: Ledger): void {
    const create = creatingActs(ledger)[0] ?? ''
    const name = `${ledger.name}.${create}`

    if (hints[name]?.once !== true) {
      it('answers an act that is sent twice as before, and keeps one entry', async () => {
        await hints[name]?.first?.(walk.values)
        const { person, fields } = await walk.prepare(ledger, create)
        const body = { id: randomUUID(), fields }
        const path = `/${ledger.name}/acts/${create}`
        const sent = await Promise.all(
          [1, 2, 3].map(async () => await house.as(person).ask('POST', path, body)),
        )
        const again = await house.as(person).ask('POST', path, body)
        expect(sent.map(({ status }) => status).toSorted()).to.deep.equal([200, 200, 201])
        expect(again.status).to.equal(200)
        const shown = (await Promise.all([...sent, again].map((one) => one.json()))) as Shown[]
        expect(
          new Set(shown.map((one) => `${one.id} ${one.number} ${one.revision}`)).size,
        ).to.equal(1)
        const other = { ...body, fields: { ...fields, ...(await otherwise(ledger, create)) } }
        const problem = await refusalOf(house.as(person).post(path, other))
        expect([problem.status, problem.code]).to.deep.equal([409, 'act-id-reused'])
      })
    }

    it('keeps one entry of an act on a record that is sent twice at once', async () => {
      const [act = ''] =
        Object.entries(ledger.acts).find(([, one]) => !creates(one) && !one.erases && !one.apart) ??
        []
      const declared = declaredAct(ledger, act)
      const record = await walk.build(ledger, startsOf(ledger, declared)[0] ?? '')
      const { person, fields, more } = await walk.prepare(ledger, act)
      const once = { ...more, id: randomUUID() }
      const answers = await Promise.all(
        [1, 2, 3].map(async () => {
          return await house.as(person).does(`${ledger.name}.${act}`, record, fields, once)
        }),
      )
      for (const one of answers) expect(one.revision).to.equal(record.revision + 1)
      const late = await house.as(person).does(`${ledger.name}.${act}`, record, fields, once)
      expect(late.revision).to.equal(record.revision + 1)
      const { entries } = await house
        .as(walk.readerOf(ledger))
        .get<{ entries: { id: string }[] }>(`/${ledger.name}/${record.id}/history`)
      expect(entries.filter(({ id }) => id === once.id)).to.have.length(1)
    })
  }

  function describeBatches(ledger: Ledger): void {
    for (const [act, declared] of Object.entries(ledger.acts)) {
      if (creates(declared)) continue
      const name = `${ledger.name}.${act}`
      const starts = startsOf(ledger, declared)
      const hinted = hints[name]

      if (!declared.batch) {
        it(`${name} is not done to many records at once`, async () => {
          const voice = house.as(walk.personFor(ledger, act))
          const record = await walk.specimen(ledger, starts[0] ?? '')
          const sent = voice.doesToMany(name, [{ record: record.id }])
          expect(await codeOf(sent)).to.equal('unknown-act')
        })
        continue
      }

      it(`${name} is done to many records, each judged by itself`, async () => {
        const state = starts[0] ?? ''
        const ready = [await walk.build(ledger, state), await walk.build(ledger, state)]
        for (const record of ready) await walk.lead(ledger, act, record)
        const { fields, more } = await walk.prepare(ledger, act)
        const each = [...ready.map(({ id }) => ({ record: id })), { record: randomUUID() }]
        const id = randomUUID()
        const voice = house.as(hinted?.by ?? walk.personFor(ledger, act))
        const results = await voice.doesToMany(name, each, fields, { ...more, id })
        expect(results.map((one) => one.problem?.code ?? 'done')).to.deep.equal([
          'done',
          'done',
          'unknown-record',
        ])
        const again = await voice.doesToMany(name, each, fields, { ...more, id })
        expect(again.map((one) => one.record?.revision)).to.deep.equal(
          results.map((one) => one.record?.revision),
        )
      })
    }
  }

  /** A field of an act with another value than it was prepared with. */
  async function otherwise(ledger: Ledger, act: string): Promise<Record<string, unknown>> {
    const key = takenBy(declaredAct(ledger, act)).find((one) =>
      ['text', 'lines', 'code'].includes(ledger.fields[one]?.kind ?? ''),
    )
    const field = ledger.fields[key ?? '']
    if (key === undefined || !field) throw new Error(`${ledger.name} has no text to change`)
    return { [key]: await walk.values.value(field, false) }
  }
})

/** The rows of an RFC 4180 text. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/g
  for (const [whole, cell = '', end] of text.matchAll(cells)) {
    if (whole === '') break
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}
