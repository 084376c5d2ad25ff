/** Notes: facts of packs, each with the number of the claim that it rests on. */
import { dayText } from '../model/day.ts'
import type { Chain, ChainStep, Evidence } from '../model/profile.ts'
import { statementOf } from '../model/statement.ts'
import { phrase } from '../words/language.ts'
import type { Say } from '../words/say.ts'
import type { Note, Run } from './pack.ts'

export type Notes = {
  /** The number of the note of a step's claim. */
  readonly of: (step: ChainStep) => number
  /** The number of a claim's note, if it has one already. */
  readonly known: (claim: string) => number[]
  /** A step as one sentence, never louder than the chain's evidence, with its note. */
  readonly step: (chain: Chain, step: ChainStep) => Run
  /** Every step of a chain. */
  readonly steps: (chain: Chain) => Run[]
  readonly all: () => Note[]
}

/** Numbers notes in the order in which they are first needed. */
export function createNotes(say: Say, origin: string): Notes {
  const notes = new Map<string, Note>()
  const of = (step: ChainStep): number => {
    const known = notes.get(step.claim)
    if (known) return known.n
    const evidence = step.evidence.find(({ stance }) => stance === 'supports') ?? step.evidence[0]
    const note = {
      n: notes.size + 1,
      claim: step.claim,
      text: statementOf(step, phrase),
      source: sourceText(say, evidence),
      url: `${origin}/claims/${step.claim}`,
    }
    notes.set(step.claim, note)
    return note.n
  }
  const step = (chain: Chain, one: ChainStep): Run => {
    const fact = hedged(say, chain, one)
    return { fact: one.subject.demonstration ? say('made-up.fact', { fact }) : fact, notes: [of(one)] }
  }
  return {
    of,
    known: (claim) => [notes.get(claim)?.n ?? []].flat(),
    step,
    steps: (chain) => chain.steps.map((one) => step(chain, one)),
    all: () => [...notes.values()],
  }
}

/** A step as a sentence that is as loud as its chain and no louder; a contested step says so. */
function hedged(say: Say, chain: Chain, step: ChainStep): string {
  const statement = statementOf(step, phrase)
  if (step.status === 'contested') return say('hedge.Contested', { statement: statement.replace(/\.$/, '').concat('.') })
  if (chain.status === 'historic') return say('hedge.historic', { statement })
  if (chain.word === 'Strong' || chain.word === 'Substantial' || chain.word === 'Some') return say(`hedge.${chain.word}`, { statement })
  return say('hedge.Some', { statement })
}

/** Where a note's claim comes from, in the order of a reference. */
function sourceText(say: Say, evidence: Evidence | undefined): string {
  if (!evidence || evidence.confidential || !evidence.document) return say('notes.confidential')
  const values = { publisher: evidence.publisher.name, title: evidence.document.title }
  const source = evidence.document.published ? say('notes.dated', { ...values, day: dayText(evidence.document.published) }) : say('notes.source', values)
  return evidence.page === null ? source : `${source}, ${say('notes.page', { page: evidence.page })}`
}

/** What stands at the foot: when it was made, how it can be checked, and what of it was made up. */
export function footOf(
  say: Say,
  { today, head, madeUp }: { readonly today: string; readonly head: { readonly size: number; readonly root: string } | null; readonly madeUp: string | null },
): string[] {
  return [say('notes.made', { day: dayText(today) }), ...(head ? [say('notes.head', { size: head.size, root: head.root })] : []), ...(madeUp ? [madeUp] : [])]
}
