/** Spans: kept in short, since a page has hundreds of them, and writing them out took as long as writing its text. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update reading r set spans = (
      with span as (select place - 1 as i, known from jsonb_array_elements(r.spans::jsonb) with ordinality as s (known, place))
      select json_build_object(
        'at', (select coalesce(json_agg(at order by i, side), '[]'::json) from span, lateral (values (1, known -> 'start'), (2, known -> 'end')) as e (side, at)),
        'rest', (select coalesce(json_object_agg(i, known - 'start' - 'end'), '{}'::json) from span where known - 'start' - 'end' <> '{}'::jsonb)))`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    update reading r set spans = (
      select coalesce(json_agg(jsonb_build_object('start', packed -> 'at' -> (i * 2), 'end', packed -> 'at' -> (i * 2 + 1)) || coalesce(packed -> 'rest' -> i::text, '{}'::jsonb)
        || case when (packed -> 'in' -> (i * 2))::int >= 0
          then jsonb_build_object('element', (packed -> 'paths' ->> (packed -> 'in' -> (i * 2))::int) || ':nth-of-type(' || (packed -> 'in' ->> (i * 2 + 1)) || ')')
          else '{}'::jsonb end order by i), '[]'::json)
      from (select r.spans::jsonb as packed) p, generate_series(0, jsonb_array_length(packed -> 'at') / 2 - 1) as i)`.execute(db)
}
