/** /desk/columns: a list whose columns somebody has to say: the guess at each with its reason, what would follow, and keeping it. */
import { Hono } from 'hono'
import { InvalidError, NotFoundError } from '../../errors.ts'
import type { SupplierTable } from '../../model/check.ts'
import { ColumnMapping, MAPPED_ROLES, type MappedColumns, type MappedRole } from '../../model/mapping.ts'
import { guessList } from '../../names/guess-columns.ts'
import { furtherRole, roleOfHeading } from '../../names/list-headings.ts'
import { mappedSites } from '../../read/list-claims.ts'
import type { ListedSite } from '../../read/list-rows.ts'
import { type MappableDocument, dropMapping, findMappable, keepMapping, listOfficialLists } from '../../read/mapping-queries.ts'
import { phrase } from '../../words/language.ts'
import { needs, personOf } from '../account/guard.ts'
import { Choose, Field, fieldsOf } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { hiddenFrom } from './confidential.ts'
import type { DeskDeps } from './deps.ts'

const ROLE_WORDS: Readonly<Record<MappedRole, string>> = {
  name: 'Name of the site or supplier',
  otherName: 'Name in another script, or trading name',
  country: 'Country',
  address: 'Address',
  city: 'City',
  province: 'Province or state',
  owner: 'Who owns the site',
  product: 'What is bought',
  type: 'Kind of site',
  tier: 'Tier',
}
const SHOWN_ROWS = 5
const SHOWN_CLAIMS = 10
const LONGEST_CELL = 80

type Guess = { readonly columns: MappedColumns; readonly why: Readonly<Partial<Record<MappedRole, string>>> }

/** The guess at each column, and why. */
function guessOf(table: SupplierTable): Guess {
  const { columns, isSure } = guessList(table)
  const whyOf = (role: MappedRole, heading: string): string =>
    roleOfHeading(heading)?.role === role || furtherRole(heading)?.role === role
      ? 'Guessed from its heading.'
      : role === 'name' && !isSure
        ? 'Only a guess: it is the column that was left.'
        : 'Guessed from what is in it.'
  const picked = Object.fromEntries(MAPPED_ROLES.map((role) => [role, columns[role] ?? null])) as MappedColumns
  return { columns: picked, why: Object.fromEntries(MAPPED_ROLES.flatMap((role) => (picked[role] ? [[role, whyOf(role, picked[role])]] : []))) }
}

type ColumnsProps = {
  readonly document: MappableDocument
  readonly table: SupplierTable
  readonly lists: Awaited<ReturnType<typeof listOfficialLists>>
  readonly guess: Guess
  readonly chosen: ColumnMapping | null
  readonly sites: readonly ListedSite[] | null
  readonly problem: string | null
}

