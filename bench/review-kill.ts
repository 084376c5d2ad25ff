/**
 * Review kill: ten reviewers at once decide a thousand candidates in a real web process that is killed (SIGKILL) at random moments and started again.
 * At the end every claim must have one decision, none by whoever submitted it, and the ledger must verify. Arguments: claims, kills.
 * Run: npm run bench:review-kill -- 1000 20
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { loadLedgerKey } from '../src/archive/ledger-key.ts'
import { appendLedger } from '../src/archive/ledger.ts'
import { createFileStore } from '../src/archive/store.ts'
import { verifyArchive } from '../src/archive/verify.ts'
import { openDb } from '../src/db/client.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { sha256 } from '../src/model/id.ts'
import { temporaryFolder } from '../test/support/folder.ts'
import { ORIGIN, SECRET, people } from '../test/support/people.ts'
import { freePort } from '../test/support/started.ts'

const ROOT = join(import.meta.dirname, '..')
const [claims, kills] = [Number(process.argv[2] ?? 1_000), Number(process.argv[3] ?? 20)]
const REVIEWERS = 10
const LONGEST_MS = 15 * 60_000
const dataDir = await temporaryFolder('review-kill')
const server = await startEmbedded(dataDir, () => undefined)
const { db, close } = openDb(server.ownerUrl)
await migrate(db)
await writeFile(join(dataDir, 'accounts-secret'), SECRET, { mode: 0o600 })
const store = createFileStore(join(dataDir, 'captures'))
const { somebody } = people(db)
const reviewers = await Promise.all(Array.from({ length: REVIEWERS }, () => somebody('reviewer')))
await fill()

const port = await freePort()
let web: ChildProcess | null = null
let killed = 0
let isOver = false
const startedAt = Date.now()
const launch = () => {
  web = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'cli/main.ts'), 'start', '--web'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      ...process.env,
      UNPICK_DATA: dataDir,
      DATABASE_URL: server.ownerUrl,
      REDIS_URL: '',
      PORT: String(port),
      UNPICK_ORIGIN: ORIGIN,
      UNPICK_DEMONSTRATION: 'off',
      UNPICK_LOG: 'fatal',
    },
  })
}
const gone = (child: ChildProcess) =>
  new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(null)))

/** Asks as a browser does, again and again while there is no answer: whoever reviews presses the button once more. */
async function ask(path: string, cookie: string, form?: Record<string, string>): Promise<string> {
  for (;;) {
    if (isOver) return ''
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { cookie, accept: 'text/html', origin: ORIGIN },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      signal: AbortSignal.timeout(20_000),
    }).catch(() => null)
    const text = await answer?.text().catch(() => null)
    if (answer && typeof text === 'string' && (answer.status === 200 || answer.status === 409)) return text
    if (answer && answer.status < 500 && answer.status !== 503) throw new Error(`${path}: ${answer.status}`)
    await sleep(100)
  }
}
const shown = (html: string) => /action="\/desk\/review\/(clm_\w+)" class="stack/.exec(html)?.[1] ?? null

async function review(cookie: string, i: number): Promise<number> {
  let made = 0
  for (let id = shown(await ask('/desk/review', cookie)); id; made += 1)
    id = shown(await ask(`/desk/review/${id}`, cookie, { do: (made + i) % 3 === 0 ? 'reject' : 'accept', reason: `Reviewer ${i} looked at it.` }))
  return made
}

