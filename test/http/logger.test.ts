/** The log is read by more people than the ledgers are, so it must know less. */
import { expect } from 'chai'
import { createLogger } from '../../server/logger.ts'

describe('the log', () => {
  it('tells what went wrong and where, but not of whom', () => {
    const lines: string[] = []
    const logger = createLogger('info', { write: (line: string) => void lines.push(line) })
    const failed = Object.assign(
      new Error('E11000 duplicate key', { cause: new TypeError('why') }),
      {
        code: 11_000,
        writeErrors: [{ err: { op: { facts: { visitor: { name: '秘匿 太郎' } } } } }],
      },
    )
    logger.error({ err: failed, reference: 'abc' })
    expect(lines).to.have.length(1)
    const [line = ''] = lines
    expect(line).not.to.include('秘匿')
    const { err, reference } = JSON.parse(line) as {
      err: { message: string; code: number; stack: string; cause: { message: string } }
      reference: string
    }
    expect([err.message, err.code, err.cause.message]).to.deep.equal([
      'E11000 duplicate key',
      11_000,
      'why',
    ])
    expect(err.stack).to.include('logger.test')
    expect(reference).to.equal('abc')
  })
})
