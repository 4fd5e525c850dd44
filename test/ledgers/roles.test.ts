/**
 * Who holds which act and reads which ledger, as two tables: an act or a grant that is missing
 * here, or differs from what is declared, fails.
 */
import { expect } from 'chai'
import { heldActs } from '../../models/derive/permissions.ts'
import { ledgers } from '../../models/ledgers.ts'
import { roleNames } from '../../models/roles.ts'
import type { Role } from '../../models/roles.ts'

/** Who holds which act; an act missing here or held by someone else fails. */
// prettier-ignore
const held: Readonly<Record<string, readonly Role[]>> = {
  'visits.plan':            ['kiosk', 'staff', 'iso'],
  'visits.join':            ['kiosk', 'staff', 'iso'],
  'visits.pledge':          ['kiosk', 'staff', 'iso'],
  'visits.refuse':          ['kiosk', 'staff', 'iso'],
  'visits.admit':           ['staff', 'iso'],
  'visits.cancel':          ['staff', 'iso'],
  'visits.recordWork':      ['staff', 'iso'],
  'visits.changeWork':      ['staff', 'iso'],
  'visits.changeEscort':    ['staff', 'iso'],
  'visits.extend':          ['staff', 'iso'],
  'visits.leave':           ['staff', 'iso'],
  'visits.closeUnseen':     ['staff', 'iso'],
  'visits.amend':           ['staff', 'iso'],
  'visits.forget':          ['iso'],
  'movements.request':      ['staff', 'iso'],
  'movements.approve':      ['iso'],
  'movements.reject':       ['iso'],
  'movements.cancel':       ['staff', 'iso'],
  'movements.carryOut':     ['staff', 'iso'],
  'movements.check':        ['staff', 'iso'],
  'movements.handOver':     ['staff', 'iso'],
  'movements.extend':       ['iso'],
  'movements.return':       ['staff', 'iso'],
  'movements.inspect':      ['staff', 'iso'],
  'movements.reportLoss':   ['staff', 'iso'],
  'movements.resolveLoss':  ['iso'],
  'movements.amend':        ['staff', 'iso'],
  'movements.forget':       ['iso'],
  'disposals.register':     ['staff', 'iso'],
  'disposals.store':        ['staff', 'iso'],
  'disposals.handOver':     ['staff', 'iso'],
  'disposals.withdraw':     ['iso'],
  'disposals.erase':        ['staff', 'iso'],
  'disposals.destroy':      ['staff', 'iso'],
  'disposals.verify':       ['staff', 'iso'],
  'disposals.validate':     ['iso'],
  'disposals.concur':       ['iso'],
  'disposals.certify':      ['iso'],
  'disposals.reissue':      ['iso'],
  'disposals.reuse':        ['iso'],
  'disposals.amend':        ['staff', 'iso'],
  'disposals.forget':       ['iso'],
  'discs.intake':           ['iso'],
  'discs.request':          ['staff', 'iso'],
  'discs.issue':            ['iso'],
  'discs.decline':          ['iso'],
  'discs.putBack':          ['iso'],
  'discs.write':            ['staff', 'iso'],
  'discs.store':            ['staff', 'iso'],
  'discs.check':            ['staff', 'iso'],
  'discs.destroy':          ['staff', 'iso'],
  'discs.reportLoss':       ['staff', 'iso'],
  'discs.find':             ['iso'],
  'discs.amend':            ['staff', 'iso'],
  'discs.forget':           ['iso'],
  'packs.order':            ['iso'],
  'packs.hand':             ['iso'],
  'packs.amend':            ['iso'],
  'packs.discard':          ['iso'],
  'customers.add':          ['iso', 'admin'],
  'customers.end':          ['iso', 'admin'],
  'customers.resume':       ['iso', 'admin'],
  'customers.amend':        ['iso', 'admin'],
  'customers.forget':       ['iso'],
  'people.add':             ['staff', 'iso'],
  'people.retire':          ['staff', 'iso'],
  'people.restore':         ['staff', 'iso'],
  'people.amend':           ['staff', 'iso'],
  'people.forget':          ['iso'],
  'sites.open':             ['admin'],
  'sites.close':            ['admin'],
  'sites.reopen':           ['admin'],
  'sites.amend':            ['admin'],
  'badges.add':             ['iso', 'admin'],
  'badges.reportLoss':      ['staff', 'iso', 'admin'],
  'badges.find':            ['staff', 'iso', 'admin'],
  'badges.retire':          ['iso', 'admin'],
  'badges.amend':           ['iso', 'admin'],
  'tools.add':              ['iso', 'admin'],
  'tools.calibrate':        ['iso', 'admin'],
  'tools.update':           ['iso', 'admin'],
  'tools.suspend':          ['iso', 'admin'],
  'tools.resume':           ['iso', 'admin'],
  'tools.retire':           ['iso', 'admin'],
  'tools.amend':            ['iso', 'admin'],
  'pledges.publish':        ['admin'],
  'pledges.revise':         ['admin'],
  'pledges.retire':         ['admin'],
  'accounts.create':        ['admin'],
  'accounts.grant':         ['admin'],
  'accounts.rename':        ['admin'],
  'accounts.disable':       ['admin'],
  'accounts.enable':        ['admin'],
  'accounts.forget':        ['iso'],
  'settings.adopt':         ['admin'],
  'settings.change':        ['admin'],
}

