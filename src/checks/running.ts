/** Running checks: lists that are being checked, or were a while ago, in memory alone. They are gone after an hour unless somebody asks to keep them. */
import { ConflictError, InvalidError, NotFoundError, UnavailableError, messageOf } from '../errors.ts'
import { type CheckColumns, type CheckJudgement, type CheckReport, type CheckRow, type SupplierTable, countResults, resultOf } from '../model/check.ts'
import type { Meeting } from '../model/meeting.ts'
import { guessColumns } from './guess-columns.ts'
import { type CheckDeps, runCheck } from './run-check.ts'
import { newToken } from './sealing.ts'

/** A check that somebody looks at. */
export type RunningCheck = {
  readonly token: string
  readonly title: string
  readonly table: SupplierTable
  readonly columns: CheckColumns
  readonly judged: readonly CheckJudgement[]
  /** For whom packs are made of it; null until somebody says. */
  readonly meeting: Meeting | null
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly done: number
  readonly of: number
  readonly report: CheckReport | null
  readonly problem: string | null
}
type Held = { -readonly [K in keyof RunningCheck]: RunningCheck[K] } & { touchedAt: number; stopping: AbortController }

const KEPT_MS = 60 * 60_000
/** All lists in memory together. */
const MOST_ROWS = 300_000
const MOST_CHECKS = 200
/** So many run at once; the others wait their turn. */
const AT_ONCE = 2

export type CheckRoom = ReturnType<typeof createCheckRoom>

/** Holds and runs checks. */
export function createCheckRoom(deps: CheckDeps) {
  const held = new Map<string, Held>()
  const waiting: Held[] = []
  let running = 0

  function makeRoom(rows: number): void {
    const now = deps.now().getTime()
    for (const [token, check] of held) if (check.touchedAt < now - KEPT_MS) drop(token)
    const used = () => [...held.values()].reduce((total, check) => total + check.of, 0)
    const done = [...held.values()].filter(({ state }) => state === 'done' || state === 'failed').sort((a, b) => a.touchedAt - b.touchedAt)
    while ((used() + rows > MOST_ROWS || held.size >= MOST_CHECKS) && done.length > 0) drop((done.shift() as Held).token)
    if (used() + rows > MOST_ROWS || held.size >= MOST_CHECKS)
      throw new UnavailableError('Very many lists are being checked at this moment. Try again in a few minutes; nothing of yours was kept.')
  }
  function drop(token: string): void {
    held.get(token)?.stopping.abort()
    held.delete(token)
  }
  function begin(check: Held): void {
    check.stopping.abort()
    check.stopping = new AbortController()
    Object.assign(check, { state: 'waiting', done: 0, report: null, problem: null })
    waiting.push(check)
    next()
  }
  function next(): void {
    if (running >= AT_ONCE) return
    const check = waiting.shift()
    if (!check) return
    running += 1
    const { signal } = check.stopping
    const isCurrent = () => check.stopping.signal === signal && !signal.aborted
    check.state = 'running'
    void runCheck(deps, check.table, check.columns, { judged: check.judged, signal, progress: (done) => isCurrent() && (check.done = done) })
      .then(
        (report) => isCurrent() && Object.assign(check, { state: 'done', report }),
        (error: unknown) => isCurrent() && Object.assign(check, { state: 'failed', problem: messageOf(error) }),
      )
      .finally(() => {
        running -= 1
        next()
      })
  }
  const touch = (token: string): Held => {
    const check = held.get(token)
    if (!check) throw new NotFoundError('This check is not here any more. Lists that nobody asked to keep are forgotten after an hour; check the list again.')
    check.touchedAt = deps.now().getTime()
    return check
  }

  return {
    /** Begins to check a list. A kept one comes with its token, and with what was said of it. */
    start(
      title: string,
      table: SupplierTable,
      kept: { readonly token?: string; readonly columns?: CheckColumns; readonly judged?: readonly CheckJudgement[]; readonly meeting?: Meeting | null } = {},
    ): RunningCheck {
      makeRoom(table.rows.length)
      const columns = kept.columns ?? guessColumns(table)
      const check: Held = {
        token: kept.token ?? newToken(),
        title,
        table,
        columns,
        judged: kept.judged ?? [],
        meeting: kept.meeting ?? null,
        state: 'waiting',
        done: 0,
        of: table.rows.length,
        report: null,
        problem: null,
        touchedAt: deps.now().getTime(),
        stopping: new AbortController(),
      }
      held.set(check.token, check)
      begin(check)
      return check
    },
    has: (token: string): boolean => held.has(token),
    /** @throws NotFoundError when it is forgotten */
    get: (token: string): RunningCheck => touch(token),
    /** Checks the list again, by other columns. @throws NotFoundError; InvalidError for a column that is not there */
    recheck(token: string, columns: CheckColumns): void {
      const check = touch(token)
      if (!check.table.headings.includes(columns.name)) throw new InvalidError('Choose the column that holds the names.')
      check.columns = columns
      begin(check)
    },
    /** Notes what somebody says of a match: yes, no, or nothing (null), which takes it back. @throws NotFoundError; ConflictError while it is being checked */
    judge(token: string, row: number, organisation: string, isSame: boolean | null): void {
      const check = touch(token)
      if (check.report === null) throw new ConflictError('The list is still being checked. Say it again when it is done.')
      if (!check.report.rows.some((each) => each.row === row && each.matches.some(({ id }) => id === organisation)))
        throw new NotFoundError(`Row ${row} has no such match.`)
      const others = check.judged.filter((each) => each.row !== row || each.organisation !== organisation)
      check.judged = isSame === null ? others : [...others, { row, organisation, isSame }]
      const rows = check.report.rows.map((each) => (each.row === row ? judgedRow(each, organisation, isSame) : each))
      check.report = { ...check.report, rows, counts: countResults(rows) }
    },
    /** Notes for whom packs are made. @throws NotFoundError when it is forgotten */
    meet(token: string, meeting: Meeting): void {
      touch(token).meeting = meeting
    },
    /** Forgets it at once. */
    forget: drop,
  }
}

function judgedRow(row: CheckRow, organisation: string, isSame: boolean | null): CheckRow {
  const judged = isSame === null ? null : isSame ? ('yes' as const) : ('no' as const)
  const matches = row.matches.map((match) => (match.id === organisation ? { ...match, judged } : match))
  return { ...row, matches, result: resultOf(matches) }
}
