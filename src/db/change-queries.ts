/** Known names: names that texts are searched for. Learning one makes the texts that hold it due again. */
import { sql } from 'kysely'
import type { Db, Tx } from './client.ts'

/**
 * Makes organisations known, so that texts are searched for their names; readings that hold one of them fall due, as do those that
 * hold a name of organisations that were `renamed`. Organisations that are known already cost one query and change nothing.
 */
export async function learnNames(tx: Tx, organisationIds: readonly string[], renamed: readonly string[] = []): Promise<void> {
  if (organisationIds.length === 0) return
  const unknown = await tx
    .selectFrom('organisation')
    .select('id')
    .where('id', 'in', [...new Set(organisationIds)])
    .where('known', '=', false)
    .execute()
  if (unknown.length === 0 && renamed.length === 0) return
  await bumpNamesRevision(tx)
  const learned = await tx
    .updateTable('organisation')
    .set({ known: true })
    .where('id', 'in', ['', ...unknown.map((row) => row.id)])
    .where('known', '=', false)
    .returning('id')
    .execute()
  await refreshReadings(tx, [...new Set([...learned.map((row) => row.id), ...renamed])])
}

/** Says that the set of known names has changed. Taken first in a transaction, so that writers and readers queue here. */
export async function bumpNamesRevision(tx: Tx): Promise<void> {
  await sql`insert into instance (key, value) values ('names revision', '1') on conflict (key) do update set value = to_jsonb((instance.value #>> '{}')::int + 1), changed_at = now()`.execute(
    tx,
  )
}

async function refreshReadings(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update capture_progress set extract_version = 0, resolve_version = 0, due_since = now() where reading_id in (
      select r.reading_id from organisation_name n join reading_words r on r.words @@ phraseto_tsquery('simple', n.name) where n.organisation_id = any(${ids}) and n.name !~ '[一-鿿]')`.execute(
    tx,
  )
  // A run of Chinese is one word to the text search, so those names are looked for as they stand.
  await sql`update capture_progress set extract_version = 0, resolve_version = 0, due_since = now() where reading_id in (
      select r.id from organisation_name n join reading r on position(n.name in r.text) > 0 where n.organisation_id = any(${ids}) and n.name ~ '[一-鿿]')`.execute(
    tx,
  )
}

/** Notes that what is said of these organisations has changed, so that publish looks at them. Done in the transaction of the change. */
export async function noteChanges(tx: Tx, organisationIds: readonly string[]): Promise<void> {
  const ids = [...new Set(organisationIds)].sort()
  if (ids.length === 0) return
  await sql`insert into unpublished_change (subject_id) select unnest(${ids}::text[]) on conflict (subject_id) do update set changes = unpublished_change.changes + 1`.execute(
    tx,
  )
}

/** The number below which every change is there to be read. */
export async function changesHorizon(db: Db): Promise<string> {
  const { rows } = await sql<{ horizon: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(db)
  return (rows[0] as { horizon: string }).horizon
}
