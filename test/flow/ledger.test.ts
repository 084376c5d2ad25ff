import { randomInt } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { checkProof } from '../../src/archive/check-proof.ts'
import { appendLedger } from '../../src/archive/ledger.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { isConsistent } from '../../src/model/merkle.ts'
import { getConsistencyProof, getLedgerHead, getLedgerProof } from '../../src/publish/ledger-proofs.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const pages = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`/${i}`, `<p>Zara bought cotton yarn from Riverside Mill A${i} Co., Ltd. in 2025.</p>`]))
const site = await localSite(pages)
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const verify = () => verifyArchive(line.db, line.deps.store, () => undefined)

test('captures and decisions become leaves under a signed head, each proven offline', async () => {
  for (const path of Object.keys(pages)) await line.add(site.origin + path)
  await line.run()
  const first = await getLedgerHead(line.web)
  expect(first.size).toBe(30)
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 20))
    await decideClaim(line.deps, { claimId: claim.id, ruling: 'accept', decidedBy: 'reviewer', reason: 'It was read.' })
  await line.run()
  const head = await getLedgerHead(line.web)
  expect(head.size).toBe(50)
  expect(await verify()).toMatchObject({ isSound: true, ledger: { leaves: 50, waiting: 0, changed: [], wrongNodes: [], wrongHeads: [] } })
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
    { ...proof, head: { ...proof.head, size: 51 } },
    { ...proof, head: { ...proof.head, signature: 'AAAA' } },
    { ...proof, head: { ...proof.head, publicKey: 'none' } },
  ]
  for (const each of wrong) expect(checkProof(JSON.stringify(each), 'proof').isSound).toBe(false)
  expect(() => checkProof('{}', 'x.json')).toThrow(/not a proof/)
  expect(() => checkProof(null, 'x.json')).toThrow(/no file/)
})

test('the ledger is append-only to whoever goes through the database’s rules', async () => {
  await expect(line.db.deleteFrom('ledger.leaf').execute()).rejects.toThrow(/append-only/)
  await expect(line.db.updateTable('ledger.node').set({ hash: 'x' }).execute()).rejects.toThrow(/append-only/)
})

test('of a hundred changes behind the database’s back, in rows, leaves, nodes and heads, every one is found', async () => {
  const places: [table: string, key: string, column: string][] = [
    ['capture', 'id', 'final_url'],
    ['capture', 'id', 'sha256'],
    ['decision', 'id', 'reason'],
    ['decision', 'id', 'decided_by'],
    ['ledger.leaf', 'index', 'row_hash'],
    ['ledger.leaf', 'index', 'leaf_hash'],
    ['ledger.node', "level || ' ' || index", 'hash'],
    ['ledger.head', 'size', 'root'],
  ]
  let found = 0
  for (let i = 0; i < 100; i += 1) {
    const [table, key, column] = places[i % places.length] as (typeof places)[number]
    const { rows } = await sql<{
      key: string
      value: string
    }>`select (${sql.raw(key)})::text as key, ${sql.raw(column)} as value from ${sql.raw(table)} order by random() limit 1`.execute(line.db)
    const { key: at, value } = rows[0] as { key: string; value: string }
    const place = randomInt(value.length)
    const other = '0123456789abcdef'.split('').find((digit) => digit !== value[place]) as string
    const changed = value.slice(0, place) + other + value.slice(place + 1)
    const set = async (to: string) =>
      line.db.transaction().execute(async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx)
        await sql`update ${sql.raw(table)} set ${sql.raw(column)} = ${to} where (${sql.raw(key)})::text = ${at}`.execute(tx)
      })
    await set(changed)
    if (!(await verify()).isSound) found += 1
    await set(value)
  }
  expect(found).toBe(100)
  expect(await verify()).toMatchObject({ isSound: true })
})

test('of five writers at once every leaf is entered once', async () => {
  for (let i = 0; i < 30; i += 1) await line.add(`${site.origin}/${i}`, { again: true })
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 20))
    await decideClaim(line.deps, { claimId: claim.id, ruling: 'reject', decidedBy: 'reviewer', reason: 'A test.' })
  await Promise.all([1, 2, 3, 4, 5].map(() => appendLedger(line.deps)))
  expect(await verify()).toMatchObject({ isSound: true, ledger: { leaves: 60, waiting: 0 } })
})
