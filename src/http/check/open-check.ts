/** Open check: a check by its link, in memory or kept, for everything that is made of it. */
import { findKept, forgetCheck, rewriteKept } from '../../checks/keep-check.ts'
import type { RunningCheck } from '../../checks/running.ts'
import { ConflictError } from '../../errors.ts'
import type { CheckReport } from '../../model/check.ts'
import type { CheckPageDeps } from './deps.ts'

/** A check by its link: the one in memory, or the kept one, begun anew. @throws NotFoundError when there is neither */
export async function openCheck({ room, whole, now }: CheckPageDeps, token: string): Promise<RunningCheck> {
  if (room.has(token)) return room.get(token)
  const kept = await findKept({ db: whole, now }, token)
  if (kept === null) return room.get(token) // says what became of it
  return room.start(kept.title, kept.table, { token, columns: kept.columns, judged: kept.judged, meeting: kept.meeting })
}

/** The same, with its report. @throws ConflictError while it runs */
export async function reportOf(deps: CheckPageDeps, token: string): Promise<{ check: RunningCheck; report: CheckReport }> {
  const check = await openCheck(deps, token)
  if (check.report === null) throw new ConflictError('The list is still being checked. Try again in a few seconds.')
  return { check, report: check.report }
}

/** What was said of a kept list is kept too. */
export async function rekeep({ room, whole, now, intake }: CheckPageDeps, token: string): Promise<void> {
  const { title, table, columns, judged, meeting } = room.get(token)
  if ((await findKept({ db: whole, now }, token)) === null) return
  await intake.rewrite()
  await rewriteKept({ db: whole, now }, token, { title, table, columns, judged, meeting })
}

/** Forgets a list at once: in memory, and where it is kept, with its watch and all that the watch was told. Twice is as good as once. */
export async function forgetList({ room, whole }: CheckPageDeps, token: string): Promise<void> {
  room.forget(token)
  await forgetCheck({ db: whole }, token)
}
