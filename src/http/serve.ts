/** Serve: the web process listens, and stops without cutting anyone off. */
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { ConflictError } from '../errors.ts'

/**
 * Listens on the port.
 * @throws ConflictError when it is taken
 */
export function listen(app: Hono, options: { port: number; bind: string }): Promise<{ port: number; stop: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: options.port, hostname: options.bind }, (address) => {
      server.off('error', fail)
      server.on('error', () => undefined) // a connection that cannot be taken (too many open files) ends nothing else
      resolve({
        port: address.port,
        stop: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeIdleConnections' in server) server.closeIdleConnections()
          }),
      })
    })
    const fail = (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new ConflictError(`Port ${options.port} is taken by another program. Stop it, or choose another with PORT=3001.`)
          : error.code === 'EACCES'
            ? new ConflictError(`Port ${options.port} may not be used by this user. Choose one above 1023 with PORT.`)
            : error,
      )
    }
    server.once('error', fail)
  })
}
