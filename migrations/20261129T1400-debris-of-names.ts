/**
 * Debris of names: a slip in the catalogue had made "L" and half a Chinese name names of L'Oréal. They go, and texts in which a
 * name was found by them, or that hold the names that were meant, are searched again.
 */
import { type Kysely, sql } from 'kysely'

const DEBRIS = ['L', "欧莱雅'Oreal"]
const MEANT = ["L'Oreal", '欧莱雅']

export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from organisation_name n using organisation o
    where o.id = n.organisation_id and o.name = 'L''Oréal' and o.kind = 'brand' and not o.demonstration and n.name = any(${DEBRIS}) returning o.id`.execute(db)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return
  await sql`insert into unpublished_change (subject_id) select distinct unnest(${ids}::text[])
    on conflict (subject_id) do update set changes = unpublished_change.changes + 1`.execute(db)
  await sql`update capture_progress set extract_version = 0, resolve_version = 0, due_since = now() where reading_id in (
    select reading_id from mention where organisation_id = any(${ids}) and surface = any(${DEBRIS})
    union select r.id from reading r, unnest(${MEANT}::text[]) as meant where position(meant in r.text) > 0)`.execute(db)
}

export async function down(): Promise<void> {}
