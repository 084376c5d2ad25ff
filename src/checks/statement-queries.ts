/** SQL that finds an employer's modern slavery statement: its row in the registry's sealed file, and the statement's own sealed copy. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

const REGISTRY = 'gb-modern-slavery-statements'
const MOST_ROWS = 5

export type RegistryRow = { readonly row: string; readonly capture: string }

/** Rows of the registry's newest files that name an employer, the latest year first; each as it stands there. */
export async function listRegistryRows(db: Db, employer: string): Promise<RegistryRow[]> {
  const name = employer.trim().replace(/[^\p{L}\p{N} ]/gu, (mark) => `\\${mark}`)
  if (name.length < 3) return []
  const { rows } = await sql<RegistryRow>`
    select m[1] as row, c.sha256 as capture from document d
      join lateral (select c.id, c.sha256 from capture c where c.document_id = d.id order by c.fetched_at desc limit 1) c on true
      join reading r on r.capture_id = c.id
      cross join lateral regexp_matches(r.text, ${`^(\\d{4}[^;\\n]*; ${name}(?: limited| ltd| plc| llp)?\\.?;[^\\n]*)$`}, 'gin') as m
    where d.source_id = ${REGISTRY} and not d.demonstration order by m[1] desc limit ${MOST_ROWS}`.execute(db)
  return rows
}

/** The newest text of a document at an address, with its sealed copy; null when it was never read. */
export async function findTextAt(db: Db, url: string): Promise<{ text: string; capture: string; title: string | null } | null> {
  const { rows } = await sql<{ text: string; capture: string; title: string | null }>`
    select r.text, c.sha256 as capture, d.title from document d join capture c on c.document_id = d.id join reading r on r.capture_id = c.id
    where d.url = ${url} and not d.confidential order by c.fetched_at desc limit 1`.execute(db)
  return rows[0] ?? null
}
