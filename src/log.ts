/** Log: one JSON line an event on standard error, with secrets taken out. */
import pino from 'pino'

export type Log = pino.Logger

const LONGEST_STACK = 4_000
const DEEPEST = 4
/** Addresses with a password in them, whatever they lead to. */
const WITH_PASSWORD = /\b([a-z][a-z+.-]*:\/\/)[^\s/@]+@/gi
const withoutPasswords = (text: string): string => text.replace(WITH_PASSWORD, '$1[removed]@')

/** An error as a log has it: what it is, where it came from, and what caused it; none of what else a library hung on it, such as values of a query. */
function errorIn(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return withoutPasswords(String(error))
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: withoutPasswords(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: withoutPasswords((error.stack ?? '').slice(0, LONGEST_STACK)),
    ...(error.cause !== undefined && depth < DEEPEST ? { cause: errorIn(error.cause, depth + 1) } : {}),
  }
}

/** A logger. Errors stand in it whole. Passwords, tokens and whole connection addresses never reach it. */
export function createLog(level: string, to: pino.DestinationStream = pino.destination({ dest: 2, sync: false })): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { error: (error: unknown) => errorIn(error) },
      redact: {
        paths: [
          'password',
          '*.password',
          'token',
          '*.token',
          'authorization',
          '*.authorization',
          'cookie',
          '*.cookie',
          'databaseUrl',
          'redisUrl',
          'connectionString',
          '*.connectionString',
        ],
        censor: '[removed]',
      },
    },
    to,
  )
}
