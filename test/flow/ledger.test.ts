import { randomInt } from 'node:crypto'
import { chmod, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { execFileSync, spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { loadLedgerKey, rotateLedgerKey } from '../../src/archive/ledger-key.ts'
import { isStampDue, stampLedger } from '../../src/archive/stamp-ledger.ts'
import { pathOf } from '../../src/archive/sealed-path.ts'
import { checkProof } from '../../src/archive/check-proof.ts'
import { appendLedger } from '../../src/archive/ledger.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { isConsistent } from '../../src/model/merkle.ts'
import { getConsistencyProof, getLedgerHead, getLedgerKeys, getLedgerProof } from '../../src/publish/ledger-proofs.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const pages = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`/${i}`, `<p>Zara bought cotton yarn from Riverside Mill A${i} Co., Ltd. in 2025.</p>`]))
const site = await localSite(pages)
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
/** How publishers were rated is in the ledger from the start. */
const countRatings = async () => (await line.db.selectFrom('publisherRating').select('id').where('demonstration', '=', false).execute()).length
const verify = () => verifyArchive(line.db, line.deps.store, () => undefined)

test('captures and decisions become leaves under a signed head, each proven offline', async () => {
  for (const path of Object.keys(pages)) await line.add(site.origin + path)
  await line.run()
  const first = await getLedgerHead(line.web)
  const ratings = await countRatings()
  expect(ratings).toBeGreaterThan(20)
  expect(first.size).toBe(30 + ratings)
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 20))
    await decideClaim(line.deps, { claimId: claim.id, ruling: 'accept', decidedBy: 'reviewer', reason: 'It was read.' })
  await line.run()
  const head = await getLedgerHead(line.web)
  expect(head.size).toBe(50 + ratings)
  expect(await verify()).toMatchObject({ isSound: true, ledger: { leaves: 50 + ratings, waiting: 0, changed: [], wrongNodes: [], wrongHeads: [] } })
  for (let index = 0; index < head.size; index += 1)
    expect(checkProof(JSON.stringify(await getLedgerProof(line.web, String(index))), 'proof')).toMatchObject({ isSound: true })
  const { path } = await getConsistencyProof(line.web, first.size)
  expect(isConsistent(first.size, head.size, first.root, head.root, path)).toBe(true)
  expect((await stat(join(line.dataDir, 'ledger-key.pem'))).mode & 0o777).toBe(0o600)
})

test('a proof changed anywhere is not sound, and what is no proof is refused', async () => {
  const proof = await getLedgerProof(line.web, '7')
  const wrong = [
    { ...proof, leaf: { ...proof.leaf, ref: 'cap_x' } },
    { ...proof, path: proof.path.toReversed() },
    { ...proof, head: { ...proof.head, size: proof.head.size + 1 } },
    { ...proof, head: { ...proof.head, signature: 'AAAA' } },
    { ...proof, head: { ...proof.head, publicKey: 'none' } },
  ]
  for (const each of wrong) expect(checkProof(JSON.stringify(each), 'proof').isSound).toBe(false)
  expect(() => checkProof('{}', 'x.json')).toThrow(/not a proof/)
  expect(() => checkProof(null, 'x.json')).toThrow(/no file/)
})

test('the ledger is append-only to whoever goes through the database’s rules', async () => {
  await expect(line.owner.deleteFrom('ledger.leaf').execute()).rejects.toThrow(/append-only/)
  await expect(line.owner.updateTable('ledger.node').set({ hash: 'x' }).execute()).rejects.toThrow(/append-only/)
  await expect(line.db.deleteFrom('ledger.leaf').execute()).rejects.toThrow(/permission denied/)
  await expect(line.db.updateTable('ledger.node').set({ hash: 'x' }).execute()).rejects.toThrow(/permission denied/)
})

/** Flips one byte of one sealed copy, looks, and puts it back. */
async function isFlippedByteFound(): Promise<boolean> {
  const { sha256 } = await line.db
    .selectFrom('capture')
    .select('sha256')
    .orderBy(sql`random()`)
    .limit(1)
    .executeTakeFirstOrThrow()
  const path = join(line.dataDir, 'captures', pathOf(sha256))
  const whole = await readFile(path)
  const torn = Buffer.from(whole)
  const place = randomInt(torn.length)
  torn[place] = (torn[place] as number) ^ (1 << randomInt(8))
  await chmod(path, 0o644)
  await writeFile(path, torn)
  const isFound = !(await verify()).isSound
  await writeFile(path, whole)
  return isFound
}

