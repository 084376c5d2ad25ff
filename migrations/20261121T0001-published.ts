/** The published schema: the only thing the public sees. The role `unpick_web` may read it, and nothing else. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create schema published`,
  `create table published.brand (
    slug text primary key, organisation_id text not null unique, name text not null, search text not null, sector text, headline text not null, grade text,
    strength integer not null, chains integer not null, sites integer not null, call jsonb, profile jsonb not null, demonstration boolean not null, updated_at timestamptz not null)`,
  `create index brand_order on published.brand (strength, slug)`,
  `create index brand_search on published.brand using gin (search public.gin_trgm_ops)`,
  `create table published.organisation (id text primary key, canonical_id text not null, name text not null, kind text not null, country text, record jsonb, updated_at timestamptz not null)`,
  `create index organisation_order on published.organisation (name, id) where record is not null`,
  `create table published.organisation_name (organisation_id text not null, name text not null, name_key text not null, primary key (organisation_id, name))`,
  `create index organisation_name_key on published.organisation_name (name_key)`,
  `create index organisation_name_like on published.organisation_name using gin (name_key public.gin_trgm_ops)`,
  `create table published.programme (slug text primary key, name text not null, record jsonb not null, updated_at timestamptz not null)`,
  `create table published.official_list (slug text primary key, name text not null, record jsonb not null, updated_at timestamptz not null)`,
  `create table published.claim (id text primary key, subject_id text not null, status text not null, record jsonb not null, updated_at timestamptz not null)`,
  `create index claim_subject on published.claim (subject_id)`,
  `create table published.document (id text primary key, title text not null, record jsonb not null, updated_at timestamptz not null)`,
  `create table published.capture (sha256 text primary key, record jsonb not null, text text not null, complete boolean not null, shown jsonb not null, fetched_at timestamptz not null)`,
  `create table published.site (
    id text primary key, brand text not null, name text not null, kind text not null, address text not null, town text, postcode text, outcode text,
    lat double precision not null, lon double precision not null, footfall smallint)`,
  `create index site_brand on published.site (brand, id)`,
  `create index site_place on published.site (lat, lon)`,
  `create index site_outcode on published.site (outcode)`,
  `create table published.brand_end (brand text not null, kind text not null, slug text not null, primary key (brand, kind, slug))`,
  `create index brand_end_slug on published.brand_end (kind, slug)`,
  `create table published.campaign (slug text primary key, brand text not null, record jsonb not null)`,
  `create table published.action (id text primary key, brand text, starts_at timestamptz not null, lat double precision, lon double precision, record jsonb not null)`,
  `create index action_starts on published.action (starts_at, id)`,
  `create table published.instance (key text primary key, value jsonb not null)`,
  `do $$ begin
    if not exists (select from pg_roles where rolname = 'unpick_web') then create role unpick_web nologin; end if;
    if not pg_has_role(current_user, 'unpick_web', 'member') then execute format('grant unpick_web to %I', current_user); end if;
  end $$`,
  `revoke all on schema public from public`,
  `do $$ begin execute format('grant usage on schema public to %I', current_user); end $$`,
  `grant usage on schema published, public to unpick_web`, // public for the operators of pg_trgm; no table of it is granted
  `grant select on all tables in schema published to unpick_web`,
  `alter default privileges in schema published grant select on tables to unpick_web`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop schema if exists published cascade').execute(db)
}