describe('the acts of each role', () => {
  for (const role of roleNames) {
    it(`are exactly those of the table for ${role}`, () => {
      const expected = Object.keys(held).filter((name) => held[name]?.includes(role))
      expect(heldActs(ledgers, { id: 'someone', roles: [role] })).to.have.members(expected)
    })
  }

  it('leave the auditor and the customer with none', () => {
    expect(heldActs(ledgers, { id: 'someone', roles: ['auditor', 'customer'] })).to.deep.equal([])
  })
})

/** What each role reads; `-` is nothing, `own` its own rows, `by` one row it already knows of. */
// prettier-ignore
const reads: readonly (readonly string[])[] = [
  // ledger       kiosk  staff  iso    auditor customer admin  wall
  ['visits',      'by',  'all', 'all', 'all',  '-',     '-',    '-'],
  ['movements',   '-',   'all', 'all', 'all',  '-',     '-',    '-'],
  ['disposals',   '-',   'all', 'all', 'all',  'own',   '-',    '-'],
  ['discs',       '-',   'all', 'all', 'all',  '-',     '-',    '-'],
  ['packs',       '-',   '-',   'all', 'all',  '-',     '-',    '-'],
  ['customers',   '-',   'all', 'all', 'all',  '-',     'all',  '-'],
  ['people',      '-',   'all', 'all', 'all',  '-',     '-',    '-'],
  ['sites',       'all', 'all', 'all', 'all',  '-',     'all',  '-'],
  ['badges',      '-',   'all', 'all', 'all',  '-',     'all',  '-'],
  ['tools',       '-',   'all', 'all', 'all',  '-',     'all',  '-'],
  ['pledges',     'all', 'all', 'all', 'all',  '-',     'all',  '-'],
  ['accounts',    '-',   'all', 'all', 'all',  '-',     'all',  '-'],
  ['settings',    'all', 'all', 'all', 'all',  '-',     'all',  '-'],
]

describe('what each role reads', () => {
  it('is exactly what the table says', () => {
    const found = ledgers.map((one) => [
      one.name,
      ...roleNames.map((role) => {
        const grant = one.reads[role]
        return grant === undefined || grant === 'all' ? (grant ?? '-') : Object.keys(grant)[0]
      }),
    ])
    expect(found).to.have.deep.members(reads.map((row) => [...row]))
  })

  it('shows a kiosk no personal field', () => {
    for (const one of ledgers) {
      const grant = one.reads.kiosk
      if (grant === undefined) continue
      const shown =
        typeof grant === 'object' && 'shows' in grant ? grant.shows : Object.keys(one.fields)
      const personal = shown.filter((key) => one.fields[key]?.personal)
      expect(personal, one.name).to.deep.equal([])
    }
  })
})
