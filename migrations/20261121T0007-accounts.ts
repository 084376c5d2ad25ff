/** Accounts: people by pseudonym, their sessions, second factors, invitations and keys; and an account of what was done with them. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create schema accounts`,
  // The shapes of person, session, credential, verification and two_factor are those that better-auth writes.
  `create table accounts.person (
    id text primary key, name text not null, username text not null unique, display_username text, email text not null unique, email_verified boolean not null default false, image text,
    role text not null default 'member' constraint person_role_known check (role in ('member', 'researcher', 'reviewer', 'committee', 'admin')),
    two_factor_enabled boolean not null default false, disabled_at timestamptz, created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create table accounts.session (
    id text primary key, person_id text not null references accounts.person on delete cascade, token text not null unique, expires_at timestamptz not null,
    ip_address text constraint session_without_address check (coalesce(ip_address, '') = ''), user_agent text constraint session_without_agent check (coalesce(user_agent, '') = ''),
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create index session_person on accounts.session (person_id)`,
  `create table accounts.credential (
    id text primary key, account_id text not null, provider_id text not null, person_id text not null references accounts.person on delete cascade, password text,
    access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create index credential_person on accounts.credential (person_id)`,
  `create table accounts.verification (
    id text primary key, identifier text not null, value text not null, expires_at timestamptz not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create index verification_identifier on accounts.verification (identifier)`,
  `create table accounts.two_factor (
    id text primary key, person_id text not null references accounts.person on delete cascade, secret text not null, backup_codes text not null,
    verified boolean not null default false, failed_verification_count integer not null default 0, locked_until timestamptz)`,
  `create index two_factor_person on accounts.two_factor (person_id)`,

  `create table accounts.invitation (
    token_hash text primary key, role text not null constraint invitation_role_known check (role in ('member', 'researcher', 'reviewer', 'committee', 'admin')),
    made_by text not null, made_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz)`,
  `create table accounts.api_key (
    id text primary key, person_id text not null references accounts.person on delete cascade, name text not null, secret_hash text not null, scopes text[] not null,
    made_at timestamptz not null, expires_at timestamptz, last_used_on date)`,
  `create index api_key_person on accounts.api_key (person_id)`,

  // What was done with accounts stays as it was written.
  `create table accounts.audit (id bigint generated always as identity primary key, at timestamptz not null default now(), done_by text not null, what text not null, about text)`,
  `create function accounts.keep_audit() returns trigger language plpgsql as $$
  begin
    raise exception 'the audit log is only added to' using errcode = 'check_violation', constraint = 'audit_append_only';
  end $$`,
  `create trigger audit_append_only before update or delete or truncate on accounts.audit for each statement execute function accounts.keep_audit()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`drop schema if exists accounts cascade`).execute(db)
}
