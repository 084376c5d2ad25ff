/**
 * Countries: letters that stand for no country today give way to those that do. Names of seven countries had been read as
 * withdrawn codes (France as FX), and any two letters had been taken as they stood. Ids stay as they are, since claims,
 * decisions and the ledger name them; so two rows may now have one name and one country, and those are one organisation.
 */
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'

/** Withdrawn or wrong letters, with what they were written for. Others are unknown. */
const NOW: Readonly<Record<string, string>> = {
  FX: 'FR',
  UK: 'GB',
  YU: 'RS',
  DY: 'BJ',
  HV: 'BF',
  TP: 'TL',
  ZR: 'CD',
  BU: 'MM',
  DD: 'DE',
  NH: 'VU',
  RH: 'ZW',
  VD: 'VN',
  YD: 'YE',
}

const ASSIGNED = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
  CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
  GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
  KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
  MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
  RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
  TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`
  .trim()
  .split(/\s+/)

const isWrong = (column: string) => sql`${sql.ref(column)} <> '' and ${sql.ref(column)} <> all(${ASSIGNED}::text[])`
const now = (column: string) => sql`coalesce(${JSON.stringify(NOW)}::jsonb ->> ${sql.ref(column)}, '')`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organisation drop constraint organisation_name_key_country_demonstration_key`.execute(db)
  await sql`create index organisation_key_country on organisation (name_key, country, demonstration)`.execute(db)
  const { rows } = await sql<{
    id: string
  }>`update organisation set country = ${now('country')}, suggest_version = 0 where ${isWrong('country')} returning id`.execute(db)
  const ids = rows.map(({ id }) => id)
  await sql`insert into unpublished_change (subject_id)
    select unnest(${ids}::text[]) union select subject_id from claim where object_organisation_id = any(${ids})
    on conflict (subject_id) do update set changes = unpublished_change.changes + 1`.execute(db)
  await noteNames(db, 'names_change', ids)
  const published = await sql<{ id: string }>`
    update published.organisation set country = nullif(${now('country')}, ''),
      record = jsonb_set(record, '{country}', coalesce(to_jsonb(nullif(${now('country')}, '')), 'null'))
    where ${isWrong('country')} returning id`.execute(db)
  await noteNames(
    db,
    'published.names_change',
    published.rows.map(({ id }) => id),
  )
  await mendRegister(db)
}

const noteNames = (db: Kysely<unknown>, table: string, ids: readonly string[]) =>
  sql`insert into ${sql.table(table)} (thing_id, changed) select unnest(${ids}::text[]), pg_current_xact_id()
    on conflict (thing_id) do update set changed = excluded.changed`.execute(db)

/** The id of a row of a suppliers' list is made of its country too, so that the list taken in again finds its rows. */
async function mendRegister(db: Kysely<unknown>): Promise<void> {
  await sql`update register.entry set country = ${now('country')}, changed = pg_current_xact_id()
    where register <> 'suppliers' and ${isWrong('country')}`.execute(db)
  const { rows } = await sql<{ id: string; name: string; country: string; address: string | null }>`
    select id, name, ${now('country')} as country, address from register.entry where register = 'suppliers' and ${isWrong('country')} order by id`.execute(db)
  const after = rows.map(({ name, country, address }) => supplierId(name, country, address ?? ''))
  const renamed = sql`unnest(${rows.map(({ id }) => id)}::text[], ${after}::text[], ${rows.map(({ country }) => country)}::text[]) as r (before, after, country)`
  await sql`insert into register.entry (id, register, kind, name, other_names, country, address, lat, lon, identifiers, import_id)
    select r.after, register, kind, name, other_names, r.country, address, lat, lon, identifiers, import_id
    from ${renamed} join register.entry e on e.id = r.before
    on conflict (id) do nothing`.execute(db)
  await sql`delete from register.entry where id = any(${rows.map(({ id }) => id)})`.execute(db)
}

function supplierId(name: string, country: string, address: string): string {
  const parts = JSON.stringify([name.toLowerCase(), country, address.toLowerCase()])
  return `suppliers:${createHash('sha256').update(parts).digest('hex').slice(0, 20)}`
}

/** What the letters were before is not known any more; the rule that a name and a country are one row comes back where it holds. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index organisation_key_country`.execute(db)
  await sql`alter table organisation add constraint organisation_name_key_country_demonstration_key unique (name_key, country, demonstration)`.execute(db)
}
