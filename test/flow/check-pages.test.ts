/** Checks over HTTP: columns corrected, matches confirmed, lists handed back, packs made, workplaces shown. */
import { beforeAll, expect, test, vi } from 'vitest'
import type { CheckReport } from '../../src/model/check.ts'
import { makeCheckPack } from '../../src/packs/check-pack.ts'
import { CHECK_PACK_KINDS } from '../../src/packs/check-kinds.ts'
import { csvRows } from '../../src/read/formats/csv.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { sayEnglish } from '../../src/words/say.ts'
import { readSupplierTable } from '../../src/read/supplier-table.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const STATEMENT =
  '<h1>Modern slavery statement 2025</h1><p>Halden Depots Ltd runs two warehouses and employs 300 people. We buy from 40 suppliers in nine countries.</p><p>Our policies include a code of conduct that forbids forced labour and slavery.</p><p>Our buyers were trained on modern slavery and on how to report it.</p>'
const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
  '/statement': STATEMENT,
})
const REGISTRY = (origin: string) =>
  `StatementYear,OrganisationName,Address,SectorType,CompanyNumber,GroupSubmission,ParentName,StatementURL,ApprovingPerson\n2025,HALDEN DEPOTS LTD,"1 High Street, Leeds",Transport,01234567,False,,${origin}/statement,A Person\n2025,QUITE ANOTHER LTD,"2 High Street, Leeds",Retail,07654321,False,,${origin}/other,A Person\n`
/** A release package as Contracts Finder hands it out. */
const RELEASES = JSON.stringify({
  releases: [
    {
      ocid: 'ocds-b5fd17-1',
      id: '1',
      date: '2026-11-20T09:00:00Z',
      buyer: { id: 'b', name: 'Kestrel Borough Council' },
      tender: { title: 'Uniforms', classification: { description: 'Workwear' } },
      awards: [
        {
          status: 'active',
          title: 'Uniforms',
          suppliers: [{ id: 's', name: 'Lantern Garments Ltd' }],
          contractPeriod: { startDate: '2026-11-01', endDate: '2028-10-31' },
        },
        { status: 'active', suppliers: [{ id: 'p', name: 'Jo Bloggs' }] },
      ],
    },
  ],
})
const registry = await localSite({
  '/releases.json': (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(RELEASES),
  '/statements.csv': (_request, response) => void response.writeHead(200, { 'content-type': 'text/csv' }).end(REGISTRY(site.origin)),
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: `${site.host},${registry.host}` })
const { app, get, post, somebody } = deskOf(line)

const LIST = 'Ref;Wer;Land\n1;LANTERN GARMENTS LIMITED;\n2;Lanterne Garmments;\n3;Quite Another Firm;\n4;;\n'
const begin = async (list: string, headers: Record<string, string> = {}): Promise<string> => {
  const form = new FormData()
  form.set('file', new File([list], 'our suppliers.csv'))
  const at = (await post('/check', form, headers)).headers.get('location') as string
  await done(at)
  return at
}
const done = async (at: string) => {
  for (let i = 0; i < 200; i += 1) {
    if ((await (await get(at)).text()).includes('Take it along')) return
    await new Promise((go) => setTimeout(go, 20))
  }
  throw new Error('the check does not end')
}
const api = async (path: string, init: RequestInit = {}) => await app.request(`http://localhost:3000/api/v1${path}`, init)
const reportOf = async (at: string): Promise<CheckReport> => {
  const { report } = (await (await api(`/checks/${at.slice('/checks/'.length)}`)).json()) as { report: CheckReport }
  return report
}
const claimOf = async (words: string) => (await listClaims(line.db, {}, 100)).find(({ quote }) => quote?.includes(words))?.id as string

beforeAll(async () => {
  await line.add(`${site.origin}/thread`)
  await line.add(`${site.origin}/statement`)
  await line.add(`${registry.origin}/statements.csv`, { sourceId: 'gb-modern-slavery-statements', as: 'statements' })
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 20))
    await decideClaim(line.deps, { claimId: each.id, ruling: 'accept', decidedBy: 'one', reason: 'Read.' })
  await line.run()
})

