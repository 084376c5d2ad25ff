/** Headlines: a brand's answer in a word, never louder than its chains. */
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
