/**
 * Read pages: 60,000 shops of 800 brands, 200 of them with chains. How long `/targets` takes for radii to 50 km, beside a bare Hono route; how many requests for a brand's
 * profile one process answers in a second, beside a bare handler that returns the same bytes; and how soon after a decision two processes answer with what it changed.
 * Brand names and towns are those of the shared high street tables where they are beside the project, made up otherwise. Arguments: shops, brands.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import pg from 'pg'
import { openDb } from '../src/db/client.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { publishChanges } from '../src/publish/publish-changes.ts'
import { decideClaim } from '../src/review/decide-claim.ts'

const [shops = 60_000, brands = 800] = process.argv.slice(2).map(Number)
const LINKED = Math.floor(brands / 4)
const SHARED = join(import.meta.dirname, '../../shared/data/uk-highstreet')
const ROUNDS = 200
const SECONDS = 6
const AIM_MS = 60
const at = (times: readonly number[], share: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] as number

type Town = { readonly name: string; readonly lat: number; readonly lon: number; readonly people: number }
function towns(): Town[] {
  const file = join(SHARED, 'uk-towns-geonames.csv')
  if (!existsSync(file))
    return Array.from({ length: 400 }, (_, i) => ({
      name: `Town ${i}`,
      lat: 50.5 + (i % 20) * 0.35,
      lon: -5 + Math.floor(i / 20) * 0.33,
      people: 1e6 / (i + 1),
    }))
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '')) ?? []
      const [, name = '', , , , people, lat, lon] = cells
      return name && lat && lon ? [{ name, lat: Number(lat), lon: Number(lon), people: Number(people) }] : []
    })
}
function brandNames(): string[] {
  const file = join(SHARED, 'nsi-uk-brands.json')
  if (!existsSync(file)) return Array.from({ length: brands }, (_, i) => `Brand ${i}`)
  const names = new Set<string>()
  for (const match of readFileSync(file, 'utf8').matchAll(/"displayName":\s*"([^"\\]+)"/g)) names.add(match[1] as string)
  return [...names, ...Array.from({ length: brands }, (_, i) => `Brand ${i}`)].slice(0, brands)
}

const folder = await mkdtemp(join(tmpdir(), 'unpick-bench-pages-'))
await chmod(folder, 0o755)
const server = await startEmbedded(folder, () => undefined)
const children: ChildProcess[] = []
try {
  const { db, close } = openDb(server.ownerUrl)
  await migrate(db)
  await fill(server.ownerUrl)
  const deps = { db, now: () => new Date() }
  while ((await publishChanges(deps)) > 0);
  const [one, two] = [await web(), await web()]
  const bare = `${one}/bare`
  const profile = await (await fetch(`${one}/api/v1/brands/brand-0`)).text()
  console.log(`${shops.toLocaleString('en-GB')} shops of ${brands} brands, ${LINKED} of them linked; a profile of ${(profile.length / 1000).toFixed(1)} KB`)

  // Targets.
  const places = towns().toSorted((a, b) => b.people - a.people)
  const [timesBare, times, sizes] = [[], [], []] as number[][] as [number[], number[], number[]]
  const worst: string[] = []
  for (let i = -20; i < ROUNDS; i += 1) {
    const place = places[(Math.max(0, i) * 17) % 120] as Town
    const km = [2, 5, 10, 25, 50][Math.max(0, i) % 5]
    const asked = `${one}/targets?near=${place.lat},${place.lon}&radius_km=${km}`
    for (const [url, into] of [
      [bare, timesBare],
      [asked, times],
    ] as const) {
      const from = performance.now()
      const text = await (await fetch(url)).text()
      if (i < 0) continue
      into.push(performance.now() - from)
      if (url === asked) {
        sizes.push(Buffer.byteLength(text))
        worst.push(`${place.name} ${km} km`)
      }
    }
  }
  const slowest = worst[times.indexOf(Math.max(...times))]
  const points = Buffer.byteLength(await (await fetch(`${one}/targets/points.json?south=49&north=59&west=-8&east=2`)).text())
  console.log(
    `/targets: ${at(times, 0.5).toFixed(1)} ms (p95 ${at(times, 0.95).toFixed(1)}, slowest ${slowest}); a bare route ${at(timesBare, 0.5).toFixed(2)} ms (p95 ${at(timesBare, 0.95).toFixed(2)}), ratio ${(at(times, 0.5) / at(timesBare, 0.5)).toFixed(1)}; aim p95 ${AIM_MS} ms. Page at most ${(Math.max(...sizes) / 1000).toFixed(0)} KB; the moving map's first data ${(points / 1000).toFixed(0)} KB, all of Britain; aim under 100`,
  )

  // Profiles, alternating.
  const tiny = await rate(bare)
  const rates = { bare: [] as number[], json: [] as number[], page: [] as number[] }
  for (let i = 0; i < 3; i += 1) {
    rates.bare.push(await rate(`${one}/bare-profile`))
    rates.json.push(await rate(`${one}/api/v1/brands/brand-0`))
    rates.page.push(await rate(`${one}/brands/brand-0`))
  }
  const [bareRate, jsonRate, pageRate] = [at(rates.bare, 0.5), at(rates.json, 0.5), at(rates.page, 0.5)]
  console.log(
    `Profiles: bare handler of four bytes ${tiny.toFixed(0)} requests/s, with the same bytes ${bareRate.toFixed(0)}; /api/v1/brands/… ${jsonRate.toFixed(0)}, ratio ${(jsonRate / bareRate).toFixed(2)}; the page ${pageRate.toFixed(0)}; aim 0.5`,
  )

  // How soon both processes answer with what a decision changed, counted from the decision to the answer; publishing is part of it.
  const late: number[] = []
  for (let i = 0; i < 20; i += 1) {
    const slug = `brand-${i}`
    const before = await Promise.all([one, two].map(async (base) => await (await fetch(`${base}/api/v1/brands/${slug}`)).text()))
    const from = performance.now()
    await decideClaim(deps, { claimId: `clm_${i}_0`, ruling: 'contest', decidedBy: 'somebody', reason: 'A bench.' })
    await publishChanges(deps)
    for (const [j, base] of [one, two].entries()) while ((await (await fetch(`${base}/api/v1/brands/${slug}`)).text()) === before[j]) await sleep(2)
    late.push(performance.now() - from)
  }
  console.log(
    `Both processes answer with a decision after ${at(late, 0.5).toFixed(0)} ms (p95 ${at(late, 0.95).toFixed(0)}, with publishing, without the sweep's second at most)`,
  )
  await close()
} finally {
  for (const child of children) child.kill()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

/** A web process of its own. @returns its address */
async function web(): Promise<string> {
  const child = fork(join(import.meta.dirname, 'read-pages/web.ts'), [server.webUrl], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  children.push(child)
  return await new Promise((resolve) => child.once('message', (port) => resolve(`http://127.0.0.1:${String(port)}`)))
}

async function rate(url: string): Promise<number> {
  const { requests, non2xx } = await autocannon({ url, connections: 50, duration: SECONDS })
  if (non2xx > 0) throw new Error(`${url}: ${non2xx} answers were refused`)
  return requests.average
}

/** Brands with shops near towns, as many as people live there; every fourth with a chain. */
async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [places, names] = [towns(), brandNames()]
  let seed = 7
  const random = () => ((seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648), seed / 2_147_483_648)
  const sums: number[] = []
  for (const { people } of places) sums.push((sums.at(-1) ?? 0) + Math.sqrt(Math.max(500, people)))
  const pick = () => {
    const wanted = random() * (sums.at(-1) as number)
    return places[sums.findIndex((sum) => sum >= wanted)] as Town
  }
  const quote = 'Records show that one bought yarn from the other in 2025.'
  await client.query(`insert into publisher (id, name, kind, reliability, reliability_reason) values ('pub_x', 'Bench', 'ngo', 'B', 'made up')`)
  await client.query(
    `insert into document (id, url, publisher_id, title, submitted_by, state) values ('doc_x', 'https://bench.invalid/', 'pub_x', 'Report', 'adder', 'done')`,
  )
  await client.query(
    `insert into capture (id, document_id, sha256, bytes, media_type, status, url, final_url, headers, fetched_at) values ('cap_x', 'doc_x', repeat('a', 64), 1, 'text/plain', 200, 'https://bench.invalid/', 'https://bench.invalid/', '{}', now())`,
  )
  await client.query(
    `insert into reading (id, capture_id, read_version, text, spans, stated, read_at) values ('rdg_x', 'cap_x', 1, $1, '{"at":[]}', '[]', now())`,
    [quote.repeat(20)],
  )
  await client.query(`insert into passage (id, reading_id, start_at, end_at, quote) values ('psg_x', 'rdg_x', 0, $2, $1)`, [quote, quote.length])
  await client.query(
    `insert into programme (id, slug, name, kind, region, summary, names, indicators) values ('prg_x', 'bench', 'Bench programme', 'labour transfer', 'nowhere', 'Made up.', '[]', '[]')`,
  )
  await client.query(`alter table claim disable trigger user`)
  await client.query(
    `insert into organisation (id, kind, name, name_key, slug, sector) select 'brd_' || i, 'brand', n, lower(n), 'brand-' || i, 'sector ' || i % 12 from unnest($1::text[]) with ordinality t (n, o), lateral (select (o - 1)::int as i) x`,
    [names],
  )
  await client.query(
    `insert into organisation (id, kind, name, name_key) select 'fac_' || i, 'company', 'Factory ' || i, 'factory ' || i from generate_series(0, $1::int) i`,
    [LINKED],
  )
  const claim = `insert into claim (id, subject_id, predicate, object_organisation_id, object_programme_id, object_site_id, status)`
  await client.query(
    `${claim} select 'clm_' || i || '_' || j, 'brd_' || i, 'sources_from', 'fac_' || (i + j) % $1::int, null, null, 'published' from generate_series(0, $1::int - 1) i, generate_series(0, 2) j`,
    [LINKED],
  )
  await client.query(`${claim} select 'clm_f' || i, 'fac_' || i, 'takes_part_in', null, 'prg_x', null, 'published' from generate_series(0, $1::int - 1) i`, [
    LINKED,
  ])
  const columns = { id: [] as string[], brand: [] as string[], town: [] as string[], lat: [] as number[], lon: [] as number[] }
  for (let i = 0; i < shops; i += 1) {
    const town = pick()
    columns.id.push(`sit_${i}`)
    columns.brand.push(`brd_${Math.floor(random() ** 2 * brands)}`)
    columns.town.push(town.name)
    columns.lat.push(town.lat + (random() + random() - 1) * 0.05)
    columns.lon.push(town.lon + (random() + random() - 1) * 0.08)
  }
  await client.query(
    `insert into site (id, organisation_id, name, kind, address, town, postcode, lat, lon, footfall) select id, brand, 'Shop', 'shop', 'High Street ' || id || ', ' || town, town, 'AB1 2CD', lat, lon, 2 from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[]) t (id, brand, town, lat, lon)`,
    [columns.id, columns.brand, columns.town, columns.lat, columns.lon],
  )
  await client.query(`${claim} select 'clm_' || id, organisation_id, 'located_at', null, null, id, 'published' from site`)
  await client.query(`alter table claim enable trigger user`)
  await client.query(
    `insert into evidence (id, claim_id, passage_id, stance, confidence, rule, submitted_by) select 'evi_' || id, id, 'psg_x', 'supports', 0.8, 'bench', 'adder' from claim`,
  )
  await client.query(
    `insert into decision (id, claim_id, sequence, ruling, decided_by, reason, decided_at) select 'dec_' || id, id, 1, 'accept', 'one', 'Read.', now() from claim`,
  )
  await client.query(
    `insert into campaign (id, slug, organisation_id, title, summary, demands, call) select 'cam_' || i, 'camp-' || i, 'brd_' || i, 'Campaign', 'Made up.', '[]', jsonb_build_object('kind', 'picket', 'opensOn', '2026-01-01', 'closesOn', null, 'ballot', jsonb_build_object('id', 'bal_x', 'yes', 3, 'no', 1, 'abstained', 0, 'heldOn', '2026-01-01')) from generate_series(0, $1::int - 1, 4) i`,
    [LINKED],
  )
  await client.query(`insert into unpublished_change (subject_id) select id from organisation where kind = 'brand'`)
  await client.query('analyze')
  await client.end()
}