test('a list by form: what was guessed wrong is corrected, an unsure match is said to be so, and taken back', async () => {
  const at = await begin(LIST)
  expect((await reportOf(at)).counts).toEqual({ listed: 0, linked: 1, possible: 1, none: 1, unreadable: 1 })
  expect((await post(`${at}/columns`, { name: 'Ref', country: 'Land' })).status).toBe(303)
  await done(at)
  expect((await reportOf(at)).counts).toMatchObject({ linked: 0, unreadable: 4 })
  expect((await post(`${at}/columns`, { name: 'no such column' })).status).toBe(400)
  await post(`${at}/columns`, { name: 'Wer', otherName: '', country: '', address: '', city: '' })
  await done(at)
  const unsure = (await reportOf(at)).rows.find(({ result }) => result === 'possible')
  expect(unsure?.why).toContain('differ by a letter')
  const judge = async (same: string) => await post(`${at}/judge`, { row: String(unsure?.row), organisation: unsure?.matches[0]?.id as string, same })
  expect((await judge('yes')).headers.get('location')).toBe(`${at}#row-${unsure?.row}`)
  expect((await reportOf(at)).counts).toMatchObject({ linked: 2, possible: 0 })
  await judge('no')
  expect((await reportOf(at)).counts).toMatchObject({ linked: 1, none: 2 })
  await judge('undo')
  expect((await reportOf(at)).counts).toMatchObject({ linked: 1, possible: 1 })
  expect((await post(`${at}/judge`, { row: '99', organisation: 'org_x', same: 'yes' })).status).toBe(404)
})

test('each link opens to its chain and quotes; the list comes back as CSV and XLSX with its claims', async () => {
  const at = await begin(LIST)
  const page = await (await get(at)).text()
  expect(page).toContain('accepted 320 surplus rural labourers')
  const csv = csvRows(await (await get(`${at}/list.csv`)).text())
  expect(csv[1]?.[1]).toBe('LANTERN GARMENTS LIMITED')
  expect(csv[1]?.at(-1)).toContain(`/claims/${await claimOf('320 surplus')}`)
  const xlsx = await get(`${at}/list.xlsx`)
  expect(xlsx.headers.get('content-type')).toContain('spreadsheetml')
  expect((await readSupplierTable(new Uint8Array(await xlsx.arrayBuffer()))).rows).toHaveLength(4)
  expect(await (await get(`${at}/report`)).text()).toContain('Quite Another Firm')
})

