/** Whether the database is away: what PostgreSQL and its connection say, and nothing that a web server or a question does. */
import { expect, test } from 'vitest'
import { isDatabaseAway } from '../../src/db/client.ts'
import { UnavailableError } from '../../src/errors.ts'

const withCode = (message: string, fields: object) => Object.assign(new Error(message), fields)
test.each([
  ['no server', withCode('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED', syscall: 'connect' })],
  ['one that starts', withCode('the database system is starting up', { code: '57P03', severity: 'FATAL' })],
  ['one that is shut down', withCode('terminating connection due to administrator command', { code: '57P01', severity: 'FATAL' })],
  ['a connection that breaks', new Error('Connection terminated unexpectedly')],
  ['a pool in vain', new Error('timeout exceeded when trying to connect')],
  ['too many connections', withCode('sorry, too many clients already', { code: '53300', severity: 'FATAL' })],
  ['one as the cause of another', new Error('Migration failed', { cause: withCode('x', { code: '57P03', severity: 'FATAL' }) })],
  ['several addresses', new AggregateError([withCode('x', { code: 'ECONNREFUSED', syscall: 'connect' })])],
])('%s: it is', (_what, error) => expect(isDatabaseAway(error)).toBe(true))
test.each([
  [
    'a web server that is down',
    new UnavailableError('example.org could not be reached', { cause: withCode('x', { code: 'ECONNREFUSED', syscall: 'connect' }) }),
  ],
  ['a constraint', withCode('duplicate key', { code: '23505', severity: 'ERROR' })],
  ['a bug', new TypeError('x is undefined')],
  ['a file that is missing', withCode('no such file', { code: 'ENOENT', syscall: 'open' })],
  ['nothing', undefined],
  ['a text', 'ECONNREFUSED'],
])('%s: it is not', (_what, error) => expect(isDatabaseAway(error)).toBe(false))
