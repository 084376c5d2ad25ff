/** A local site: what a test serves, on loopback, and a record of what was asked for. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { afterAll } from 'vitest'

export type LocalSite = { readonly origin: string; readonly host: string; readonly asked: string[]; readonly close: () => Promise<void> }
export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Serves `answers` by path; a missing path is a 404. Everything is closed after the file. */
export async function localSite(answers: Readonly<Record<string, Answer | string>> | Answer): Promise<LocalSite> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    asked.push(request.url ?? '/')
    const answer = typeof answers === 'function' ? answers : answers[path]
    if (answer === undefined) response.writeHead(404).end('not here')
    else if (typeof answer === 'string') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer)
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  afterAll(close)
  return { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, asked, close }
}
