/** Headlines: a brand's answer in a word and in one plain sentence, never louder than its chains. */
import type { z } from 'zod'
import type { Headline } from '../model/grade.ts'
import type { Chain } from '../model/profile.ts'

type Word = z.infer<typeof Headline>

/** The best of the current chains; Contested when only contested ones are left; None found otherwise. */
export function headlineOf(chains: readonly Chain[]): { headline: Word; grade: string | null } {
  const current = chains.find((chain) => chain.status === 'current')
  if (current) return { headline: current.word, grade: current.grade }
  const contested = chains.find((chain) => chain.status === 'contested')
  return contested ? { headline: 'Contested', grade: contested.grade } : { headline: 'None found', grade: null }
}

/** The answer in one sentence or two. */
export function sentenceOf(name: string, chains: readonly Chain[]): string {
  const current = chains.filter((chain) => chain.status === 'current')
  const contested = chains.filter((chain) => chain.status === 'contested')
  const historic = chains.filter((chain) => chain.status === 'historic')
  if (current.length > 0) {
    const strongest = current[0] as Chain
    const subject = `${count(current.length)} of evidence ${current.length === 1 ? 'links' : 'link'} ${name} to ${endsOf(current)}.`
    return current.length === 1 ? `${subject} It is ${strongest.word.toLowerCase()}.` : `${subject} The strongest is ${strongest.word.toLowerCase()}.`
  }
  if (contested.length > 0)
    return `${count(contested.length)} of evidence ${contested.length === 1 ? 'links' : 'link'} ${name} to ${endsOf(contested)}, and a step of ${contested.length === 1 ? 'it' : 'each'} is contested. A decision is due.`
  if (historic.length > 0)
    return `${name} was linked to ${endsOf(historic)}. The buying has ended, by published evidence. No current link has been found, which never means that there is none.`
  return `No published evidence links ${name} to forced labour. That never means that there is none.`
}

const WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve']
const count = (n: number) => `${WORDS[n] ?? n} ${n === 1 ? 'chain' : 'chains'}`

function endsOf(chains: readonly Chain[]): string {
  const programmes = new Set(chains.filter((chain) => chain.ends.kind === 'programme').map((chain) => chain.ends.slug)).size
  const lists = new Set(chains.filter((chain) => chain.ends.kind === 'list').map((chain) => chain.ends.slug)).size
  const programme = programmes === 1 ? 'a forced labour programme' : 'forced labour programmes'
  const list = lists === 1 ? 'companies on an official list' : 'companies on official lists'
  if (programmes > 0 && lists > 0) return `${programme} and to ${list}`
  return programmes > 0 ? programme : list
}
