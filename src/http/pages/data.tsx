/** /data, /docs, /lists: open data, the API in words, and official lists. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { OfficialListRecord } from '../../model/profile.ts'
import { getOfficialList, listOfficialLists } from '../../publish/read-queries.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'
import { safeHref } from '../safe-href.ts'

/** The committed document of the API. */
export const OPENAPI_FILE = join(import.meta.dirname, '../../../openapi.json')

type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly description?: string
    readonly required?: boolean
    readonly schema?: { readonly description?: string }
  }[]
}
type Api = { readonly info: { readonly description: string }; readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

export function DocsPage({ api }: { readonly api: Api }) {
  return (
    <Layout title="API">
      <div class="wrap page stack prose">
        <h1>The API</h1>
        <p class="lead">{api.info.description}</p>
        <p>
          Everything below stands under <code>/api/v1</code>. For programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
        </p>
        {Object.entries(api.paths).map(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => (
            <section class="stack tight operation" id={operation.operationId}>
              <h2>
                <code>
                  {method.toUpperCase()} {path}
                </code>
              </h2>
              <p>{operation.summary}.</p>
              {operation.parameters && (
                <dl class="record">
                  {operation.parameters.map((parameter) => (
                    <>
                      <dt>
                        <code>{parameter.name}</code>
                      </dt>
                      <dd>
                        {parameter.description ?? parameter.schema?.description ?? (parameter.in === 'path' ? 'which one' : '')}
                        {parameter.required ? ' (needed)' : ''}
                      </dd>
                    </>
                  ))}
                </dl>
              )}
            </section>
          )),
        )}
      </div>
    </Layout>
  )
}

export function DataPage({ contact }: { readonly contact: string }) {
  return (
    <Layout title="Data and API" here="/data">
      <div class="wrap page stack prose">
        <h1>Data and API</h1>
        <p class="lead">Everything on these pages is also there as data, with the same quotes and the same sealed copies.</p>
        <p>
          <a href="/docs">The API in words</a>, and <a href="/api/v1/openapi.json">for programs</a>. Our own data is under CC BY 4.0; quotes are short and stay
          with their sources; official lists are facts. Towns come from GeoNames (CC BY 4.0).
        </p>
        <h2>Check a quote yourself</h2>
        <ol>
          <li>
            Take the claim from <code>/api/v1/claims/…</code>: it gives the quote, its <code>start</code> and <code>end</code>, and the SHA-256 of the sealed
            copy.
          </li>
          <li>
            Take the text from <code>/api/v1/captures/…/text</code>. The piece between <code>start</code> and <code>end</code>, counted in Unicode code points,
            is the quote, letter for letter.
          </li>
          <li>
            Where the licence allows, download the sealed bytes from the copy’s page: <code>sha256sum</code> gives the number in its address.
          </li>
        </ol>
        <h2>Check that nothing was changed</h2>
        <p>
          Every real sealed copy, decision and response is a leaf of a ledger that can only grow (a Merkle tree, RFC 6962). Its head is signed and public:{' '}
          <a href="/api/v1/ledger/head">the newest head</a>. Keep one: <code>/api/v1/ledger/consistency?from=…</code> shows later that the ledger you saw is the
          beginning of the one there is. <code>/api/v1/ledger/proof/…</code> with the id of a decision or capture gives a file that{' '}
          <code>npx unpick verify --proof file.json</code> checks offline. Nothing made up for the demonstration is in it.
        </p>
        <h2>What is kept of you</h2>
        <p>Nothing. No cookie, no tracker, no address in a log. A place you look up is looked up here.</p>
        <h2 id="wrong">Something wrong here?</h2>
        <p>
          A company answers from the page of the claim, without an account. Anybody else: tell whoever runs this Unpick:{' '}
          {safeHref(contact) ? <a href={contact}>{contact}</a> : contact}. Name the claim’s address and what is wrong with it. A company’s answer is published
          beside the claim, at the same size. What turns out wrong is withdrawn, and its page says so.
        </p>
      </div>
    </Layout>
  )
}

export function ListsPage({ lists }: { readonly lists: readonly OfficialListRecord[] }) {
  return (
    <Layout title="Official lists" madeUp={madeUpOf(lists)}>
      <div class="wrap page stack">
        <h1>Official lists</h1>
        <ul class="list">
          {lists.map((list) => (
            <li>
              <h2>
                <a href={`/lists/${list.slug}`}>{list.name}</a>
                <MadeUpMark of={list} />
              </h2>
              <p>{list.effect}</p>
              <p class="soft small">
                {list.publisher} · {countText(list.entries.length, 'entry', 'entries')} here
              </p>
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  )
}

export function ListPage({ list }: { readonly list: OfficialListRecord }) {
  const href = safeHref(list.url)
  return (
    <Layout title={list.name} madeUp={madeUpOf([list, ...list.entries.map(({ organisation }) => organisation)])}>
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="soft">Official list · {list.publisher}</p>
          <h1>
            {list.name}
            <MadeUpMark of={list} />
          </h1>
          <p class="lead">{list.effect}</p>
        </div>
        {list.note && <p class="card">{list.note}</p>}
        {href && (
          <p>
            <a href={href} rel="noopener noreferrer">
              The list at its own address
            </a>
          </p>
        )}
        <section class="stack tight" aria-labelledby="entries">
          <h2 id="entries">{countText(list.entries.length, 'entry', 'entries')} here</h2>
          <ul class="plain two-columns">
            {list.entries.map((entry) => (
              <li>
                <a class="who" href={`/organisations/${entry.organisation.id}`}>
                  {entry.organisation.name}
                </a>
                <MadeUpMark of={entry.organisation} />
                <span class="small soft">
                  <a href={`/claims/${entry.claim}`}>evidence</a>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Layout>
  )
}

export function dataPages({ db, contact }: WebDeps): Hono {
  const openapi = readFileSync(OPENAPI_FILE, 'utf8')
  return new Hono()
    .get('/api/v1/openapi.json', (c) => c.body(openapi, 200, { 'Content-Type': 'application/json' }))
    .get('/docs', (c) => c.html(<DocsPage api={JSON.parse(openapi) as Api} />))
    .get('/data', (c) => c.html(<DataPage contact={contact} />))
    .get('/lists', async (c) => c.html(<ListsPage lists={await listOfficialLists(db)} />))
    .get('/lists/:slug', async (c) => c.html(<ListPage list={await getOfficialList(db, c.req.param('slug'))} />))
}
