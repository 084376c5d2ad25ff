/** SQL that writes organisations from claims that are written already, and asks what is. */
import { sql } from 'kysely'
import { type Tx, json } from '../db/client.ts'
import type { ClaimRecord, OrganisationRecord } from '../model/profile.ts'
import { nameKey } from '../names/name-key.ts'

/** The records of written claims of these organisations, and of those that lead to them, in order of id. `members` are all rows that stand for one of them. */
export async function loadWritten(tx: Tx, ids: readonly string[], members: readonly string[]): Promise<ClaimRecord[]> {
  const { rows } = await sql<{ record: ClaimRecord }>`
    select p.record from (
      select id from published.claim where subject_id = any(${[...ids]}) union select id from claim where object_organisation_id = any(${[...members]}) and status in ('accepted', 'published', 'contested', 'retracted')) c
      join published.claim p on p.id = c.id where p.record->>'predicate' <> 'located_at' order by p.id`.execute(tx)
  return rows.map(({ record }) => record)
}

/** Which of these organisations some written claim is of. */
export async function loadSubjects(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('published.claim')
    .select('subjectId')
    .distinct()
    .where('subjectId', 'in', ['', ...ids])
    .execute()
  return new Set(rows.map(({ subjectId }) => subjectId))
}

export type OrganisationWrite = { readonly record: OrganisationRecord; readonly members: readonly string[] }

/** Writes organisations; rows that stand for another one only point at it. */
export async function writeOrganisations(tx: Tx, writes: readonly OrganisationWrite[], now: Date): Promise<void> {
  for (let i = 0; i < writes.length; i += 500) {
    const some = writes.slice(i, i + 500)
    const rows = some.flatMap(({ record, members }) =>
      members.map((id) => ({
        id,
        canonicalId: record.id,
        name: record.name,
        kind: record.kind,
        country: record.country,
        record: id === record.id ? json(record) : null,
        updatedAt: now,
      })),
    )
    await tx
      .insertInto('published.organisation')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          canonicalId: eb.ref('excluded.canonicalId'),
          name: eb.ref('excluded.name'),
          kind: eb.ref('excluded.kind'),
          country: eb.ref('excluded.country'),
          record: eb.ref('excluded.record'),
          updatedAt: now,
        })),
      )
      .execute()
    const names = some.flatMap(({ record }) => record.names.map((name) => ({ id: record.id, name, key: nameKey(name) })))
    const columns = sql`unnest(${names.map(({ id }) => id)}::text[], ${names.map(({ name }) => name)}::text[], ${names.map(({ key }) => key)}::text[]) as t (organisation_id, name, name_key)`
    await sql`delete from published.organisation_name n where n.organisation_id = any(${rows.map(({ id }) => id)}) and not exists (select 1 from ${columns} where t.organisation_id = n.organisation_id and t.name = n.name and t.name_key = n.name_key)`.execute(
      tx,
    )
    await sql`insert into published.organisation_name (organisation_id, name, name_key) select t.organisation_id, t.name, t.name_key from ${columns} on conflict do nothing`.execute(
      tx,
    )
  }
}
