/** Terms: names and organisations as keyed hashes, by which a new claim finds the lists that hold it, though no name stands in the database. */
import { createHmac } from 'node:crypto'
import { partsOf } from '../names/parts.ts'

/** 64 bits of a keyed hash, as PostgreSQL's bigint writes them. */
const termOf = (secret: string, text: string): string => createHmac('sha256', `watch terms ${secret}`).update(text).digest().readBigInt64BE(0).toString()

/** A name without its legal form, spaces, marks and script: what is left is compared letter by letter. Empty for names of one or two letters. */
function lettersOf(name: string): string {
  const { squashed } = partsOf(name)
  return squashed.length < 3 ? '' : squashed.slice(0, LONGEST)
}
const LONGEST = 60

/** The terms of a list: of each name, and of each organisation that it stood for when it was checked. */
export function termsOf(secret: string, names: readonly string[], organisations: readonly string[]): string[] {
  const letters = names.map(lettersOf).filter(Boolean)
  return [...new Set([...letters.map((text) => termOf(secret, `name ${text}`)), ...organisations.map((id) => termOf(secret, `organisation ${id}`))])]
}

/** Terms by which a list with this organisation is found: by its id, its names, and its names with one letter left out, put in, changed or swapped. */
export function termsLike(secret: string, names: readonly string[], id: string): string[] {
  const texts = new Set<string>()
  for (const text of new Set(names.map(lettersOf).filter(Boolean))) {
    texts.add(text)
    if (text.length >= SHORTEST_MISSPELT) for (const near of oneEditFrom(text)) texts.add(near)
  }
  return [termOf(secret, `organisation ${id}`), ...[...texts].map((text) => termOf(secret, `name ${text}`))]
}
/** A letter more or less makes another word of a short name. */
const SHORTEST_MISSPELT = 8
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

function* oneEditFrom(text: string): Generator<string> {
  for (let i = 0; i <= text.length; i += 1) {
    const [before, after] = [text.slice(0, i), text.slice(i)]
    if (after !== '') yield before + after.slice(1)
    if (after.length > 1) yield before + (after[1] as string) + (after[0] as string) + after.slice(2)
    for (const letter of LETTERS) {
      yield before + letter + after
      if (after !== '') yield before + letter + after.slice(1)
    }
  }
}
