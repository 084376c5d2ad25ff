/** Run check: holds each row of a list against what is published, some at a time, so that others are answered in between. */
import { setImmediate as breathe } from 'node:timers/promises'
import {
  type CheckColumns,
  type CheckJudgement,
  type CheckMatch,
  type CheckReport,
  type CheckRow,
  type SupplierLink,
  type SupplierRow,
  type SupplierTable,
  countResults,
  resultOf,
} from '../model/check.ts'
import type { OrganisationKind } from '../model/organisation.ts'
import { countryCode } from '../names/countries.ts'
import { sitesIn, valueOf } from '../names/list-cells.ts'

/** An organisation that a name may stand for. `register` names where it stands when nothing is published of it. */
export type Candidate = {
  readonly id: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly country: string | null
  readonly register: string | null
  readonly score: number
  readonly verdict: 'match' | 'unsure' | 'different'
  readonly reasons: readonly string[]
  readonly demonstration: boolean
}
export type CheckDeps = {
  /** Candidates for each name, best first. Lists take turns: `caller` is the list's, and its names wait however many do. */
  readonly match: (
    queries: readonly { readonly name: string; readonly country: string | null; readonly address: string | null }[],
    limit: number,
    asker?: { readonly caller: object; readonly isLetIn: true; readonly signal?: AbortSignal },
  ) => Promise<readonly (readonly Candidate[])[]>
  /** What leads on from each of these organisations; without a link it is left out. */
  readonly findLinks: (ids: readonly string[]) => Promise<ReadonlyMap<string, SupplierLink>>
  readonly now: () => Date
}
export type CheckProgress = (done: number, of: number) => void

/** So many names are asked for at once: few enough that whoever asks for one name waits for none of ours. */
const TOGETHER = 40
const CANDIDATES = 6
const MOST_MATCHES = 5
const LONGEST_NAME = 300
/** Another organisation without a link that fits so much better makes a match unsure. */
const FITS_BETTER = 0.05

type Asked = {
  readonly row: number
  readonly name: string
  readonly names: readonly string[]
  readonly country: string | null
  readonly address: string | null
  readonly problem: string | null
}

/**
 * Checks a list. Every row of it comes back, in order.
 * @throws whatever the deps throw; an aborted `signal` ends it between two groups of rows
 */
export async function runCheck(
  deps: CheckDeps,
  table: SupplierTable,
  columns: CheckColumns,
  options: { readonly judged?: readonly CheckJudgement[]; readonly progress?: CheckProgress; readonly signal?: AbortSignal } = {},
): Promise<CheckReport> {
  const askedOf = askedBy(table, columns)
  const asker = { caller: {}, isLetIn: true, ...(options.signal ? { signal: options.signal } : {}) } as const
  const links = new Map<string, SupplierLink | null>()
  const known = new Map<string, readonly Candidate[]>()
  const judged = Map.groupBy(options.judged ?? [], ({ row }) => row)
  const rows: CheckRow[] = []
  for (let i = 0; i < table.rows.length; i += TOGETHER) {
    options.signal?.throwIfAborted()
    const group = table.rows.slice(i, i + TOGETHER).map(askedOf)
    await matchGroup(deps, group, known, asker)
    const fresh = [...new Set(group.flatMap((each) => (known.get(keyOf(each)) ?? []).filter(({ register }) => register === null).map(({ id }) => id)))].filter(
      (id) => !links.has(id),
    )
    const found = await deps.findLinks(fresh)
    for (const id of fresh) links.set(id, found.get(id) ?? null)
    for (const each of group) rows.push(rowOf(each, known.get(keyOf(each)) ?? [], links, judged.get(each.row) ?? []))
    options.progress?.(rows.length, table.rows.length)
    await breathe()
  }
  const organisations = [...known.values()].flatMap((all) =>
    all.filter(({ register, verdict }) => register === null && verdict === 'match').map(({ id }) => id),
  )
  return { columns, sheet: table.sheet, counts: countResults(rows), made: deps.now().toISOString(), organisations: [...new Set(organisations)], rows }
}

