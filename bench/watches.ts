/**
 * Watches: 10,000 watches of 1,000 suppliers each in place; one new claim that touches some of them, and one that touches all. The worker that tells
 * them is killed (SIGKILL) in the middle and started again: every touched watch is told once. Run: npm run bench:watches [-- watches suppliers]
 */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { loadAccountsSecret } from '../src/accounts/secret.ts'
import { publicKeyOf } from '../src/model/sealing.ts'
import { termsOf } from '../src/checks/terms.ts'
import { upsertWatch } from '../src/checks/watch-queries.ts'
import { upsertCheck } from '../src/checks/check-queries.ts'
import { openDb } from '../src/db/client.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { writeInstance } from '../src/publish/published-queries.ts'
import { facilityNames } from './names/made-up.ts'

const [watches = 10_000, suppliers = 1_000] = process.argv.slice(2).map(Number)
const TOUCHED_EVERY = 20
const NAMES = 200_000
const folder = await mkdtemp(join(tmpdir(), 'unpick-bench-watches-'))
await chmod(folder, 0o755)
const server = await startEmbedded(folder, () => undefined)
const { db, close } = openDb(server.ownerUrl)
const client = new pg.Client({ connectionString: server.ownerUrl })
try {
  await migrate(db)
  await client.connect()
  await db.transaction().execute((tx) => writeInstance(tx, 'demonstration', 'removed'))
  await client.query(`insert into instance (key, value) values ('demonstration', '"removed"') on conflict do nothing`)
  await putInPlace()
  for (const [what, name, expected] of [
    [`one in ${TOUCHED_EVERY}`, 'Orrin Weaveing Company Limited', Math.floor((watches + TOUCHED_EVERY - 1) / TOUCHED_EVERY)],
    ['all', 'Harbour Tailoring Ltd', watches],
  ] as const)
    await measure(what, name, expected)
} finally {
  await client.end()
  await close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

/** Lists of made-up suppliers; one in twenty holds Orrin Weaving, written otherwise than the claim does, and each holds Harbour Tailoring. */
async function putInPlace(): Promise<void> {
  const secret = await loadAccountsSecret(folder)
  const terms = [...facilityNames(NAMES)].map((name) => termsOf(secret, [name], [])[0] as string)
  const [orrin, harbour] = [termsOf(secret, ['ORRIN WEAVING CO LTD'], []), termsOf(secret, ['Harbour  Tailoring'], [])]
  const startedAt = performance.now()
  const now = new Date()
  for (let i = 0; i < watches; i += 1) {
    const checkId = randomBytes(20).toString('hex')
    await upsertCheck(db, { id: checkId, sealed: randomBytes(64), keptAt: now, expiresAt: new Date(now.getTime() + 86_400_000) })
    const from = (i * 7_919) % (NAMES - suppliers)
    const own = [...terms.slice(from, from + suppliers - 2), ...harbour, ...(i % TOUCHED_EVERY === 0 ? orrin : [])]
    await upsertWatch(db, { checkId, terms: own, publicKey: publicKeyOf(randomBytes(24).toString('base64url')), watchedAt: now })
  }
  await client.query('vacuum analyze watch')
  const { rows } = await client.query<{ size: string }>(`select pg_size_pretty(pg_total_relation_size('watch')) as size`)
  console.log(
    `${watches} watches of ${suppliers} suppliers put in place in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s, ${rows[0]?.size} with their index`,
  )
}

async function measure(what: string, name: string, expected: number): Promise<void> {
  await client.query('delete from watch_event')
  const id = `org_${randomBytes(10).toString('hex')}`
  await client.query(`insert into published.organisation (id, canonical_id, name, kind, record, updated_at) values ($1, $1, $2, 'company', $3, now())`, [
    id,
    name,
    JSON.stringify({ id, name, kind: 'company', claims: [] }),
  ])
  await client.query(`insert into published.organisation_name (organisation_id, name, name_key) values ($1, $2, lower($2))`, [id, name])
  const claim = `clm_${randomBytes(10).toString('hex')}`
  const record = {
    id: claim,
    subject: { kind: 'organisation', id, slug: null, name },
    predicate: 'takes_part_in',
    object: { kind: 'programme', id: null, slug: 'x', name: 'a programme' },
  }
  await client.query(`insert into published.claim (id, subject_id, status, record, updated_at) values ($1, $2, 'published', $3, now())`, [
    claim,
    id,
    JSON.stringify(record),
  ])
  let worker = await started()
  const startedAt = performance.now()
  await client.query(`insert into claim_news (claim_id, subject_id, kind, statement, grade, at) values ($1, $2, 'new', 'It takes part.', 'B2', now())`, [
    claim,
    id,
  ])
  // Killed once some, but not all, have been told.
  let kills = 0
  while ((await told()) < Math.min(expected, expected / 3 + 1)) await sleep(5)
  worker.kill('SIGKILL')
  kills += 1
  const atKill = await told()
  worker = await started()
  for (;;) {
    const { rows } = await client.query<{ open: boolean }>('select exists (select 1 from claim_news where done_at is null) as open')
    if (!rows[0]?.open) break
    await sleep(20)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  worker.kill('SIGKILL')
  const { rows } = await client.query<{ events: string; watches: string }>('select count(*) as events, count(distinct watch_id) as watches from watch_event')
  const isRight = Number(rows[0]?.events) === expected && Number(rows[0]?.watches) === expected
  console.log(
    `a new claim that touches ${what}: ${rows[0]?.watches} of ${expected} watches told, ${rows[0]?.events} times in all, in ${seconds.toFixed(1)} s (aim 30) with the worker killed ${kills} time at ${atKill}: ${isRight ? 'each once' : 'WRONG'}`,
  )
  if (!isRight) process.exitCode = 1
}

async function told(): Promise<number> {
  const { rows } = await client.query<{ n: string }>('select count(*) as n from watch_event')
  return Number(rows[0]?.n)
}

async function started() {
  const worker = fork(join(import.meta.dirname, 'watches/tell.ts'), [server.ownerUrl, folder], { execArgv: ['--import', 'tsx'] })
  await new Promise<void>((resolve) => worker.once('message', () => resolve()))
  return worker
}
