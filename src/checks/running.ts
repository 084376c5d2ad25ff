/** Running checks: lists that are being checked, or were a while ago, in memory alone. They are gone after an hour unless somebody asks to keep them. */
import { ConflictError, InvalidError, NotFoundError, UnavailableError, messageOf } from '../errors.ts'
import { type CheckColumns, type CheckJudgement, type CheckReport, type CheckRow, type SupplierTable, countResults, resultOf } from '../model/check.ts'
import type { Meeting } from '../model/meeting.ts'
import { guessColumns } from '../names/guess-columns.ts'
import { type CheckDeps, runCheck } from './run-check.ts'
import { newToken } from '../model/sealing.ts'
import { createTurns } from '../turns.ts'

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
type Held = { -readonly [K in keyof RunningCheck]: RunningCheck[K] } & { readonly size: number; touchedAt: number; stopping: AbortController }

const KEPT_MS = 60 * 60_000
/** A list of more rows than this is long. */
const LONG_FROM = 2_000
/** So many letters count as a row, in however few rows they are. */
const LETTERS_OF_ROW = 400
/** Rows of all lists in memory together. Long ones have room of their own, so that they never take the place of short ones. */
const MOST_ROWS = { long: 240_000, short: 60_000 } as const
const MOST_CHECKS = 2_000
/** So many lists are checked at once; one place is left for lists of few rows. */
const [AT_ONCE, FEW_ROWS] = [4, 200]
const FULL = 'Very many lists are being checked at this moment.'

/** How large a list is, in rows. */
function sizeOf({ rows }: SupplierTable): number {
  let letters = 0
  for (const { cells } of rows) for (const cell of cells) letters += cell.length
  return Math.max(rows.length, Math.ceil(letters / LETTERS_OF_ROW))
}
const lengthOf = (rows: number): keyof typeof MOST_ROWS => (rows > LONG_FROM ? 'long' : 'short')

export type CheckRoom = ReturnType<typeof createCheckRoom>

/** Holds and runs checks: short lists first, and each list in one place only. */
export function createCheckRoom(deps: CheckDeps) {
  const held = new Map<string, Held>()
  const turns = createTurns({ atOnce: AT_ONCE, mostWaiting: MOST_CHECKS, little: FEW_ROWS, busy: FULL })

  function makeRoom(size: number): void {
    const now = deps.now().getTime()
    for (const [token, check] of held) if (check.touchedAt < now - KEPT_MS) drop(token)
    const alike = () => [...held.values()].filter((each) => lengthOf(each.size) === lengthOf(size))
    const isFull = () => alike().reduce((total, each) => total + each.size, size) > MOST_ROWS[lengthOf(size)] || held.size >= MOST_CHECKS
    const done = alike()
      .filter(({ state }) => state === 'done' || state === 'failed')
      .sort((a, b) => a.touchedAt - b.touchedAt)
    while (isFull() && done.length > 0) drop((done.shift() as Held).token)
    if (isFull()) throw new UnavailableError(`${FULL} Try again in a minute; nothing of yours was kept.`, { retryAfterMs: 60_000 })
  }
  function drop(token: string): void {
    held.get(token)?.stopping.abort()
    held.delete(token)
  }
  /** Puts a check in the queue. What it waited for, or was at, is left. */
  function begin(check: Held): void {
    check.stopping.abort()
    check.stopping = new AbortController()
    const { signal } = check.stopping
    Object.assign(check, { state: 'waiting', done: 0, report: null, problem: null })
    const run = () => {
      check.state = 'running'
      const progress = (done: number) => !signal.aborted && (check.done = done)
      return runCheck(deps, check.table, check.columns, { judged: check.judged, signal, progress })
    }
    void turns.take(run, { caller: check, cost: check.size, signal, isLetIn: true }).then(
      (report) => !signal.aborted && Object.assign(check, { state: 'done', report }),
      (error: unknown) => !signal.aborted && Object.assign(check, { state: 'failed', problem: messageOf(error) }),
    )
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
      const size = sizeOf(table)
      makeRoom(size)
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
        size,
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
