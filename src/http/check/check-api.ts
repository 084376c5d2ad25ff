/** /api/v1/checks: a list of suppliers is checked. Nothing of it is written down. */
import { setImmediate as breathe } from 'node:timers/promises'
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { correctColumns } from '../../checks/correct-columns.ts'
import type { RunningCheck } from '../../checks/running.ts'
import { ForbiddenError } from '../../errors.ts'
import { CheckReport } from '../../model/check.ts'
import { fieldsOf } from '../components/field.tsx'
import { WorkHeaders, workOf } from '../give/gate.ts'
import { invalidHook, ok, refuses } from '../validate.ts'
import type { CheckPageDeps } from './deps.ts'
import { forgetList, openCheck } from './open-check.ts'
import { takeList } from './take-list.ts'

const State = z
  .object({
    id: z.string().describe('A secret: whoever has it sees the list. Forgotten after an hour'),
    url: z.string().describe('The same as a page'),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    done: z.number().int(),
    of: z.number().int(),
    problem: z.string().nullable(),
    report: CheckReport.nullable().describe('Once it is done'),
  })
  .meta({ id: 'Check' })
const Params = z.object({ id: z.string().max(100) })

const create = createRoute({
  method: 'post',
  path: '/checks',
  operationId: 'createCheck',
  tags: ['checks'],
  summary: 'Checks a list of suppliers against what is published',
  description:
    'Send a CSV, XLSX, XLS, ODS or PDF as the body, or as `file` of a form. A form may name the columns too: `name`, `otherName`, `country`, `address`, `city`; an empty one says that there is none.',
  request: {
    headers: WorkHeaders,
    body: {
      required: true,
      content: {
        'text/csv': { schema: z.string() },
        'application/octet-stream': { schema: z.any() },
        'multipart/form-data': { schema: z.object({ file: z.any(), name: z.string().optional(), country: z.string().optional() }) },
      },
    },
  },
  responses: { 202: { description: 'It runs; ask for it by its id', content: { 'application/json': { schema: State } } }, ...refuses.invalid },
})
const get = createRoute({
  method: 'get',
  path: '/checks/{id}',
  operationId: 'getCheck',
  tags: ['checks'],
  summary: 'How far a check is, and what it found',
  request: { params: Params },
  responses: { ...ok('Its state, and its report once it is done', State), ...refuses.notFound },
})
const forget = createRoute({
  method: 'delete',
  path: '/checks/{id}',
  operationId: 'forgetCheck',
  tags: ['checks'],
  summary: 'Forgets a list at once, also one that is kept, with its watch and all that the watch was told',
  request: { params: Params },
  responses: { 204: { description: 'It is forgotten' } },
})

/** So many rows of a report are written at once; others are answered in between. */
const A_PIECE = 200

/** A state with a long report as JSON, in pieces. */
async function* piecesOf(state: z.infer<typeof State>, { rows, ...report }: CheckReport): AsyncGenerator<string> {
  const [head, tail] = JSON.stringify({ ...state, report: { ...report, rows: [] } }).split('"rows":[]') as [string, string]
  yield `${head}"rows":[`
  for (let i = 0; i < rows.length; i += A_PIECE) {
    yield (i > 0 ? ',' : '') + JSON.stringify(rows.slice(i, i + A_PIECE)).slice(1, -1)
    await breathe()
  }
  yield `]${tail}`
}

/** The routes; without deps (for the description of the API) they refuse everybody. */
export function checkApi(deps: CheckPageDeps | null) {
  const here = (): CheckPageDeps => {
    if (!deps) throw new ForbiddenError('Nothing is checked here.')
    return deps
  }
  const stateOf = ({ token, state, done, of, problem, report }: RunningCheck) => ({
    id: token,
    url: `${here().origin}/checks/${token}`,
    state,
    done,
    of,
    problem,
    report,
  })
  const app = new OpenAPIHono({ defaultHook: invalidHook })
  app.openAPIRegistry.registerPath(create)
  app.post('/checks', async (c) => {
    const { gate, room, readTable } = here()
    gate.admit(workOf(c))
    const isForm = (c.req.header('content-type') ?? '').startsWith('multipart/form-data')
    const form: Record<string, unknown> = isForm ? await c.req.parseBody() : { file: new File([new Uint8Array(await c.req.arrayBuffer())], 'list') }
    const { title, table } = await takeList(readTable, form['file'], fieldsOf(form)('names'))
    const given = Object.fromEntries(
      ['name', 'otherName', 'country', 'address', 'city'].flatMap((role) => (typeof form[role] === 'string' ? [[role, form[role] as string]] : [])),
    )
    const columns = correctColumns(table, given)
    c.header('Cache-Control', 'no-store')
    return c.json(stateOf(room.start(title, table, { columns })), 202)
  })
  return app
    .openapi(get, async (c) => {
      c.header('Cache-Control', 'no-store')
      const state = stateOf(await openCheck(here(), c.req.valid('param').id))
      if (state.report === null || state.report.rows.length <= A_PIECE) return c.json(state, 200)
      c.header('Content-Type', 'application/json')
      return c.body(ReadableStream.from(piecesOf(state, state.report)).pipeThrough(new TextEncoderStream())) as never
    })
    .openapi(forget, async (c) => {
      await forgetList(here(), c.req.valid('param').id)
      return c.body(null, 204)
    })
}
