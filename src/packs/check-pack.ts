/** Check pack: something for a meeting, made from a check: what was found, as facts with notes, and what follows from it. */
import type { CheckReport, CheckRow, SupplierLink } from '../model/check.ts'
import type { Meeting } from '../model/meeting.ts'
import { phrase } from '../words/language.ts'
import type { Say } from '../words/say.ts'
import { type Notes, createNotes, footOf } from './notes.ts'
import type { Block, Pack, Run } from './pack.ts'

export type CheckPackInput = {
  readonly report: CheckReport
  readonly meeting: Meeting
  readonly say: Say
  readonly origin: string
  readonly head: { readonly size: number; readonly root: string } | null
  readonly today: string
}
export type CheckPackKind = {
  readonly kind: string
  /** How it is called where it is offered. */
  readonly label: string
  readonly about: string
  readonly title: (meeting: Meeting) => string
  readonly build: (writer: CheckPackWriter) => readonly Block[]
}
export const defineCheckPack = (kind: CheckPackKind): CheckPackKind => kind

/** A supplier of the list of which something was found. */
export type FoundSupplier = {
  readonly row: number
  readonly name: string
  readonly link: SupplierLink
  readonly facts: readonly Run[]
  readonly products: readonly string[]
}
/** What a kind of pack writes with. */
export type CheckPackWriter = CheckPackInput & {
  readonly employer: string
  readonly branch: string
  readonly notes: Notes
  /** Listed and linked suppliers, listed ones first; only what is sure, or was said to be so. */
  readonly found: readonly FoundSupplier[]
}

/** Makes a pack of one kind. */
export function makeCheckPack(kind: CheckPackKind, input: CheckPackInput): Pack {
  const { meeting, say, origin, today, head, report } = input
  const notes = createNotes(say, origin)
  const rows = report.rows.filter(({ result }) => result === 'listed' || result === 'linked')
  const writer: CheckPackWriter = {
    ...input,
    employer: meeting.employer || phrase('(name of the employer)'),
    branch: meeting.branch || phrase('(name of the branch)'),
    notes,
    found: rows.sort((a, b) => Number(b.result === 'listed') - Number(a.result === 'listed') || a.row - b.row).map((row) => foundOf(row, notes)),
  }
  const blocks = kind.build(writer)
  return {
    kind: kind.kind,
    shape: 'letter',
    title: kind.title({ ...meeting, employer: writer.employer }),
    blocks,
    notes: notes.all(),
    foot: [
      ...footOf(say, { today, head, madeUp: rows.some((row) => matchOf(row).demonstration) ? say('made-up.marked') : null }),
      phrase('The list itself is the branch’s own: it stands nowhere in public, and no note shows it.'),
    ],
    url: `${origin}/how-we-grade`,
    grade: { word: '', pair: null },
    demonstration: false,
  }
}

/** The facts of a supplier are made only when a pack asks for them, so that notes are numbered as they are read. */
function foundOf(row: CheckRow, notes: Notes): FoundSupplier {
  const match = matchOf(row)
  const [chain] = match.link.chains
  return {
    row: row.row,
    name: row.name,
    link: match.link,
    get facts() {
      return chain ? notes.steps(chain) : []
    },
    products: [...new Set(match.link.chains.flatMap(({ steps }) => steps.flatMap(({ product }) => product ?? [])))],
  }
}

/** The organisation that a row of the list stands for. */
const matchOf = ({ matches }: CheckRow) =>
  matches.find(({ verdict, judged }) => judged === 'yes' || (verdict === 'match' && judged !== 'no')) as CheckRow['matches'][number]
