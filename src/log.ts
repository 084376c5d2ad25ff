/** Log: one JSON line an event on standard error, with secrets taken out. */
import pino from 'pino'

export type Log = pino.Logger

/** A logger. Passwords, tokens and whole connection addresses never reach it. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
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
    pino.destination({ dest: 2, sync: false }),
  )
}
