/** That every benchmark runs to its end and prints figures; how large they are is nobody's test. */
import { expect } from 'chai'
import { run } from './running.ts'

describe('npm run bench', () => {
  it('measures acts, lists, verification, papers, exports and packs beside their floors', async () => {
    const { code, says } = await run('bench', ['--quick'])
    expect(code, says).to.equal(0)
    const titles = [...says.matchAll(/^## (.*)$/gm)].map(([, title]) => title ?? '')
    const parts = [
      'An act',
      'sequential act',
      '64 acts at once',
      'long list',
      'Verifying 1500',
      'certificate',
      'long list away',
      'A pack of',
    ]
    for (const part of parts) {
      expect(
        titles.some((title) => title.includes(part)),
        part,
      ).to.equal(true)
    }
    const rows = says
      .split('\n')
      .filter((line) => /^\| [^|]+\| [^|]+ (ms|\/s|MB\/s|MB) \|/.test(line))
    expect(rows.length).to.be.greaterThan(30)
    for (const form of ['csv', 'xlsx', 'pdf']) {
      expect(says).to.match(new RegExp(`^\\| ${form}, memory .* × the ceiling \\|$`, 'm'))
    }
    const sound = (row: string) => {
      const [, what = '', figure = ''] = row.split('|')
      const value = Number(figure.trim().split(' ')[0]?.replaceAll(',', ''))
      // So little may be held that none of it shows; nothing takes no time.
      return what.includes('memory') || what.includes('heap') ? value >= 0 : value > 0
    }
    expect(
      rows.filter((row) => !sound(row)),
      says,
    ).to.deep.equal([])
  })

  it('runs only the parts it is asked for, and none it does not know', async () => {
    const { code, says } = await run('bench', ['--quick', 'verify'])
    expect(code, says).to.equal(0)
    expect(says).to.contain('## Verifying').and.not.to.contain('## An act')
    const unknown = await run('bench', ['--quick', 'speed'])
    expect([unknown.code, unknown.says.split('\n')[0]]).to.deep.equal([
      2,
      'There is no part speed.',
    ])
  })
})
