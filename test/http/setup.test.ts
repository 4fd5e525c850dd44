/**
 * The set-up of a new house after its first person has come: how far it is follows from what
 * stands in the ledgers, and is told to those who can go on with it.
 */
import { expect } from 'chai'
import { parseGiven } from '../../models/derive/parser.ts'
import { actNamed, takenBy } from '../../models/ledger.ts'
import { setupSteps } from '../../models/ledgers/beginning.ts'
import type { StepView } from '../../models/ledgers/beginning.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { passwordOf, Voice } from '../people.ts'

interface Steps {
  readonly steps: readonly StepView[]
}

describe('the set-up of a house', () => {
  let house: TestHouse
  let kaoru: Voice

  before(async () => {
    const environment = { ADMIN_USER: '', ADMIN_PASSWORD: '' }
    house = await openHouse({ empty: true, environment })
    const nobody = new Voice(house.url, '', '')
    const person = { user: 'kaoru', name: '管理 薫', password: passwordOf('kaoru') }
    await nobody.post('/setup', { ...person, token: house.running.house.setup.token })
    kaoru = await house.signIn('kaoru')
  })

  after(() => house.stop())

  /** Names of the ledgers whose step is done. */
  async function done(): Promise<readonly string[]> {
    const { steps } = await kaoru.get<Steps>('/setup/steps')
    return steps.filter((step) => step.done).map(({ ledger }) => ledger)
  }

  it('asks for nothing that its acts do not take, and offers only what they accept', () => {
    for (const { ledger, act, asks, needs, empties = [], offers = {}, among = {} } of setupSteps) {
      const declared = actNamed(ledger, act)
      if (!declared) throw new Error(`there is no act ${ledger.name}.${act}`)
      expect(takenBy(declared)).to.include.members([...asks])
      const asked = [...needs, ...empties, ...Object.keys(offers), ...Object.keys(among)]
      expect(asks).to.include.members(asked)
      for (const [key, offered] of Object.entries(offers)) {
        for (const { value } of offered) {
          const { faults = [] } = parseGiven(ledger, { ...declared, needs: [] }, { [key]: value })
          expect(faults).to.deep.equal([])
        }
      }
    }
  })

  it('is told step by step, with the record that each changes', async () => {
    const { steps } = await kaoru.get<Steps>('/setup/steps')
    expect(steps.map(({ ledger }) => ledger)).to.deep.equal(
      setupSteps.map(({ ledger }) => ledger.name),
    )
    expect(steps.some((step) => step.done)).to.equal(false)
    for (const { ledger, record } of steps.slice(0, 3)) {
      const { records } = await kaoru.get<Listed>(`/${ledger}`)
      expect(record).to.equal(records[0]?.id)
    }
    expect(steps[3]?.record).to.equal(undefined)
  })

  it('goes on by ordinary acts, whoever does them and wherever', async () => {
    const { steps } = await kaoru.get<Steps>('/setup/steps')
    const [company, site, pledge] = steps.map(({ record }) => ({ id: record ?? '' }))
    if (!company || !site || !pledge) throw new Error('a step has no record')
    const because = '初期設定'
    await kaoru.does('settings.change', company, { checkDays: 20 }, { because })
    expect(await done()).to.deep.equal([])
    await kaoru.does('settings.change', company, { company: '花丘データ株式会社' }, { because })
    expect(await done()).to.deep.equal(['settings'])
    await kaoru.does('sites.amend', site, { name: '花丘第一' }, { because })
    const { facts } = await kaoru.get(`/pledges/${pledge.id}`)
    // The text that stands is adopted as it is: then somebody of the house has published it.
    const text = { ja: facts['ja'], en: facts['en'] }
    await kaoru.does('pledges.revise', pledge, text, { because })
    expect(await done()).to.deep.equal(['settings', 'sites', 'pledges'])
    const kiosk = { user: 'uketsuke', name: '受付端末', roles: ['kiosk'] }
    await kaoru.post('/accounts', kiosk)
    expect(await done()).to.not.include('accounts')
    const password = passwordOf('aya')
    await kaoru.post('/accounts', { user: 'aya', name: '青木 綾', roles: ['staff'], password })
    expect(await done()).to.deep.equal(['settings', 'sites', 'pledges', 'accounts'])
  })

  it('is nothing to those who cannot do it, and is told to nobody outside', async () => {
    const aya = await house.signIn('aya')
    expect(await aya.get<Steps>('/setup/steps')).to.deep.equal({ steps: [] })
    const outside = await new Voice(house.url, '', '').ask('GET', '/setup/steps')
    expect(outside.status).to.equal(401)
  })
})
