/** The board of queues: bull-board, for whoever runs this Unpick. It shows and moves jobs; what is due stands in PostgreSQL all the same. */
import { createRequire } from 'node:module'
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { dirname } from 'node:path'
import type { DeskDeps } from './deps.ts'

export const BOARD = '/desk/queues'

/** The board, made at its first visit, when the queues are opened. */
export function boardRoutes({ openQueues }: Pick<DeskDeps, 'openQueues'>): Hono {
  let board: Promise<Hono> | null = null
  const make = async (): Promise<Hono> => {
    const { all } = await openQueues()
    const adapter = new HonoAdapter(serveStatic)
    adapter.setBasePath(BOARD)
    const ui = dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json'))
    createBullBoard({
      queues: all.map((queue) => new BullMQAdapter(queue)),
      serverAdapter: adapter,
      options: { uiBasePath: ui, uiConfig: { boardTitle: 'Unpick queues' } },
    })
    return new Hono().route(BOARD, adapter.registerPlugin())
  }
  return new Hono().all('/*', async (c) => {
    board ??= make().catch((error: unknown) => {
      board = null
      throw error
    })
    return await (await board).fetch(c.req.raw)
  })
}