test('by the API: a body or a form, columns named, forgotten on demand', async () => {
  const begun = await api('/checks', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'Supplier\nLantern Garments Ltd\n' })
  expect(begun.status).toBe(202)
  const { id } = (await begun.json()) as { id: string }
  await done(`/checks/${id}`)
  expect((await reportOf(`/checks/${id}`)).rows[0]).toMatchObject({ row: 2, name: 'Lantern Garments Ltd', result: 'linked' })
  expect((await api(`/checks/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await api(`/checks/${id}`)).status).toBe(404)
  const form = new FormData()
  form.set('file', new File(['a,b\nx,Lantern Garments Ltd\n'], 'l.csv'))
  form.set('name', 'b')
  const named = (await (await api('/checks', { method: 'POST', body: form })).json()) as { id: string }
  await done(`/checks/${named.id}`)
  expect((await reportOf(`/checks/${named.id}`)).columns.name).toBe('b')
  expect((await api('/checks', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: '' })).status).toBe(400)
})

test('the employer’s name alone: whom it is known to buy from; several of a name are asked about; none says so', async () => {
  const found = await post('/check', { employer: 'Zara' })
  expect(found.status).toBe(303)
  const at = found.headers.get('location') as string
  await done(at)
  expect((await reportOf(at)).rows.map(({ name, result }) => [name, result])).toEqual([['Lantern Garments Ltd', 'linked']])
  const unknown = await (await post('/check', { employer: 'Nobody Knows This Firm' })).text()
  expect(unknown).toContain('Nothing is published here of')
  expect((await post('/check', {})).status).toBe(400)
})

test('pasted names are a list; a list in an account is found there again', async () => {
  const at = (await post('/check', { names: 'Lantern Garments Ltd\n\nOther Ltd\n' })).headers.get('location') as string
  await done(at)
  expect((await reportOf(at)).rows).toHaveLength(2)
  const member = await somebody('member')
  await post(`${at}/keep`, { days: '30', mine: 'yes' }, { cookie: member.cookie })
  expect(await (await get('/check', member.cookie)).text()).toContain(at)
  expect(await (await get('/check')).text()).not.toContain(at)
})

test('every fact in a pack of a check has a note whose claim is published; what is unsure is not named; a withdrawal takes it out', async () => {
  const report = await reportOf(await begin(LIST))
  const meeting = { employer: 'Halden Depots Ltd', branch: 'Barnsley', day: '2026-12-03', sector: 'transport', statement: null } as const
  const packOf = (kind: (typeof CHECK_PACK_KINDS)[number], of: CheckReport) =>
    makeCheckPack(kind, { report: structuredClone(of), meeting, say: sayEnglish, origin: 'http://localhost:3000', head: null, today: '2026-11-22' })
  let facts = 0
  for (const kind of CHECK_PACK_KINDS) {
    const { blocks, notes } = packOf(kind, report)
    const runs = blocks.flatMap((block) => ('items' in block ? block.items.flat() : 'runs' in block ? block.runs : []))
    for (const run of runs) {
      if (typeof run === 'string') {
        expect(run).not.toContain('Garmments')
        continue
      }
      facts += 1
      expect(run.notes.length).toBeGreaterThan(0)
      for (const n of run.notes) {
        const note = notes.find((each) => each.n === n)
        expect((await get(`/claims/${note?.claim}`)).status).toBe(200)
      }
    }
  }
  expect(facts).toBeGreaterThan(3)
  await decideClaim(line.deps, { claimId: await claimOf('320 surplus'), ruling: 'contest', decidedBy: 'two', reason: 'They deny it.' })
  await line.run()
  const contested = await reportOf(await begin(LIST))
  expect(JSON.stringify(packOf(CHECK_PACK_KINDS[0] as (typeof CHECK_PACK_KINDS)[number], contested).blocks)).toContain('It is contested whether')
  await decideClaim(line.deps, { claimId: await claimOf('320 surplus'), ruling: 'uphold', decidedBy: 'three', reason: 'The county’s notice says it.' })
  await line.run()
})

test('the request about the statement quotes the registry and the statement’s own sealed copy, area by area', async () => {
  const at = await begin(LIST)
  await post(`${at}/packs`, { employer: 'Halden Depots Ltd', branch: 'Barnsley', sector: 'transport' })
  const page = await (await get(`${at}/packs/statement`)).text()
  expect(page).toContain('2025; HALDEN DEPOTS LTD; 01234567')
  expect(page).toContain('employs 300 people')
  expect(page).toContain('Our buyers were trained on modern slavery')
  expect(page).toContain('how effective it is, by indicators (s. 54(5)(e)):</p><p>We found nothing on this in its words.')
  for (const kind of CHECK_PACK_KINDS.map((each) => each.kind)) {
    expect(
      Buffer.from(await (await get(`${at}/packs/${kind}.pdf`)).arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(
      Buffer.from(await (await get(`${at}/packs/${kind}.docx`)).arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  }
  expect((await get(`${at}/packs/nothing`)).status).toBe(404)
  expect((await post(`${at}/packs`, { employer: 'x', day: 'Thursday' })).status).toBe(400)
})

test('a workplace shows who organises and what was done there, by published claims, and who else is on the chain', async () => {
  const lantern = (
    await line.db.selectFrom('published.organisation').select('canonicalId').where('name', '=', 'Lantern Garments Ltd').executeTakeFirstOrThrow()
  ).canonicalId
  const before = await (await get(`/workplaces/${lantern}`)).text()
  expect(before).toContain('Nothing is published of a union there.')
  expect(before).toContain('/brands/zara')
  const [row] = await line.db.selectFrom('published.organisation').select('record').where('id', '=', lantern).execute()
  const record = row?.record as unknown as { claims: object[] }
  const union = { kind: 'organisation', id: 'org_union', slug: null, name: 'Lantern Garment Workers’ Union' }
  const object = { kind: 'organisation', id: lantern, slug: null, name: 'Lantern Garments Ltd' }
  const of = (id: string, predicate: string, product: string | null, period: string | null) => ({
    id,
    subject: union,
    predicate,
    object,
    product,
    tier: null,
    period,
    status: 'published',
    grade: 'B2',
    statement: `The union ${predicate}.`,
    demonstration: false,
    updated: '2026-11-22T00:00:00Z',
    evidence: 1,
  })
  const claims = [...record.claims, of('clm_u', 'organises_at', null, null), of('clm_s', 'acted_at', 'strike', '2026-03-02')]
  await line.db
    .updateTable('published.organisation')
    .set({ record: JSON.stringify({ ...record, claims }) as never })
    .where('id', '=', lantern)
    .execute()
  const page = await (await get(`/workplaces/${lantern}`)).text()
  expect(page).toContain('Lantern Garment Workers’ Union')
  expect(page).toContain('2026-03-02')
  expect(await (await api(`/workplaces/${lantern}`)).json()).toMatchObject({ brand: { slug: 'zara' }, disputes: [{ what: 'strike' }] })
  expect((await get('/workplaces/org_nothing')).status).toBe(404)
  expect(await (await get('/workplaces?q=lantern')).text()).toContain(`/workplaces/${lantern}`)
})

test('a council is checked by its name alone from its contract notices; its workplace and a port on the way show who works there', async () => {
  const notices = await line.add(`${registry.origin}/releases.json`, { sourceId: 'gb-contracts-finder', as: 'releases' })
  await line.run()
  expect(await line.document(notices.id)).toMatchObject({ state: 'done', problem: null })
  expect((await listClaims(line.db, { status: 'published' }, 50)).map(({ subject }) => subject)).toContain('Kestrel Borough Council')

  const form = new FormData()
  form.set('employer', 'Kestrel Borough Council')
  // Names that were published a moment ago are found within about a second.
  const at = await vi.waitFor(
    async () => {
      const location = (await post('/check', form)).headers.get('location')
      expect(location).not.toBeNull()
      return location as string
    },
    { timeout: 5_000, interval: 200 },
  )
  await done(at)
  expect((await reportOf(at)).rows).toMatchObject([{ name: 'Lantern Garments Ltd', result: 'linked' }])

  const idOf = async (name: string) =>
    (await line.db.selectFrom('published.organisation').select('canonicalId').where('name', '=', name).executeTakeFirstOrThrow()).canonicalId
  const [council, lantern] = [await idOf('Kestrel Borough Council'), await idOf('Lantern Garments Ltd')]
  expect(await (await api(`/workplaces/${council}`)).json()).toMatchObject({ brand: null, upstream: [{ id: lantern }] })
  expect(await (await get(`/workplaces/${council}`)).text()).toContain('Who works for what Kestrel Borough Council buys')

  const ends = [lantern, 'org_port'].map((id) => ({ kind: 'organisation', id, slug: null, name: id }))
  const ships = {
    id: 'clm_ships',
    subject: ends[0],
    predicate: 'ships_with',
    object: ends[1],
    product: null,
    period: null,
    status: 'published',
    statement: 'It ships.',
  }
  const port = { id: 'org_port', name: 'Port of Kestrel', kind: 'facility', country: null, place: null, brand: null, claims: [ships], demonstration: false }
  await line.db
    .insertInto('published.organisation')
    .values({ id: port.id, canonicalId: port.id, name: port.name, kind: port.kind, record: JSON.stringify(port) as never, updatedAt: new Date() })
    .execute()
  expect(await (await api('/workplaces/org_port')).json()).toMatchObject({ brand: { slug: 'zara' } })
})
