/** Word lists: the words by which names are taken apart and told from goods, places, ships and people: files of `words/`, one entry a line. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The entries of a list, in its order. The first line says what it is of. */
export const wordList = (name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, 'words', `${name}.txt`), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
