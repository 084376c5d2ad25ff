/**
 * Handed over: a source's file that a person brought. The capture says who, and when they say they saved it; the source says where to
 * get it; and somebody else confirms that it is what it says before its rows are accepted by rule.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table source add column by_hand text`,
    `alter table capture add column handed_by text, add column said_saved_at timestamptz,
      add constraint capture_handed_over check ((handed_by is null or via = 'file') and (said_saved_at is null or handed_by is not null))`,
    `create index capture_handed on capture (document_id) where handed_by is not null`,
    `create table capture_confirmation (
      capture_id text primary key references capture (id),
      confirmed_by text not null,
      confirmed_at timestamptz not null
    )`,
    `create function confirmed_by_another() returns trigger language plpgsql as $$
    begin
      if new.confirmed_by = (select handed_by from public.capture where id = new.capture_id) then
        raise exception 'whoever handed a file over does not confirm it' using errcode = 'check_violation', constraint = 'confirmed_by_another';
      end if;
      return new;
    end $$`,
    `create trigger confirmed_by_another before insert on capture_confirmation for each row execute function confirmed_by_another()`,
    `create trigger capture_confirmation_sealed before update or delete on capture_confirmation for each row execute function sealed()`,
    `create trigger capture_confirmation_whole before truncate on capture_confirmation for each statement execute function sealed()`,
  ])
    await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `drop table capture_confirmation`,
    `drop function confirmed_by_another`,
    `drop index capture_handed`,
    `alter table capture drop constraint capture_handed_over, drop column said_saved_at, drop column handed_by`,
    `alter table source drop column by_hand`,
  ])
    await sql.raw(statement).execute(db)
}
