/**
 * Review: how long a decision takes on the server, from the sent form to the page of the next claim, and how long the queue's page and
 * the placing of one claim take, at three sizes. Arguments: numbers of claims that wait. Prints medians and 95th percentiles.
 */
import pg from 'pg'
import { placeClaim } from '../src/review/queue-queries.ts'
import { ORIGIN } from '../test/support/people.ts'
import { type Sized, atEachSize, deskApp } from './desk/sized.ts'

const AIM_MS = 100
const DECISIONS = 200
const at = (times: readonly number[], share: number) => (times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] as number).toFixed(1)
await atEachSize(measure)

async function measure(sized: Sized): Promise<void> {
  const { size: claims, url, db } = sized
  await fill(url, claims)
  const { app, cookie } = await deskApp(sized)
  const looks: number[] = []
  const decisions: number[] = []
  const places: number[] = []
  const look = async () => await (await app.request(`${ORIGIN}/desk/review`, { headers: { cookie, accept: 'text/html' } })).text()
  let html = await look()
  for (let i = 0; i < DECISIONS; i += 1) {
    let from = performance.now()
    html = await look()
    looks.push(performance.now() - from)
    const id = /action="\/desk\/review\/(clm_\w+)" class="stack/.exec(html)?.[1] as string
    from = performance.now()
    const answer = await app.request(`${ORIGIN}/desk/review/${id}`, {
      method: 'POST',
      body: new URLSearchParams({ do: i % 3 === 0 ? 'reject' : 'accept' }),
      headers: { cookie, origin: ORIGIN, accept: 'text/html' },
    })
    await answer.text()
    decisions.push(performance.now() - from)
    if (answer.status !== 200) throw new Error(`a decision was answered with ${answer.status}`)
    from = performance.now()
    await db.transaction().execute((tx) => placeClaim(tx, id, new Date()))
    places.push(performance.now() - from)
  }
  console.log(
    `${claims.toLocaleString('en-GB')} claims wait: a decision and the next claim ${at(decisions, 0.5)} ms (p95 ${at(decisions, 0.95)}, aim ${AIM_MS}); the queue's page ${at(looks, 0.5)} ms (p95 ${at(looks, 0.95)}); placing a claim ${at(places, 0.5)} ms (p95 ${at(places, 0.95)})`,
  )
}

/** Claims of made-up brands, factories and mills: each brand buys from ten factories, each factory from ten mills. */
async function fill(url: string, claims: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const organisations = Math.max(100, Math.floor(claims / 10))
  const text = 'Records show that one bought yarn from the other in 2025. '.repeat(20)
  await client.query(`insert into publisher (id, name, kind, reliability, reliability_reason) values ('pub_x', 'Bench', 'ngo', 'B', 'made up')`)
  await client.query(`insert into document (id, url, publisher_id, title, submitted_by) values ('doc_x', 'https://bench.invalid/', 'pub_x', 'Bench', 'adder')`)
  await client.query(
    `insert into capture (id, document_id, sha256, bytes, media_type, status, url, final_url, headers, fetched_at) values ('cap_x', 'doc_x', repeat('a', 64), 1, 'text/plain', 200, 'https://bench.invalid/', 'https://bench.invalid/', '{}', now())`,
  )
  await client.query(
    `insert into reading (id, capture_id, read_version, text, spans, stated, read_at) values ('rdg_x', 'cap_x', 1, $1, '{"at":[]}', '[]', now())`,
    [text],
  )
  await client.query(`insert into passage (id, reading_id, start_at, end_at, quote) values ('psg_x', 'rdg_x', 0, 57, $1)`, [text.slice(0, 57)])
  await client.query(
    `insert into organisation (id, kind, name, name_key) select 'org_' || i, case when i % 100 = 0 then 'brand' else 'company' end, 'Company ' || i, 'company ' || i from generate_series(0, $1::int - 1) i`,
    [organisations],
  )
  await client.query(
    `insert into claim (id, subject_id, predicate, object_organisation_id, connects, connects_at)
     select 'clm_' || to_hex(i), 'org_' || (i % $2::int), 'sources_from', 'org_' || ((i % $2::int + 1 + (i / $2::int) * 7) % $2::int), i % 3, now() from generate_series(1, $1::int) i where (i % $2::int) <> ((i % $2::int + 1 + (i / $2::int) * 7) % $2::int) on conflict do nothing`,
    [claims, organisations],
  )
  await client.query(
    `insert into evidence (id, claim_id, passage_id, stance, confidence, rule, submitted_by) select 'evi_' || id, id, 'psg_x', 'supports', 0.8, 'bench', 'adder' from claim`,
  )
  await client.query('analyze')
  await client.end()
}
