/** SQL of accounts: people, invitations, keys, and the account of what was done with them. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import type { Role } from './roles.ts'

export type PersonRow = {
  readonly id: string
  readonly pseudonym: string
  readonly role: Role
  readonly hasSecondFactor: boolean
  readonly disabledAt: Date | null
  readonly createdAt: Date
}

const personColumns = sql`id, name as pseudonym, role, two_factor_enabled as "hasSecondFactor", disabled_at as "disabledAt", created_at as "createdAt"`

/** Everybody, newest last. */
export async function listPeople(db: Db): Promise<PersonRow[]> {
  return (await sql<PersonRow>`select ${personColumns} from accounts.person order by created_at, id`.execute(db)).rows
}

/** A person by id or null. */
export async function findPerson(db: Db, id: string): Promise<PersonRow | null> {
  return (await sql<PersonRow>`select ${personColumns} from accounts.person where id = ${id}`.execute(db)).rows[0] ?? null
}

/** Who has this pseudonym, and whether they are kept out; null when nobody has it. */
export async function findByPseudonym(db: Db, pseudonym: string): Promise<{ id: string; isDisabled: boolean } | null> {
  const row = await db.selectFrom('accounts.person').select(['id', 'disabledAt']).where('username', '=', pseudonym.toLowerCase()).executeTakeFirst()
  return row ? { id: row.id, isDisabled: row.disabledAt !== null } : null
}

/** Gives a person a role; null: they may not come in any more, and their visits end. @returns whether there is such a person */
export async function setRole(tx: Tx, personId: string, role: Role | null, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('accounts.person')
    .set(role === null ? { disabledAt: now } : { role, disabledAt: null })
    .where('id', '=', personId)
    .executeTakeFirst()
  if (role === null) await tx.deleteFrom('accounts.session').where('personId', '=', personId).execute()
  return Number(result.numUpdatedRows) > 0
}

