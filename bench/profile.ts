/**
 * Profile: at three sizes, how long a brand's page, its history, the queue's page, and grading anew after one decision take. Each brand buys from ten
 * factories, each factory from ten mills, and one mill in twenty takes part in one of twenty programmes; half of the claims still wait. Arguments: numbers of claims.
 * Every brand is published by the real code. Prints medians and 95th percentiles.
 */
import { sql } from 'kysely'
import pg from 'pg'
import { publishChanges } from '../src/publish/publish-changes.ts'
import { decideClaim } from '../src/review/decide-claim.ts'
import { ORIGIN } from '../test/support/people.ts'
import { type Sized, atEachSize, deskApp } from './desk/sized.ts'

const AIM_MS = 100
const ROUNDS = 100
const at = (times: readonly number[], share: number) => (times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] as number).toFixed(1)
const say = (times: readonly number[]) => `${at(times, 0.5)} ms (p95 ${at(times, 0.95)})`
await atEachSize(measure)

async function measure(sized: Sized): Promise<void> {
  const { size: claims, url, db } = sized
  const brands = await fill(url, claims)
  const deps = { db, now: () => new Date() }
  const startedAt = performance.now()
  while ((await publishChanges(deps)) > 0);
  const each = (performance.now() - startedAt) / brands
  await sql`analyze`.execute(db)
  const { app, cookie, pseudonym } = await deskApp(sized)
  const timed = async (times: number[], work: () => Promise<unknown>) => {
    const from = performance.now()
    await work()
    times.push(performance.now() - from)
  }
  const page = async (path: string) => {
    const answer = await app.request(`${ORIGIN}${path}`, { headers: { cookie, accept: 'text/html' } })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    await answer.text()
  }
  const [queue, brand, asOf, history, regrade, touched] = [[], [], [], [], [], []] as number[][] as [number[], number[], number[], number[], number[], number[]]
  const today = new Date().toISOString().slice(0, 10)
  const { rows } = await sql<{
    id: string
  }>`select id from claim where status = 'published' and predicate = 'sources_from' and subject_id like 'fac_%' and object_organisation_id in (select subject_id from claim where predicate = 'takes_part_in') and id like '%0' order by md5(id) limit ${ROUNDS}`.execute(
    db,
  )
  // What is decided on stands on pages already.
  await sql`insert into unpublished_change (subject_id) select distinct subject_id from claim where id = any(${rows.map(({ id }) => id)}) on conflict do nothing`.execute(
    db,
  )
  while ((await publishChanges(deps)) > 0);
  for (let i = 0; i < ROUNDS; i += 1) {
    const slug = `brand-${(i * 7919) % brands}`
    await timed(queue, () => page('/desk/review'))
    await timed(brand, () => page(`/brands/${slug}`))
    await timed(asOf, () => page(`/brands/${slug}?on=${today}`))
    await timed(history, () => page(`/brands/${slug}/history`))
    const claim = rows[i % rows.length]?.id as string
    const before = new Date()
    await timed(regrade, async () => {
      await decideClaim(deps, { claimId: claim, ruling: i < rows.length ? 'contest' : 'uphold', decidedBy: `${pseudonym}-${i}`, reason: 'A bench.' })
      await publishChanges(deps)
    })
    touched.push((await sql<{ n: number }>`select count(*)::int as n from published.brand where updated_at >= ${before}`.execute(db)).rows[0]?.n ?? 0)
  }
  console.log(
    `${claims.toLocaleString('en-GB')} claims, ${brands.toLocaleString('en-GB')} brands: queue ${say(queue)}; brand page ${say(brand)}; as of a day ${say(asOf)}; history ${say(history)}; regrade after one decision ${say(regrade)}, of ${at(touched, 0.5)} brands; aim p95 ${AIM_MS}. Publishing a brand for the first time: ${each.toFixed(1)} ms`,
  )
}