const keyOf = ({ names, country, address }: Asked) => JSON.stringify([names, country, address])

/** Asks for the names of a group that were not asked for before; the best of a row's names speaks for it. */
async function matchGroup(
  deps: CheckDeps,
  group: readonly Asked[],
  known: Map<string, readonly Candidate[]>,
  asker: Parameters<CheckDeps['match']>[2],
): Promise<void> {
  const fresh = [...new Map(group.filter((each) => each.problem === null && !known.has(keyOf(each))).map((each) => [keyOf(each), each])).entries()]
  const queries = fresh.flatMap(([, { names, country, address }]) => names.map((name) => ({ name, country, address })))
  if (queries.length === 0) return
  const answers = await deps.match(queries, CANDIDATES, asker)
  let at = 0
  for (const [key, { names }] of fresh) {
    const best = new Map<string, Candidate>()
    for (const candidate of answers.slice(at, at + names.length).flat()) {
      const other = best.get(candidate.id)
      if (candidate.verdict !== 'different' && (!other || other.score < candidate.score)) best.set(candidate.id, candidate)
    }
    at += names.length
    known.set(
      key,
      [...best.values()].sort((a, b) => b.score - a.score),
    )
  }
}

function rowOf(asked: Asked, candidates: readonly Candidate[], links: ReadonlyMap<string, SupplierLink | null>, judged: readonly CheckJudgement[]): CheckRow {
  const { row, name, country, problem } = asked
  if (problem !== null) return { row, name, country, result: 'unreadable', why: problem, matches: [] }
  const better = candidates.find(({ id, verdict }) => verdict === 'match' && !links.get(id))
  const matches: CheckMatch[] = []
  for (const { id, name: its, kind, country: where, score, verdict, reasons, demonstration } of candidates) {
    const link = links.get(id)
    if (!link || matches.length >= MOST_MATCHES) continue
    const said = judged.find(({ organisation }) => organisation === id)
    const isBeaten = better !== undefined && verdict === 'match' && better.score > score + FITS_BETTER
    matches.push({
      id,
      name: its,
      kind,
      country: where,
      score,
      verdict: verdict === 'match' && !isBeaten ? 'match' : 'unsure',
      reasons: isBeaten ? [...reasons, `${better.name} fits better, and has no link`] : [...reasons],
      judged: said ? (said.isSame ? 'yes' : 'no') : null,
      demonstration,
      link,
    })
  }
  const result = resultOf(matches)
  return { row, name, country, result, why: result === 'possible' ? whyUnsure(matches) : null, matches }
}

const whyUnsure = (matches: readonly CheckMatch[]): string => {
  const best = matches.find(({ judged }) => judged !== 'no') as CheckMatch
  return `It may be ${best.name}. ${best.reasons.join('. ')}.`
}

/** What is asked of a row, by the columns of its list. */
function askedBy(table: SupplierTable, columns: CheckColumns): (row: SupplierRow) => Asked {
  const at = (heading: string | null) => (heading === null ? -1 : table.headings.indexOf(heading))
  const [name, otherName, country, address, city] = [at(columns.name), at(columns.otherName), at(columns.country), at(columns.address), at(columns.city)]
  return ({ row, cells }) => {
    const cell = (i: number) => valueOf(cells[i])
    // A cell that names several sites is asked for as a whole and for each.
    const names = [...new Set([cell(name), cell(otherName), ...sitesIn(cells[name] ?? '')].filter(Boolean))]
    const where = [cell(address), cell(city)].filter(Boolean).join(', ')
    return { row, name: names[0] ?? '', names, country: countryCode(cells[country]) || null, address: where || null, problem: problemOf(names) }
  }
}

function problemOf(names: readonly string[]): string | null {
  if (names.length === 0) return 'There is no name in this row.'
  if (names.some((name) => name.length > LONGEST_NAME)) return `The name is longer than ${LONGEST_NAME} characters.`
  return names.every((name) => !/\p{L}/u.test(name)) ? 'There is no letter in the name.' : null
}
