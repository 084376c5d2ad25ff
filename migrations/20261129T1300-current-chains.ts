/** Current chains: a brand's chains are counted, and its ends kept, as far as they lead somewhere today. Brands with a historic one are published anew. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into unpublished_change (subject_id)
    select o.id from published.brand b join organisation o on o.id = b.organisation_id where b.profile @> '{"chains": [{"status": "historic"}]}'
    on conflict (subject_id) do update set changes = unpublished_change.changes + 1`.execute(db)
}

export async function down(): Promise<void> {}
