/** Digest: what a database says, without the times at which it came to say it. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createFileStore } from '../../src/archive/store.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { type Db, openDb } from '../../src/db/client.ts'
import { startEmbedded } from '../../src/db/embedded.ts'

export type Digest = {
  readonly digest: string
  readonly lines: readonly string[]
  readonly claims: number
  readonly captures: number
  readonly isSound: boolean
}

const QUERIES: readonly string[] = [
  `select jsonb_build_array('claim', c.id, c.status, c.predicate, s.name, c.product, c.period, c.object_list, o.name, pr.slug, si.address) as line from claim c join organisation s on s.id = c.subject_id left join organisation o on o.id = c.object_organisation_id left join programme pr on pr.id = c.object_programme_id left join site si on si.id = c.object_site_id order by c.id`,
  `select jsonb_build_array('capture', c.id, c.sha256, c.bytes, d.url, d.state) as line from capture c join document d on d.id = c.document_id order by c.id`,
  `select jsonb_build_array('evidence', e.id, e.claim_id, e.stance, e.rule, p.start_at, p.end_at, md5(p.quote)) as line from evidence e join passage p on p.id = e.passage_id order by e.id`,
  `select jsonb_build_array('decision', d.claim_id, d.sequence, d.ruling, d.decided_by) as line from decision d order by d.claim_id, d.sequence`,
  `select jsonb_build_array('response', r.id, r.claim_id) as line from response r order by r.id`,
  `select jsonb_build_array('campaign', c.slug) as line from campaign c order by c.slug`,
  `select jsonb_build_array('action', a.id) as line from action a order by a.id`,
  `select jsonb_build_array('brand', b.slug, b.headline, b.grade, b.chains, b.sites) as line from published.brand b order by b.slug`,
  `select jsonb_build_array('published claim', c.id, c.status) as line from published.claim c order by c.id`,
]

/** The digest of an open database. */
export async function digestDb(db: Db): Promise<Pick<Digest, 'digest' | 'lines' | 'claims' | 'captures'>> {
  const lines: string[] = []
  for (const query of QUERIES) {
    const { rows } = await sql.raw<{ line: unknown[] }>(query).execute(db)
    for (const { line } of rows) lines.push(JSON.stringify(line))
  }
  return {
    digest: createHash('sha256').update(lines.join('\n')).digest('hex'),
    lines,
    claims: lines.filter((line) => line.startsWith('["claim"')).length,
    captures: lines.filter((line) => line.startsWith('["capture"')).length,
  }
}

/** The digest of a data folder on which nothing runs. */
export async function digestOf(dataDir: string): Promise<Digest> {
  const server = await startEmbedded(dataDir, () => undefined)
  const { db, close } = openDb(server.ownerUrl)
  try {
    const { isSound } = await verifyArchive(db, createFileStore(join(dataDir, 'captures')), () => undefined)
    return { ...(await digestDb(db)), isSound }
  } finally {
    await close()
    await server.stop()
  }
}
