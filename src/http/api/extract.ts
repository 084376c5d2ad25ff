/** POST /api/v1/extract: what a text or file would yield, for researchers. Nothing is stored. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Accounts } from '../../accounts/accounts.ts'
import { ForbiddenError, InvalidError } from '../../errors.ts'
import { type ExtractInput, type ExtractText, Extraction } from '../../model/extraction.ts'
import { known, needs, ownForms } from '../account/guard.ts'
import { readJson } from '../json.ts'
import { ok, refuses } from '../validate.ts'

/** Who asks, and what reads and searches. */
export type ExtractDeps = { readonly extract: ExtractText; readonly accounts: Accounts; readonly origin: string }

const LONGEST_TEXT = 5_000_000
const Body = z.object({ text: z.string().min(1).max(LONGEST_TEXT).describe('Plain text or Markdown') })
const extract = createRoute({
  method: 'post',
  path: '/extract',
  operationId: 'extract',
  tags: ['extract'],
  summary: 'Organisations, programmes and candidate claims in a text or file, each with its place; nothing is stored',
  description:
    'For researchers: send a key with the scope `extract` (from `/account`, or `unpick key`) as `Authorization: Bearer …`. Send JSON with `text`, a form with one `file`, or the bytes of a file with its media type.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: Body },
        'multipart/form-data': { schema: z.object({ file: z.any().describe('HTML, PDF, DOCX, XLSX, CSV, mail, text, feeds or JSON') }) },
        'application/octet-stream': { schema: z.any() },
      },
    },
  },
  responses: { ...ok('What was found', Extraction), ...refuses.invalid, ...refuses.forbidden },
})

/** The route; without deps (for the description of the API) it refuses everybody. */
export function extractApi(deps: ExtractDeps | null) {
  const app = new OpenAPIHono()
  app.openAPIRegistry.registerPath(extract)
  if (deps) app.use('/extract', ...ownForms(deps.origin), known(deps.accounts), needs('extract'))
  app.post('/extract', async (c) => {
    if (!deps) throw new ForbiddenError('There is no desk here.')
    return c.json(await deps.extract(await inputOf(c)), 200)
  })
  return app
}

async function inputOf(c: Context): Promise<ExtractInput> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json') {
    const parsed = Body.safeParse(readJson(await c.req.text(), 'The body'))
    if (!parsed.success) throw new InvalidError(`Send {"text": "…"} with at most ${LONGEST_TEXT / 1e6} million letters, or a file.`)
    return textInput(parsed.data.text)
  }
  if (type === 'multipart/form-data') return await fileInput((await c.req.parseBody())['file'])
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  if (bytes.length === 0) throw new InvalidError('There is nothing in this request: send a text or a file.')
  return { bytes, mediaType: c.req.header('content-type') ?? '', fileName: 'file' }
}

/** A typed text as a file would hold it. */
export const textInput = (text: string): ExtractInput => ({
  bytes: new TextEncoder().encode(text),
  mediaType: 'text/plain; charset=utf-8',
  fileName: 'text.txt',
})

/** A form's file. @throws InvalidError when there is none */
export async function fileInput(file: unknown): Promise<ExtractInput> {
  if (!(file instanceof File) || file.size === 0) throw new InvalidError('There is no file in this form: choose one.')
  const mediaType = file.type === 'application/octet-stream' ? '' : file.type
  return { bytes: new Uint8Array(await file.arrayBuffer()), mediaType, fileName: file.name || 'file' }
}
