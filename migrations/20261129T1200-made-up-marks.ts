/** Made-up marks: what is published of the demonstration is published anew, since each made-up name is marked as one from now on. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into unpublished_change (subject_id) select id from organisation where demonstration
    on conflict (subject_id) do update set changes = unpublished_change.changes + 1`.execute(db)
}

export async function down(): Promise<void> {}