try {
  launch()
  const work = Promise.all(reviewers.map(({ cookie }, i) => review(cookie, i)))
  const killing = (async () => {
    while (killed < kills && !isOver && Date.now() - startedAt < LONGEST_MS) {
      await sleep(randomInt(1_500, 5_000))
      const child = web as ChildProcess | null
      if (isOver || !child) break
      child.kill('SIGKILL')
      await gone(child)
      killed += 1
      launch()
    }
  })()
  const presses = (await work).reduce((sum, each) => sum + each, 0)
  isOver = true
  await killing
  ;(web as ChildProcess | null)?.kill('SIGTERM')
  while ((await appendLedger({ db, ledgerKey: () => loadLedgerKey(dataDir), now: () => new Date() })) > 0);
  const { rows } = await sql<{ decided: number; decisions: number; twice: number; own: number; waiting: number }>`
    select (select count(distinct claim_id)::int from decision) as decided, (select count(*)::int from decision) as decisions,
      (select count(*)::int from (select 1 from decision group by claim_id having count(*) > 1) t) as twice,
      (select count(*)::int from decision d join evidence e on e.claim_id = d.claim_id and e.submitted_by = d.decided_by) as own,
      (select count(*)::int from claim where status = 'candidate') as waiting`.execute(db)
  const end = rows[0] as { decided: number; decisions: number; twice: number; own: number; waiting: number }
  const verified = await verifyArchive(db, store, () => undefined)
  const isRight = end.decided === claims && end.decisions === claims && end.twice === 0 && end.own === 0 && verified.isSound
  console.log(
    `${REVIEWERS} reviewers, ${killed} kills, ${presses} buttons pressed: ${end.decided} of ${claims} claims decided, ${end.decisions} decisions, ${end.twice} twice, ${end.own} by whoever submitted them, ${end.waiting} waiting; ledger of ${verified.ledger.leaves} leaves ${verified.isSound ? 'sound' : 'NOT SOUND'}; ${Math.round((Date.now() - startedAt) / 1_000)} s`,
  )
  console.log(isRight ? 'each once' : 'WRONG')
  process.exitCode = isRight ? 0 : 1
} finally {
  isOver = true
  ;(web as ChildProcess | null)?.kill('SIGKILL')
  await close()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}
process.exit()

/** Candidates, each from a sealed copy, submitted by one of the reviewers. */
async function fill(): Promise<void> {
  await mkdir(join(dataDir, 'captures'), { recursive: true })
  const text = 'Records show that one bought yarn from the other in 2025. '
  await store.put(Buffer.from(text))
  const submitters = reviewers.map(({ pseudonym }) => pseudonym)
  await sql`insert into publisher (id, name, kind, reliability, reliability_reason) values ('pub_x', 'Bench', 'ngo', 'B', 'made up')`.execute(db)
  await sql`insert into document (id, url, publisher_id, title, submitted_by, state) values ('doc_x', 'https://bench.invalid/', 'pub_x', 'Bench', 'adder', 'done')`.execute(
    db,
  )
  await sql`insert into capture (id, document_id, sha256, bytes, media_type, status, url, final_url, headers, fetched_at)
    values ('cap_x', 'doc_x', ${sha256(text)}, ${text.length}, 'text/plain', 200, 'https://bench.invalid/', 'https://bench.invalid/', '{}', now())`.execute(db)
  await sql`insert into reading (id, capture_id, read_version, text, spans, stated, read_at) values ('rdg_x', 'cap_x', 1, ${text}, '{"at":[]}', '[]', now())`.execute(
    db,
  )
  await sql`insert into passage (id, reading_id, start_at, end_at, quote) values ('psg_x', 'rdg_x', 0, 57, ${text.slice(0, 57)})`.execute(db)
  await sql`insert into organisation (id, kind, name, name_key) select 'org_' || i, 'company', 'Company ' || i, 'company ' || i from generate_series(0, ${claims}::int) i`.execute(
    db,
  )
  await sql`insert into claim (id, subject_id, predicate, object_organisation_id, connects_at) select 'clm_' || to_hex(i), 'org_' || (i - 1), 'sources_from', 'org_' || i, now() from generate_series(1, ${claims}::int) i`.execute(
    db,
  )
  await sql`insert into evidence (id, claim_id, passage_id, stance, confidence, rule, submitted_by)
    select 'evi_' || id, id, 'psg_x', 'supports', 0.8, 'bench', (${submitters}::text[])[1 + abs(hashtext(id)) % ${REVIEWERS}] from claim`.execute(db)
}