test('of two hundred changes behind the database’s back, in sealed bytes, rows, leaves, nodes, keys and heads, every one is found', async () => {
  const places: [table: string, key: string, column: string][] = [
    ['capture', 'id', 'final_url'],
    ['capture', 'id', 'sha256'],
    ['decision', 'id', 'reason'],
    ['decision', 'id', 'decided_by'],
    ['publisher_rating', 'id', 'reason'],
    ['ledger.leaf', 'index', 'row_hash'],
    ['ledger.leaf', 'index', 'leaf_hash'],
    ['ledger.node', "level || ' ' || index", 'hash'],
    ['ledger.head', 'size', 'root'],
    ['ledger.head', 'size', 'signature'],
    ['ledger.key', 'id', 'public_key'],
  ]
  const missed: string[] = []
  for (let i = 0; i < 200; i += 1) {
    if (i % 5 === 0) {
      if (!(await isFlippedByteFound())) missed.push('a flipped byte')
      continue
    }
    const [table, key, column] = places[i % places.length] as (typeof places)[number]
    const { rows } = await sql<{
      key: string
      value: string
    }>`select (${sql.raw(key)})::text as key, ${sql.raw(column)} as value from ${sql.raw(table)} ${sql.raw(table === 'publisher_rating' ? 'where not demonstration' : '')} order by random() limit 1`.execute(
      line.db,
    )
    const { key: at, value } = rows[0] as { key: string; value: string }
    const place = randomInt(value.length)
    const other = '0123456789abcdef'.split('').find((digit) => digit !== value[place]) as string
    const changed = value.slice(0, place) + other + value.slice(place + 1)
    const set = async (to: string) =>
      line.owner.transaction().execute(async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx)
        await sql`update ${sql.raw(table)} set ${sql.raw(column)} = ${to} where (${sql.raw(key)})::text = ${at}`.execute(tx)
      })
    await set(changed)
    if ((await verify()).isSound) missed.push(`${table}.${column} of ${at}: ${value} to ${changed}`)
    await set(value)
  }
  expect(missed).toEqual([])
  expect(await verify()).toMatchObject({ isSound: true })
})

test('of five writers at once every leaf is entered once', async () => {
  for (let i = 0; i < 30; i += 1) await line.add(`${site.origin}/${i}`, { again: true })
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 20))
    await decideClaim(line.deps, { claimId: claim.id, ruling: 'reject', decidedBy: 'reviewer', reason: 'A test.' })
  await Promise.all([1, 2, 3, 4, 5].map(() => appendLedger(line.deps)))
  expect(await verify()).toMatchObject({ isSound: true, ledger: { leaves: 60 + (await countRatings()), waiting: 0 } })
})

test('a new key is endorsed by the old one, old proofs stay sound, and a key that nobody vouches for is found', async () => {
  const old = await getLedgerProof(line.web, '3')
  const before = await loadLedgerKey(line.dataDir)
  const rotated = await rotateLedgerKey({ db: line.db, dataDir: line.dataDir, now: line.deps.now })
  expect(rotated.before).toBe(before.id)
  expect((await loadLedgerKey(line.dataDir)).id).toBe(rotated.now)
  await line.add(`${site.origin}/0?again`)
  await line.run()
  const head = await getLedgerHead(line.web)
  expect(head.key).toBe(rotated.now)
  expect(checkProof(JSON.stringify(old), 'proof').isSound).toBe(true)
  expect(await verify()).toMatchObject({ isSound: true, ledger: { wrongKeys: [] } })
  expect((await getLedgerKeys(line.web)).items.map((key) => [key.id, key.endorsedBy])).toEqual([
    [before.id, null],
    [rotated.now, before.id],
  ])
  await line.owner.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`update ledger.key set endorsement = 'AAAA' where id = ${rotated.now}`.execute(tx)
  })
  expect(await verify()).toMatchObject({ isSound: false, ledger: { wrongKeys: [rotated.now] } })
  await line.owner.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`update ledger.key set endorsement = ${before.sign(`unpick ledger key ${(await loadLedgerKey(line.dataDir)).publicKey}`)} where id = ${rotated.now}`.execute(
      tx,
    )
  })
  expect(await verify()).toMatchObject({ isSound: true })
})

test.skipIf(spawnSync('openssl', ['version']).status !== 0)(
  'a head is stamped by an authority (OpenSSL’s), and a stamp for another head is found',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'unpick-tsa-'))
    const at = (name: string) => join(folder, name)
    await writeFile(
      at('tsa.cnf'),
      `[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Test authority\n[ext]\nextendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=t\n[t]\nserial=${at('serial')}\nsigner_cert=${at('cert.pem')}\nsigner_key=${at('key.pem')}\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\n`,
    )
    await writeFile(at('serial'), '01')
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', at('key.pem'), '-out', at('cert.pem'), '-days', '2', '-config', at('tsa.cnf'))
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', async () => {
        await writeFile(at('query'), Buffer.concat(chunks))
        openssl('ts', '-reply', '-config', at('tsa.cnf'), '-section', 't', '-queryfile', at('query'), '-out', at('reply'))
        response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(await readFile(at('reply')))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const authority = `http://127.0.0.1:${(server.address() as { port: number }).port}/`
    expect(await isStampDue(line.db, line.deps.now())).toBe(true)
    await stampLedger(line.deps, authority)
    expect(await isStampDue(line.db, line.deps.now())).toBe(false)
    expect(await verify()).toMatchObject({ isSound: true, ledger: { stamps: 1, wrongStamps: [] } })
    const { size } = await getLedgerHead(line.web)
    await sql`insert into ledger.timestamp (size, authority, token, stamped_at) select (select min(size) from ledger.head), 'elsewhere', token, stamped_at from ledger.timestamp where size = ${size}`.execute(
      line.db,
    )
    expect(await verify()).toMatchObject({ isSound: false, ledger: { wrongStamps: [expect.any(Number)] } })
    server.close()
  },
)