function ColumnsPage({ document, table, lists, guess, chosen, sites, problem }: ColumnsProps) {
  const at = `/desk/columns/${document.id}`
  const columns = chosen?.columns ?? document.mapping?.columns ?? guess.columns
  const isOfficial = document.accepts === 'official list'
  const said = chosen ?? document.mapping
  const list = said ? said.list : isOfficial ? (lists[0]?.slug ?? null) : null
  const buyer = said ? said.buyer : document.sourceId === null || isOfficial ? null : document.publisher
  const headings = table.headings.map((heading) => [heading, heading.slice(0, LONGEST_CELL) || 'without a heading'] as const)
  return (
    <Layout title={phrase('Columns of {title}', { title: document.title })}>
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>Which column is what?</h1>
        <p class="soft">
          {document.title} · {document.publisher}
          {document.sourceTitle && phrase(' · source: {source}', { source: document.sourceTitle })}
        </p>
        {document.problem && <p role="status">{document.problem}</p>}
        {problem && (
          <p role="alert">
            <b>{problem}</b>
          </p>
        )}
        <section class="stack tight" aria-labelledby="rows">
          <h2 id="rows">What is in it</h2>
          <p class="small soft">
            {countText(table.rows.length, 'row')}. {phrase('The first {count}:', { count: Math.min(SHOWN_ROWS, table.rows.length) })}
          </p>
          <div class="scroll" tabindex={0} role="group" aria-label="The first rows">
            <table>
              <thead>
                <tr>
                  {table.headings.map((heading) => (
                    <th scope="col">{heading}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.slice(0, SHOWN_ROWS).map(({ cells }) => (
                  <tr>
                    {table.headings.map((_, i) => (
                      <td>{(cells[i] ?? '').slice(0, LONGEST_CELL)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <form method="post" action={at} class="stack prose">
          <Choose
            name="list"
            label="What does each row say?"
            options={[['', 'Somebody buys from it'], ...lists.map(({ slug, name }) => [slug, phrase('It is on the official list: {name}', { name })] as const)]}
            chosen={list}
          />
          <Field
            name="buyer"
            label="Who buys from each of these?"
            value={buyer}
            most={200}
            hint="The brand or company whose list it is, by its usual name. Leave it empty for an official list."
          />
          <fieldset class="stack tight">
            <legend>Columns</legend>
            {MAPPED_ROLES.map((role) => (
              <>
                <Choose
                  name={role}
                  id={`role-${role}`}
                  label={ROLE_WORDS[role]}
                  options={[...(role === 'name' ? [] : [['', 'not in this list'] as const]), ...headings]}
                  chosen={columns[role]}
                />
                {guess.why[role] && guess.columns[role] === columns[role] && <span class="small soft">{guess.why[role]}</span>}
              </>
            ))}
          </fieldset>
          <p class="line">
            <button name="do" value="show" class="button quiet">
              Show what follows
            </button>{' '}
            <button name="do" value="keep">
              Keep it
            </button>
          </p>
          <p class="small soft">
            {document.sourceId === null
              ? 'It is kept for this document, on record under your pseudonym. People review each claim.'
              : 'It is kept for this source, on record under your pseudonym, and reads its next editions too. People review each claim.'}
          </p>
        </form>
        {sites && <Following sites={sites} rows={table.rows.length} buyer={buyer} list={lists.find(({ slug }) => slug === list)?.name ?? null} />}
        {document.mapping && (
          <form method="post" action={at}>
            <button name="do" value="forget" class="button quiet small">
              Forget what was said of these columns
            </button>
          </form>
        )}
      </div>
    </Layout>
  )
}

type FollowingProps = { readonly sites: readonly ListedSite[]; readonly rows: number; readonly buyer: string | null; readonly list: string | null }

function Following({ sites, rows, buyer, list }: FollowingProps) {
  const closed = sites.filter(({ isClosed }) => isClosed).length
  return (
    <section class="stack tight" aria-labelledby="follows" role="status">
      <h2 id="follows">What follows</h2>
      <p>
        {buyer
          ? phrase('{claims} that {buyer} buys from a site, out of {rows}', {
              claims: countText(sites.length - closed, 'claim'),
              buyer,
              rows: countText(rows, 'row'),
            })
          : phrase('{claims} that somebody is on a list, out of {rows}', { claims: countText(sites.length, 'claim'), rows: countText(rows, 'row') })}
        {buyer && closed > 0 && phrase('; {closed} closed sites are left out', { closed })}.
      </p>
      <ol>
        {sites.slice(0, SHOWN_CLAIMS).map((site) => (
          <li>
            {buyer ? (
              <>
                <b>{buyer}</b> buys from <b>{site.name}</b>
              </>
            ) : (
              <>
                <b>{site.name}</b> is on <b>{list}</b>
              </>
            )}
            {[site.place, site.country].some(Boolean) && <span class="soft"> ({[site.place, site.country].filter(Boolean).join(', ')})</span>}
            {site.product && <span class="soft">, {site.product}</span>}
            {site.tier && <span class="soft">, tier {site.tier}</span>}
            {site.owner && <span class="soft">; owned by {site.owner}</span>}
          </li>
        ))}
      </ol>
      {sites.length > SHOWN_CLAIMS && <p class="small soft">{phrase('and {more} more', { more: sites.length - SHOWN_CLAIMS })}</p>}
    </section>
  )
}

/** The routes below /desk/columns. */
export function columnsPages({ whole, store, readTable, now }: DeskDeps): Hono {
  async function open(id: string, person: Parameters<typeof hiddenFrom>[1]): Promise<Pick<ColumnsProps, 'document' | 'table' | 'lists'>> {
    const document = await findMappable(whole, id)
    if (!document || (await hiddenFrom(whole, person)).has(id)) throw new NotFoundError('There is no such document, or it is not sealed yet.')
    return { document, table: await readTable(await store.get(document.sha256)), lists: await listOfficialLists(whole) }
  }
  return new Hono()
    .use(needs('add'))
    .get('/:id', async (c) => {
      const opened = await open(c.req.param('id'), personOf(c))
      return c.html(<ColumnsPage {...opened} guess={guessOf(opened.table)} chosen={null} sites={null} problem={null} />)
    })
    .post('/:id', async (c) => {
      const field = fieldsOf(await c.req.parseBody())
      const opened = await open(c.req.param('id'), personOf(c))
      const { document, table } = opened
      if (field('do') === 'forget') {
        await dropMapping(whole, document, personOf(c).pseudonym)
        return c.redirect(`/desk/columns/${document.id}`, 303)
      }
      const said = ColumnMapping.safeParse({
        buyer: field('list') ? null : field('buyer').trim(),
        list: field('list') || null,
        columns: Object.fromEntries(MAPPED_ROLES.map((role) => [role, field(role) || null])),
      })
      const again = (problem: string, chosen: ColumnMapping | null, sites: readonly ListedSite[] | null = null) =>
        c.html(<ColumnsPage {...opened} guess={guessOf(table)} chosen={chosen} sites={sites} problem={problem || null} />, problem ? 400 : 200)
      if (!said.success) return again('Say who buys from these, and which column holds the names.', null)
      const headings = Object.values(said.data.columns).filter((heading) => heading !== null)
      if (new Set(headings).size < headings.length) return again('One column was chosen for two things. Choose each column once.', said.data)
      if (headings.some((heading) => !table.headings.includes(heading))) throw new InvalidError('There is no such column in this list.')
      const { sites } = mappedSites([table], said.data)
      if (sites.length === 0) return again('No row of this list names a site that way. Choose another column for the names.', said.data)
      if (field('do') !== 'keep') return again('', said.data, sites)
      await keepMapping(whole, document, said.data, personOf(c).pseudonym, now())
      return c.redirect(document.sourceId === null ? `/documents/${document.id}/read` : `/desk/sources/${document.sourceId}`, 303)
    })
}