/** Made-up brands, factories and mills. @returns how many brands */
async function fill(url: string, claims: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [brands, factories, mills] = [Math.floor(claims / 100), Math.floor((claims / 100) * 3), Math.floor((claims / 100) * 6)]
  const text = 'Records show that one bought yarn from the other in 2025. '.repeat(20)
  await client.query(`insert into publisher (id, name, kind, reliability, reliability_reason) values ('pub_x', 'Bench', 'ngo', 'B', 'made up')`)
  await client.query(
    `insert into document (id, url, publisher_id, title, submitted_by, state) values ('doc_x', 'https://bench.invalid/', 'pub_x', 'Bench', 'adder', 'done')`,
  )
  // A document for each thousand claims, as reports have them.
  await client.query(
    `insert into document (id, url, publisher_id, title, submitted_by, state) select 'doc_' || i, 'https://bench.invalid/' || i, 'pub_x', 'Report ' || i, 'adder', 'done' from generate_series(0, $1::int / 20) i`,
    [claims],
  )
  await client.query(
    `insert into capture (id, document_id, sha256, bytes, media_type, status, url, final_url, headers, fetched_at) select 'cap_' || i, 'doc_' || i, encode(sha256(('x' || i)::bytea), 'hex'), 1, 'text/plain', 200, 'https://bench.invalid/' || i, 'https://bench.invalid/' || i, '{}', now() from generate_series(0, $1::int / 20) i`,
    [claims],
  )
  await client.query(
    `insert into reading (id, capture_id, read_version, text, spans, stated, read_at) select 'rdg_' || i, 'cap_' || i, 1, $2, '{"at":[]}', '[]', now() from generate_series(0, $1::int / 20) i`,
    [claims, text],
  )
  await client.query(
    `insert into capture_progress (capture_id, reading_id, read_version, extract_version, resolve_version) select 'cap_' || i, 'rdg_' || i, 99, 99, 99 from generate_series(0, $1::int / 20) i on conflict (capture_id) do update set reading_id = excluded.reading_id`,
    [claims],
  )
  await client.query(
    `insert into passage (id, reading_id, start_at, end_at, quote) select 'psg_' || i, 'rdg_' || i, 0, 57, $2 from generate_series(0, $1::int / 20) i`,
    [claims, text.slice(0, 57)],
  )
  await client.query(
    `insert into programme (id, slug, name, kind, region, summary, names, indicators) select 'prg_' || i, 'bench-' || i, 'Bench programme ' || i, 'labour transfer', 'nowhere', 'Made up.', '[]', '[]' from generate_series(0, 19) i`,
  )
  for (const [prefix, kind, count] of [
    ['brd', 'brand', brands],
    ['fac', 'company', factories],
    ['mil', 'company', mills],
  ] as const)
    await client.query(
      `insert into organisation (id, kind, name, name_key, slug) select $1 || '_' || i, $2, $1 || ' number ' || i, $1 || ' number ' || i, case when $2 = 'brand' then 'brand-' || i end from generate_series(0, $3::int - 1) i`,
      [prefix, kind, count],
    )
  const columns = `insert into claim (id, subject_id, predicate, object_organisation_id, object_programme_id, status, connects, connects_at)`
  await client.query(`alter table claim disable trigger user`)
  await client.query(
    `${columns} select 'clm_a' || i, 'brd_' || (i / 10), 'sources_from', 'fac_' || ((i::bigint * 7919) % $2::int), null, 'published', 1, now() from generate_series(0, $1::int * 10 - 1) i`,
    [brands, factories],
  )
  await client.query(
    `${columns} select 'clm_b' || i, 'fac_' || (i / 10), 'sources_from', 'mil_' || ((i::bigint * 104729) % $2::int), null, 'published', 1, now() from generate_series(0, $1::int * 10 - 1) i`,
    [factories, mills],
  )
  await client.query(
    `${columns} select 'clm_c' || i, 'mil_' || i, 'takes_part_in', null, 'prg_' || ((i / 20) % 20), 'published', 1, now() from generate_series(0, $1::int - 1, 20) i`,
    [mills],
  )
  await client.query(
    `${columns} select 'clm_d' || to_hex(i), 'fac_' || (i % $2::int), 'sources_from', 'mil_' || ((i::bigint * 31) % $3::int), null, 'candidate', i % 3, now() from generate_series(1, ($1::int - (select count(*) from claim))::int) i`,
    [claims, factories, mills],
  )
  await client.query(`alter table claim enable trigger user`)
  await client.query(
    `insert into evidence (id, claim_id, passage_id, stance, confidence, rule, submitted_by) select 'evi_' || id, id, 'psg_' || (abs(hashtext(id)) % ($1::int / 20)), 'supports', 0.8, 'bench', 'adder' from claim`,
    [claims],
  )
  await client.query(
    `insert into decision (id, claim_id, sequence, ruling, decided_by, reason, decided_at) select 'dec_' || id, id, 1, 'accept', 'one', 'Read.', now() from claim where status = 'published'`,
  )
  await client.query(`insert into unpublished_change (subject_id) select 'brd_' || i from generate_series(0, $1::int - 1) i`, [brands])
  await client.query('analyze')
  await client.end()
  return brands
}