/** How many people there are. */
export async function countPeople(db: Db): Promise<number> {
  const row = await db
    .selectFrom('accounts.person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** How many admins there are who may come in, besides one. */
export async function countOtherAdmins(tx: Tx, personId: string): Promise<number> {
  const row = await tx
    .selectFrom('accounts.person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('role', '=', 'admin')
    .where('disabledAt', 'is', null)
    .where('id', '<>', personId)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function insertInvitation(tx: Tx, invitation: { tokenHash: string; role: Role; madeBy: string; madeAt: Date; expiresAt: Date }): Promise<void> {
  await tx.insertInto('accounts.invitation').values(invitation).execute()
}

/** Takes an invitation that is good, once; null when it is not. */
export async function takeInvitation(tx: Tx, tokenHash: string, now: Date): Promise<{ role: Role } | null> {
  const row = await tx
    .updateTable('accounts.invitation')
    .set({ usedAt: now })
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('role')
    .executeTakeFirst()
  return row ? { role: row.role as Role } : null
}

/** An invitation's role if it is still good. */
export async function findInvitation(db: Db, tokenHash: string, now: Date): Promise<{ role: Role } | null> {
  const row = await db
    .selectFrom('accounts.invitation')
    .select('role')
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return row ? { role: row.role as Role } : null
}

/** Ends invitations that were never used, of one maker. */
export async function endInvitations(tx: Tx, madeBy: string, now: Date): Promise<void> {
  await tx.updateTable('accounts.invitation').set({ expiresAt: now }).where('madeBy', '=', madeBy).where('usedAt', 'is', null).execute()
}

/** Writes down what was done with accounts. It is only added to. */
export async function noteAudit(tx: Tx | Db, doneBy: string, what: string, about: string | null): Promise<void> {
  await tx.insertInto('accounts.audit').values({ doneBy, what, about }).execute()
}

/** What was done, newest first; before an entry, where one is given. */
export async function listAudit(
  db: Db,
  limit: number,
  before: number | null = null,
): Promise<{ id: number; at: Date; doneBy: string; what: string; about: string | null }[]> {
  let query = db.selectFrom('accounts.audit').select(['id', 'at', 'doneBy', 'what', 'about']).orderBy('id', 'desc').limit(limit)
  if (before !== null) query = query.where('id', '<', before)
  return await query.execute()
}

/** Everybody's keys, without their secrets, newest first. */
export async function listAllKeys(db: Db): Promise<(KeyRow & { personId: string; pseudonym: string })[]> {
  return (await db
    .selectFrom('accounts.apiKey as k')
    .innerJoin('accounts.person as p', 'p.id', 'k.personId')
    .select(['k.id', 'k.name', 'k.scopes', 'k.madeAt', 'k.expiresAt', 'k.lastUsedOn', 'k.personId', 'p.name as pseudonym'])
    .orderBy('k.madeAt', 'desc')
    .execute()) as never
}

export type KeyRow = {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly madeAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedOn: string | null
}

export async function insertKey(
  tx: Tx,
  key: { id: string; personId: string; name: string; secretHash: string; scopes: string[]; madeAt: Date; expiresAt: Date | null },
): Promise<void> {
  await tx.insertInto('accounts.apiKey').values(key).execute()
}

/** A person's keys, without their secrets. */
export async function listKeys(db: Db | Tx, personId: string): Promise<KeyRow[]> {
  return (await db
    .selectFrom('accounts.apiKey')
    .select(['id', 'name', 'scopes', 'madeAt', 'expiresAt', 'lastUsedOn'])
    .where('personId', '=', personId)
    .orderBy('madeAt')
    .execute()) as never
}

/** Ends a key of a person. @returns whether they had such a key */
export async function deleteKey(tx: Tx, personId: string, keyId: string): Promise<boolean> {
  const result = await tx.deleteFrom('accounts.apiKey').where('id', '=', keyId).where('personId', '=', personId).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}

/** A key that has not run out, with whose it is. Its day of use is noted, not more. */
export async function findKey(db: Db, keyId: string, now: Date): Promise<{ secretHash: string; scopes: string[]; person: PersonRow } | null> {
  const row = await db
    .selectFrom('accounts.apiKey')
    .select(['secretHash', 'scopes', 'personId'])
    .where('id', '=', keyId)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .executeTakeFirst()
  const person = row && (await findPerson(db, row.personId))
  return row && person ? { secretHash: row.secretHash, scopes: row.scopes, person } : null
}

export async function noteKeyUse(db: Db, keyId: string, day: string): Promise<void> {
  await sql`update accounts.api_key set last_used_on = ${day}::date where id = ${keyId} and last_used_on is distinct from ${day}::date`.execute(db)
}

/** Takes a person away with everything that is theirs. What they decided stays under their pseudonym. */
export async function deletePerson(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('accounts.person').where('id', '=', personId).execute()
}

/** Sets what better-auth may not: the role that an invitation gave. */
export async function giveInvitedRole(tx: Tx, personId: string, role: Role): Promise<void> {
  await tx.updateTable('accounts.person').set({ role }).where('id', '=', personId).execute()
}

/** Makes the account of a program, or finds it; null when a person has the name. */
export async function ensureService(tx: Tx, service: { id: string; name: string; email: string; role: Role }): Promise<string | null> {
  await tx
    .insertInto('accounts.person')
    .values({
      id: service.id,
      name: service.name,
      username: service.name.toLowerCase(),
      displayUsername: service.name,
      email: service.email,
      role: service.role,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx.updateTable('accounts.person').set({ role: service.role }).where('id', '=', service.id).returning('id').executeTakeFirst()
  return row?.id ?? null
}

/** Ends all visits of a person but one. */
export async function endOtherSessions(tx: Tx, personId: string, sessionId: string): Promise<void> {
  await tx.deleteFrom('accounts.session').where('personId', '=', personId).where('id', '<>', sessionId).execute()
}

/** Ends one visit of a person. */
export async function endSession(tx: Tx, personId: string, sessionId: string): Promise<void> {
  await tx.deleteFrom('accounts.session').where('personId', '=', personId).where('id', '=', sessionId).execute()
}

/** A person's visits that have not run out. */
export async function listSessions(db: Db, personId: string, now: Date): Promise<{ id: string; createdAt: Date; updatedAt: Date; expiresAt: Date }[]> {
  return (await db
    .selectFrom('accounts.session')
    .select(['id', 'createdAt', 'updatedAt', 'expiresAt'])
    .where('personId', '=', personId)
    .where('expiresAt', '>', now)
    .orderBy('updatedAt', 'desc')
    .execute()) as never
}

/** The pseudonym of whoever has given a passphrase and now gives the second factor; null when that takes too long or was never begun. */
export async function findPending(db: Db, identifier: string, now: Date): Promise<string | null> {
  const { rows } = await sql<{ pseudonym: string }>`select p.name as pseudonym from accounts.verification v join accounts.person p on p.id = v.value
    where v.identifier = ${identifier} and v.expires_at > ${now}`.execute(db)
  return rows[0]?.pseudonym ?? null
}

/** Notes that a code opened an account. @returns false when it did so before */
export async function useCode(db: Db, personId: string, codeHash: string, now: Date, forgetBefore: Date): Promise<boolean> {
  await db.deleteFrom('accounts.usedCode').where('personId', '=', personId).where('usedAt', '<', forgetBefore).execute()
  const made = await db
    .insertInto('accounts.usedCode')
    .values({ personId, codeHash, usedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('personId')
    .executeTakeFirst()
  return made !== undefined
}

/** Ends the visit of a token. */
export async function endSessionOf(db: Db, token: string): Promise<void> {
  await db.deleteFrom('accounts.session').where('token', '=', token).execute()
}

/** Takes a person's second factor away, with its recovery codes and every visit. @returns whether there was one */
export async function deleteSecondFactor(tx: Tx, personId: string): Promise<boolean> {
  const found = await tx.deleteFrom('accounts.twoFactor').where('personId', '=', personId).executeTakeFirst()
  await tx.updateTable('accounts.person').set({ twoFactorEnabled: false }).where('id', '=', personId).execute()
  await tx.deleteFrom('accounts.session').where('personId', '=', personId).execute()
  return Number(found.numDeletedRows) > 0
}
