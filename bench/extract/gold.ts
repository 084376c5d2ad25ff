/**
 * Gold sentences of our own making: names in `[ ]`, and below each text the claims that it makes. Every name is made up. Those at
 * odd places (the first, the third …) are for tuning; those at even places were kept apart from it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type GoldClaim = { readonly subject: string; readonly predicate: string; readonly object: string; readonly stance: 'supports' | 'refutes' }
export type GoldText = { readonly text: string; readonly names: readonly string[]; readonly claims: readonly GoldClaim[]; readonly isTuning: boolean }

/** Names that the index knows when these texts are read; all others must be recognised. */
export const KNOWN_BRANDS = [
  'Halden & Row',
  'Kestrel Kids',
  'Northway Sports',
  'Pell Electricals',
  'Larkmoor',
  'Tidewell Foods',
  'Brask & Daughters',
  'Quayside Home',
]

const MARK = /\[([^\]]+)\]/g

/** The texts, parsed. */
export const goldTexts: readonly GoldText[] = readFileSync(join(import.meta.dirname, 'gold.txt'), 'utf8')
  .trim()
  .split(/\n\s*\n/)
  .map((entry, i) => {
    const [marked = '', ...claims] = entry.split('\n')
    return {
      text: marked.replace(MARK, '$1'),
      names: [...new Set([...marked.matchAll(MARK)].map((match) => match[1] as string))],
      claims: claims.map((line) => {
        const [subject = '', predicate = '', object = '', stance] = line
          .replace(/^>\s*/, '')
          .split('|')
          .map((part) => part.trim())
        return { subject, predicate, object, stance: stance === 'refutes' ? 'refutes' : 'supports' }
      }),
      isTuning: i % 2 === 0,
    }
  })
