/** The address that is printed on labels: one that others than this machine find. */
import { expect } from 'chai'
import { homeOf } from '../../client/labels/home.ts'

const tablets = ['https://192.168.1.20:3443', 'https://10.0.0.5:3443']
const named = 'https://daicho.example'

interface Told {
  readonly addresses: string[]
  readonly publicUrl?: string
}

/* prettier-ignore */
const cases: readonly [string, string, Told | undefined, string, boolean][] = [
  ['the public address before all',        'https://10.0.0.5:3443', { addresses: tablets, publicUrl: named }, named,                   true],
  ['on the server the tablets’ address',   'http://127.0.0.1:3000', { addresses: tablets },                   'https://192.168.1.20:3443', true],
  ['under its name as well',               'https://localhost:3443', { addresses: tablets },                  'https://192.168.1.20:3443', true],
  ['and in its other notation',            'http://[::1]:3000',     { addresses: tablets },                   'https://192.168.1.20:3443', true],
  ['the own address where tablets work',   'https://10.0.0.5:3443', { addresses: tablets },                   'https://10.0.0.5:3443',   true],
  ['not one without HTTPS when there is',  'http://10.0.0.5:3000',  { addresses: tablets },                   'https://192.168.1.20:3443', true],
  ['one without HTTPS when there is none', 'http://10.0.0.5:3000',  { addresses: [] },                        'http://10.0.0.5:3000',    true],
  ['the own when nothing is answered',     'https://10.0.0.5:3443', undefined,                                'https://10.0.0.5:3443',   true],
  ['alone when there is no other',         'http://127.0.0.1:3000', { addresses: [] },                        'http://127.0.0.1:3000',   false],
  ['alone when tablets have none either',  'http://127.0.0.1:3000', { addresses: ['https://127.0.0.1:3443'] }, 'https://127.0.0.1:3443', false],
]

describe('the address on labels', () => {
  for (const [says, here, reach, origin, shared] of cases) {
    it(`is ${says}`, () => {
      const told = reach && { open: true, ...reach }
      expect(homeOf(told, new URL(here))).to.deep.equal({ origin, shared })
    })
  }
})
