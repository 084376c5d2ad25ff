/**
 * Whose responses: what is published of a response names whose it is, and a brand's page tells what the brand says apart from what
 * others on its chains say. Kept versions of pages are history and stay. Whatever was answered is published anew, since owners' answers join.
 */
import { type Kysely, sql } from 'kysely'

const WHOSE = sql`
  join response r on r.id = said ->> 'id' join organisation o on o.id = r.organisation_id join organisation s on s.id = coalesce(o.same_as, o.id)`
const NAMED = sql`said || jsonb_build_object('by', jsonb_build_object('id', s.id, 'name', s.name))`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update published.claim c set record = jsonb_set(record, '{responses}', (
      select coalesce(jsonb_agg(${NAMED} order by t.n), '[]') from jsonb_array_elements(c.record -> 'responses') with ordinality as t (said, n) ${WHOSE}))
    where jsonb_array_length(record -> 'responses') > 0`.execute(db)
  await sql`
    update published.brand b set profile = profile || (
      select jsonb_build_object(
        'responses', coalesce(jsonb_agg(${NAMED} order by t.n) filter (where s.id = b.organisation_id), '[]'),
        'otherResponses', coalesce(jsonb_agg(${NAMED} || jsonb_build_object('relation',
          case when b.profile -> 'owners' @> jsonb_build_array(jsonb_build_object('organisation', jsonb_build_object('id', s.id))) then 'owner' else 'chain' end)
          order by t.n) filter (where s.id <> b.organisation_id), '[]'))
      from jsonb_array_elements(b.profile -> 'responses') with ordinality as t (said, n) ${WHOSE})`.execute(db)
  await sql`
    insert into unpublished_change (subject_id) select distinct organisation_id from response
    on conflict (subject_id) do update set changes = unpublished_change.changes + 1`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    update published.brand set profile = jsonb_set(profile, '{responses}', (profile -> 'responses') || (profile -> 'otherResponses')) - 'otherResponses'`.execute(
    db,
  )
}
