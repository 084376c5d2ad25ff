/**
 * Vocabulary: the words of all names, each once, and which of them one typing mistake makes of another.
 * Method: a word and its misspelling share what is left when one letter is taken off either (symmetric deletes, Garbe 2012).
 */
import { isMisspelt } from '../likeness.ts'
import { PackedTexts } from './packed-texts.ts'

const SHORTEST_MISSPELT = 4
const LONGEST_MISSPELT = 24

/** A 32-bit hash of part of a text (FNV-1a), with one letter left out. */
function hashWithout(word: string, left: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i += 1) {
    if (i === left) continue
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  }
  return (hash ^ (hash >>> 15)) >>> 0
}

export class Vocabulary {
  readonly #ids = new Map<string, number>()
  readonly #words = new PackedTexts()
  #starts: Uint32Array = new Uint32Array(2)
  #places: Uint32Array = new Uint32Array(0)
  #mask = 0
  #sorted: Uint32Array | null = null

  get size(): number {
    return this.#ids.size
  }

  /** The number of a word, given to it if it has none. */
  add(word: string): number {
    const known = this.#ids.get(word)
    if (known !== undefined) return known
    const id = this.#words.add(word)
    this.#ids.set(word, id)
    return id
  }

  find(word: string): number | undefined {
    return this.#ids.get(word)
  }

  wordAt(id: number): string {
    return this.#words.at(id)
  }

  /** Makes misspelt words findable. To be called once, when all words are in. */
  seal(): void {
    this.#words.trim()
    const buckets = 2 ** Math.max(4, Math.ceil(Math.log2(this.size * 8 + 1)))
    this.#mask = buckets - 1
    const starts = new Uint32Array(buckets + 1)
    this.#eachDeletion((bucket) => {
      starts[bucket + 1] = (starts[bucket + 1] as number) + 1
    })
    for (let i = 0; i < buckets; i += 1) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
    const places = new Uint32Array(starts[buckets] as number)
    const next = starts.slice()
    this.#eachDeletion((bucket, id) => {
      places[next[bucket] as number] = id
      next[bucket] = (next[bucket] as number) + 1
    })
    this.#starts = starts
    this.#places = places
  }

  #eachDeletion(take: (bucket: number, id: number) => void): void {
    for (const [word, id] of this.#ids) {
      if (word.length < SHORTEST_MISSPELT || word.length > LONGEST_MISSPELT || /^\d/.test(word)) continue
      for (let left = -1; left < word.length; left += 1) {
        if (left > 0 && word[left] === word[left - 1]) continue // the same letters are left
        take(hashWithout(word, left) & this.#mask, id)
      }
    }
  }

  /** The numbers of words that are this one with a typing mistake, without itself. */
  misspelt(word: string): number[] {
    if (word.length < SHORTEST_MISSPELT || word.length > LONGEST_MISSPELT || /^\d/.test(word)) return []
    const own = this.#ids.get(word)
    const found = new Set<number>()
    for (let left = -1; left < word.length; left += 1) {
      const bucket = hashWithout(word, left) & this.#mask
      for (let i = this.#starts[bucket] as number; i < (this.#starts[bucket + 1] as number); i += 1) {
        const id = this.#places[i] as number
        if (id !== own && !found.has(id) && isMisspelt(this.wordAt(id), word)) found.add(id)
      }
    }
    return [...found]
  }

  /** The numbers of words that begin so, at most `most`. */
  beginning(prefix: string, most: number): number[] {
    this.#sorted ??= Uint32Array.from([...this.#ids.entries()].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, id]) => id))
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.wordAt(this.#sorted[middle] as number) < prefix) low = middle + 1
      else high = middle
    }
    const found: number[] = []
    for (let i = low; i < this.#sorted.length && found.length < most && this.wordAt(this.#sorted[i] as number).startsWith(prefix); i += 1)
      found.push(this.#sorted[i] as number)
    return found
  }
}
