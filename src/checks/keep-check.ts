/** Keep check: a list is kept only when somebody asks, sealed with its link, until a day that they are told. */
import type { Db } from '../db/client.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import type { CheckColumns, CheckJudgement, SupplierTable } from '../model/check.ts'
import type { Meeting } from '../model/meeting.ts'
import { deleteCheck, findAccountKey, findCheck, listAccountChecks, upsertAccountCheck, upsertCheck } from './check-queries.ts'
import { checkIdOf, isToken, openTo, openWith, sealTo, sealWith } from '../model/sealing.ts'

export type KeepDeps = { readonly db: Db; readonly now: () => Date; /** Seals what an account holds. */ readonly secret: string }
/** What is kept of a check: the list and what was said of it. Results are worked out anew each time. */
export type KeptList = {
  readonly title: string
  readonly table: SupplierTable
  readonly columns: CheckColumns
  readonly judged: readonly CheckJudgement[]
  readonly meeting: Meeting | null
}
export type Kept = KeptList & { readonly keptAt: Date; readonly expiresAt: Date }

/** For how many days a list can be kept. */
export const KEEP_DAYS = [30, 90, 365] as const
const DAY_MS = 86_400_000
const USE = 'check'
const ACCOUNT = 'account check'

/** Keeps a list under its link, or in place of what stood there. @throws InvalidError for another number of days */
export async function keepCheck(
  { db, now }: Pick<KeepDeps, 'db' | 'now'>,
  token: string,
  list: KeptList,
  days: number,
  personId: string | null,
): Promise<void> {
  if (!(KEEP_DAYS as readonly number[]).includes(days)) throw new InvalidError(`A list is kept for ${KEEP_DAYS.join(', ')} days.`)
  const id = checkIdOf(token)
  const key = personId === null ? null : await findAccountKey(db, personId)
  if (personId !== null && key === null)
    throw new InvalidError('Sign out and in again first: your account then has a key for your lists that only your passphrase opens. Nothing was kept.')
  await upsertCheck(db, { id, sealed: sealWith(token, USE, list), keptAt: now(), expiresAt: new Date(now().getTime() + days * DAY_MS) })
  if (personId !== null && key !== null) await upsertAccountCheck(db, { personId, checkId: id, sealed: sealTo(key, ACCOUNT, { token, title: list.title }) })
}

/** A kept list by its link; null when there is none, or its time is over. */
export async function findKept({ db, now }: Pick<KeepDeps, 'db' | 'now'>, token: string): Promise<Kept | null> {
  if (!isToken(token)) return null
  const row = await findCheck(db, checkIdOf(token), now())
  return row && { ...openWith<KeptList>(token, USE, row.sealed), keptAt: row.keptAt, expiresAt: row.expiresAt }
}

/** Writes what somebody said of a kept list; its day stays. @throws NotFoundError when it is kept no more */
export async function rewriteKept(deps: Pick<KeepDeps, 'db' | 'now'>, token: string, list: KeptList): Promise<void> {
  const kept = await findKept(deps, token)
  if (kept === null) throw new NotFoundError('This list is not kept any more.')
  await upsertCheck(deps.db, { id: checkIdOf(token), sealed: sealWith(token, USE, list), keptAt: kept.keptAt, expiresAt: kept.expiresAt })
}

/** Forgets a list, with its watch. Twice is as good as once. */
export async function forgetCheck({ db }: Pick<KeepDeps, 'db'>, token: string): Promise<void> {
  await deleteCheck(db, checkIdOf(token))
}

/** What an account holds of a list. */
type OwnList = { readonly token: string; readonly title: string }
export type OwnChecks = {
  readonly lists: readonly (OwnList & { readonly keptAt: Date; readonly expiresAt: Date })[]
  /** How many more there are that this browser cannot open: its owner has to sign in again. */
  readonly locked: number
}

/** The lists that somebody keeps in their account, the newest first. `key` is what their passphrase opened; without it they stay closed. */
export async function listOwnChecks({ db, now, secret }: KeepDeps, personId: string, key: string | undefined): Promise<OwnChecks> {
  const rows = await listAccountChecks(db, personId, now())
  const lists: OwnChecks['lists'][number][] = []
  for (const { checkId, sealed, keptAt, expiresAt } of rows) {
    const own = key === undefined ? null : (opened(() => openTo<OwnList>(key, ACCOUNT, sealed)) ?? (await resealed({ db, secret }, personId, checkId, sealed)))
    if (own) lists.push({ ...own, keptAt, expiresAt })
  }
  return { lists, locked: rows.length - lists.length }
}

/** A list that an earlier version sealed with the instance's own secret, sealed to its owner's key from now on; null for any other. */
async function resealed({ db, secret }: Pick<KeepDeps, 'db' | 'secret'>, personId: string, checkId: string, sealed: Buffer): Promise<OwnList | null> {
  const own = opened(() => openWith<OwnList>(secret, ACCOUNT, sealed))
  const key = own && (await findAccountKey(db, personId))
  if (own && key) await upsertAccountCheck(db, { personId, checkId, sealed: sealTo(key, ACCOUNT, own) })
  return own
}

function opened<T>(open: () => T): T | null {
  try {
    return open()
  } catch {
    return null // sealed with another key
  }
}
