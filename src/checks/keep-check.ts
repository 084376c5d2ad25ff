/** Keep check: a list is kept only when somebody asks, sealed with its link, until a day that they are told. */
import type { Db } from '../db/client.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import type { CheckColumns, CheckJudgement, SupplierTable } from '../model/check.ts'
import type { Meeting } from '../model/meeting.ts'
import { deleteCheck, findCheck, listAccountChecks, upsertAccountCheck, upsertCheck } from './check-queries.ts'
import { checkIdOf, isToken, openWith, sealWith } from './sealing.ts'

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

/** Keeps a list under its link, or in place of what stood there. @throws InvalidError for another number of days */
export async function keepCheck({ db, now, secret }: KeepDeps, token: string, list: KeptList, days: number, personId: string | null): Promise<void> {
  if (!(KEEP_DAYS as readonly number[]).includes(days)) throw new InvalidError(`A list is kept for ${KEEP_DAYS.join(', ')} days.`)
  const id = checkIdOf(token)
  await upsertCheck(db, { id, sealed: sealWith(token, USE, list), keptAt: now(), expiresAt: new Date(now().getTime() + days * DAY_MS) })
  if (personId !== null) await upsertAccountCheck(db, { personId, checkId: id, sealed: sealWith(secret, 'account check', { token, title: list.title }) })
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

/** The lists that somebody keeps in their account, the newest first. */
export async function listOwnChecks(
  { db, now, secret }: KeepDeps,
  personId: string,
): Promise<{ token: string; title: string; keptAt: Date; expiresAt: Date }[]> {
  return (await listAccountChecks(db, personId, now())).map(({ sealed, keptAt, expiresAt }) => ({
    ...openWith<{ token: string; title: string }>(secret, 'account check', sealed),
    keptAt,
    expiresAt,
  }))
}
