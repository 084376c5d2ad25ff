/** The log: an error stands in it whole, and no secret does. */
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  let text = ''
  const log = createLog('error', new Writable({ write: (chunk: Buffer, _encoding, done) => ((text += chunk.toString()), done()) }))
  write(log)
  return JSON.parse(text) as Record<string, unknown>
}

test('an error is logged with its message, stack and causes', () => {
  const error = new Error('the outer', { cause: new TypeError('the inner') })
  expect(logged((log) => log.error({ error }, 'a request failed'))).toMatchObject({
    msg: 'a request failed',
    error: {
      type: 'Error',
      message: 'the outer',
      stack: expect.stringContaining('log.test.ts'),
      cause: { type: 'TypeError', message: 'the inner', stack: expect.stringContaining('log.test.ts') },
    },
  })
})

test('no password of an address, and no value of a query, comes with it', () => {
  const error = Object.assign(new Error('could not reach postgres://unpick:s3cret@10.0.0.1:5432/unpick or redis://:s3cret@h'), {
    code: '23505',
    detail: 'Key (email)=(somebody@example.org) already exists.',
    parameters: ['s3cret'],
  })
  const line = JSON.stringify(logged((log) => log.error({ error, password: 's3cret' }, 'x')))
  expect(line).not.toMatch(/s3cret|somebody@/)
  expect(line).toContain('23505')
  expect(JSON.stringify(logged((log) => log.error({ error: 'https://a:s3cret@h/' }, 'x')))).not.toContain('s3cret')
})

test('an error that causes itself ends', () => {
  const error = new Error('round')
  error.cause = error
  expect(JSON.stringify(logged((log) => log.error({ error }, 'x'))).length).toBeLessThan(30_000)
})
