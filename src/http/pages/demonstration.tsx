/** /demonstration: the made-up documents, served as any publisher serves theirs, and what the demonstration is. */
import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { Hono } from 'hono'
import { NotFoundError } from '../../errors.ts'
import { Layout } from '../components/layout.tsx'

const FOLDER = join(import.meta.dirname, '../../../samples/site')
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.csv': 'text/csv; charset=utf-8' }

export function DemonstrationPage() {
  return (
    <Layout title="The demonstration">
      <div class="wrap page stack prose">
        <h1>The demonstration</h1>
        <p class="lead">
          So that you can see how Unpick works before there is real evidence in it, it comes with sixteen made-up documents. They are fetched, sealed, read,
          reviewed and published in the same way as real ones.
        </p>
        <p>
          Every company, scheme, publisher and report in them is invented; the towns of the shops are real, the shops are not. Read them:{' '}
          <a href="/demonstration/">the made-up documents</a>.
        </p>
        <h2>Remove it and start for real</h2>
        <p>On the machine that runs this Unpick, in its folder:</p>
        <p>
          <code>npx unpick demonstration --remove</code>
        </p>
        <p>That takes away everything made up, and nothing else. Then add a first document:</p>
        <p>
          <code>npx unpick add https://…</code>
        </p>
      </div>
    </Layout>
  )
}

export function demonstrationPages(): Hono {
  return new Hono()
    .get('/about', (c) => c.html(<DemonstrationPage />))
    .get('/*', async (c) => {
      const path = decodeURIComponent(c.req.path).replace(/^\/demonstration/, '')
      const wanted = join(FOLDER, path.endsWith('/') || path === '' ? join(path, 'index.html') : path)
      const real = await realpath(wanted).catch(() => null)
      const type = TYPES[extname(wanted)]
      if (real === null || type === undefined || !real.startsWith((await realpath(FOLDER)) + sep))
        throw new NotFoundError('There is no made-up document at this address.')
      return c.body(new Uint8Array(await readFile(real)), 200, { 'Content-Type': type })
    })
}
