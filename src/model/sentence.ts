/** Sentences: a brand's answer in one or two plain sentences, never louder than its chains; and how a text takes its values. */
import type { Chain } from './profile.ts'

/** Fills values into a text such as `{chains} of evidence`: in English here, in another language by its catalogue. */
export type Put = (text: string, values?: Readonly<Record<string, string | number>>) => string
/** In English. */
export const inEnglish: Put = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** The answer in one sentence or two. */
export function sentenceOf(name: string, chains: readonly Chain[], put: Put = inEnglish): string {
  const current = chains.filter((chain) => chain.status === 'current')
  const contested = chains.filter((chain) => chain.status === 'contested')
  const historic = chains.filter((chain) => chain.status === 'historic')
  const values = (of: readonly Chain[]) => ({ chains: count(of.length, put), brand: name, ends: endsOf(of, put) })
  if (current.length > 0) {
    const word = put((current[0] as Chain).word.toLowerCase())
    return current.length === 1
      ? put('{chains} of evidence links {brand} to {ends}. It is {word}.', { ...values(current), word })
      : put('{chains} of evidence link {brand} to {ends}. The strongest is {word}.', { ...values(current), word })
  }
  if (contested.length > 0)
    return contested.length === 1
      ? put('{chains} of evidence links {brand} to {ends}, and a step of it is contested. A decision is due.', values(contested))
      : put('{chains} of evidence link {brand} to {ends}, and a step of each is contested. A decision is due.', values(contested))
  if (historic.length > 0)
    return put(
      '{brand} was linked to {ends}. The buying has ended, by published evidence. No current link has been found, which never means that there is none.',
      values(historic),
    )
  return put('No published evidence links {brand} to forced labour. That never means that there is none.', { brand: name })
}

const COUNTS = [
  'No chains',
  'One chain',
  'Two chains',
  'Three chains',
  'Four chains',
  'Five chains',
  'Six chains',
  'Seven chains',
  'Eight chains',
  'Nine chains',
  'Ten chains',
  'Eleven chains',
  'Twelve chains',
]
const count = (n: number, put: Put) => put(COUNTS[n] ?? '{n} chains', { n })

function endsOf(chains: readonly Chain[], put: Put): string {
  const programmes = new Set(chains.filter((chain) => chain.ends.kind === 'programme').map((chain) => chain.ends.slug)).size
  const lists = new Set(chains.filter((chain) => chain.ends.kind === 'list').map((chain) => chain.ends.slug)).size
  const programme = put(programmes === 1 ? 'a forced labour programme' : 'forced labour programmes')
  const list = put(lists === 1 ? 'companies on an official list' : 'companies on official lists')
  if (programmes > 0 && lists > 0) return put('{programme} and to {list}', { programme, list })
  return programmes > 0 ? programme : list
}
