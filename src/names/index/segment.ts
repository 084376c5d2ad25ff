/** Segment: an unchanging index over names. Candidates share rare words, misspelt ones too, or all their letters. */
import { type NameParts, partsOf } from '../parts.ts'
import { PackedTexts } from './packed-texts.ts'
import { Vocabulary } from './vocabulary.ts'

/** A name of something, with the two letters of its country or ''. One thing may have many. */
export type NameEntry = { readonly id: string; readonly name: string; readonly country: string }
export type Hit = NameEntry & { readonly likeness: number }

/** A word that more names have than this finds nothing by itself. */
const MOST_POSTINGS = 200_000
/** Postings that are gone through for one name as long as its words are rare. */
const MOST_LOOKED_AT = 8_000
/** From so many touched names it is faster to go through all that have a word than to look each up. */
const MANY_TOUCHED = 2_000
/** A word that so many names have is no misspelling of another. */
const COMMON = 100
const MISSPELT = 0.75
const BEGINNING = 0.6

/** The words by which a name is found: as they are compared, and for Chinese by meaning and by sound. */
export function keysOf(parts: NameParts): string[] {
  const keys = new Set<string>()
  for (const word of parts.words) if (word.weight > 0.1) keys.add(word.text)
  if (parts.sound) {
    for (const word of parts.sound.words) keys.add(word)
    for (const word of parts.sound.known) keys.add(word.english.at(-1) as string)
  }
  if (parts.latin) for (const key of keysOf(parts.latin)) keys.add(key)
  if (keys.size === 0 && parts.words[0]) keys.add(parts.words[0].text)
  return [...keys]
}

/** Collects names for a segment, one by one. */
export class SegmentBuilder {
  readonly ids: PackedTexts
  readonly names: PackedTexts
  readonly vocabulary = new Vocabulary()
  readonly countries: string[] = ['']
  readonly #countryNumbers = new Map<string, number>([['', 0]])
  words: Uint32Array
  ends: Uint32Array
  countryOf: Uint16Array
  hashes: Uint32Array
  size = 0
  #used = 0

  constructor(expected = 1_024) {
    this.ids = new PackedTexts(expected)
    this.names = new PackedTexts(expected)
    this.words = new Uint32Array(expected * 5 + 16)
    this.ends = new Uint32Array(expected + 1)
    this.countryOf = new Uint16Array(expected + 1)
    this.hashes = new Uint32Array(expected + 1)
  }

  add(entry: NameEntry): void {
    const parts = partsOf(entry.name)
    if (this.size + 1 >= this.ends.length) {
      this.ends = grown(this.ends)
      this.countryOf = grown(this.countryOf)
      this.hashes = grown(this.hashes)
    }
    for (const key of keysOf(parts)) {
      if (this.#used === this.words.length) this.words = grown(this.words)
      this.words[this.#used] = this.vocabulary.add(key)
      this.#used += 1
    }
    this.ids.add(entry.id)
    this.names.add(entry.name)
    let country = this.#countryNumbers.get(entry.country)
    if (country === undefined) {
      country = this.countries.push(entry.country) - 1
      this.#countryNumbers.set(entry.country, country)
    }
    this.countryOf[this.size] = country
    this.hashes[this.size] = hashOf(parts.squashed)
    this.ends[this.size] = this.#used
    this.size += 1
  }

  build(): Segment {
    return new Segment(this)
  }
}

/** A segment of these names. */
export function segmentOf(entries: Iterable<NameEntry>, expected?: number): Segment {
  const builder = new SegmentBuilder(expected)
  for (const entry of entries) builder.add(entry)
  return builder.build()
}

export class Segment {
  readonly #ids: PackedTexts
  readonly #names: PackedTexts
  readonly #countries: readonly string[]
  readonly #countryOf: Uint16Array
  readonly #vocabulary: Vocabulary
  readonly #starts: Uint32Array
  readonly #postings: Uint32Array
  readonly #weights: Float32Array
  readonly #squashedStarts: Uint32Array
  readonly #squashed: Uint32Array
  readonly #squashedMask: number
  /** Working memory of a look: likeness a place, and which places have any. */
  readonly #scores: Float32Array
  readonly size: number

  constructor({ ids, names, countries, countryOf, vocabulary, words, ends, hashes, size }: SegmentBuilder) {
    this.size = size
    ids.trim()
    names.trim()
    vocabulary.seal()
    this.#ids = ids
    this.#names = names
    this.#countries = countries
    this.#countryOf = countryOf.slice(0, size)
    this.#vocabulary = vocabulary
    ;[this.#starts, this.#postings] = invert(words, ends, size, vocabulary.size)
    this.#weights = new Float32Array(size)
    for (let at = 0, word = 0; at < size; at += 1) {
      let weight = 0
      for (; word < (ends[at] as number); word += 1) weight += this.#rarity(words[word] as number)
      this.#weights[at] = weight
    }
    const buckets = 2 ** Math.max(4, Math.ceil(Math.log2(size + 1)))
    this.#squashedMask = buckets - 1
    ;[this.#squashedStarts, this.#squashed] = invert(hashes.map((hash) => hash & this.#squashedMask).subarray(0, size), null, size, buckets)
    this.#scores = new Float32Array(size)
  }

  #rarity(word: number): number {
    return Math.log(1 + this.size / Math.max(1, this.#countOf(word)))
  }

  #countOf(word: number): number {
    return (this.#starts[word + 1] as number) - (this.#starts[word] as number)
  }

  /** Candidates for a name, likeliest first, at most `most`. `isBeginning`: its last word may go on. */
  find(parts: NameParts, most: number, isBeginning = false): Hit[] {
    const touched: number[] = []
    const add = (at: number, weight: number) => {
      if (this.#scores[at] === 0) touched.push(at)
      this.#scores[at] = (this.#scores[at] as number) + weight
    }
    const keys = keysOf(parts)
    const wanted: { id: number; count: number; weight: number; group: number }[] = []
    let all = 0
    keys.forEach((key, group) => {
      const own = this.#vocabulary.find(key)
      const isCommon = own !== undefined && this.#countOf(own) > COMMON
      const near = isCommon ? [] : this.#vocabulary.misspelt(key).map((id) => [id, MISSPELT] as const)
      const longer = isBeginning && group === keys.length - 1 && key.length > 1 ? this.#vocabulary.beginning(key, 50).map((id) => [id, BEGINNING] as const) : []
      const ways = [...(own === undefined ? [] : [[own, 1] as const]), ...near, ...longer.filter(([id]) => id !== own)]
      all += ways.length > 0 ? Math.max(...ways.map(([id, factor]) => this.#rarity(id) * factor)) : Math.log(1 + this.size)
      for (const [id, factor] of ways) wanted.push({ id, count: this.#countOf(id), weight: this.#rarity(id) * factor, group })
    })
    wanted.sort((a, b) => a.count - b.count)
    const bucket = hashOf(parts.squashed) & this.#squashedMask
    for (let i = this.#squashedStarts[bucket] as number; i < (this.#squashedStarts[bucket + 1] as number); i += 1) add(this.#squashed[i] as number, 0.01)
    let left = MOST_LOOKED_AT
    for (const { id, count, weight } of wanted) {
      const isRare = count <= left
      if (isRare) left -= count
      if (isRare || (touched.length === 0 && count <= MOST_POSTINGS)) {
        for (let i = this.#starts[id] as number; i < (this.#starts[id + 1] as number); i += 1) add(this.#postings[i] as number, weight)
      } else if (touched.length > 0) this.#addToTouched(id, weight, touched) // too common to be looked for, but it tells apart what rarer words have found
    }
    const best: { at: number; likeness: number }[] = []
    let least = 0
    for (const at of touched) {
      const likeness = isBeginning ? (this.#scores[at] as number) : (2 * (this.#scores[at] as number)) / (all + (this.#weights[at] as number))
      this.#scores[at] = 0
      if (best.length >= most && likeness <= least) continue
      let place = best.length
      while (place > 0 && (best[place - 1] as { likeness: number }).likeness < likeness) place -= 1
      best.splice(place, 0, { at, likeness })
      if (best.length > most) best.pop()
      least = best.at(-1)?.likeness ?? 0
    }
    return best.map(({ at, likeness }) => ({ ...this.entryAt(at), likeness: Math.min(1, likeness) }))
  }

  /** Adds a word's weight to those touched names that have it: both lists are in order, so a search in the word's goes fast. */
  #addToTouched(id: number, weight: number, touched: readonly number[]): void {
    const end = this.#starts[id + 1] as number
    if (touched.length > MANY_TOUCHED) {
      for (let i = this.#starts[id] as number; i < end; i += 1) {
        const at = this.#postings[i] as number
        if ((this.#scores[at] as number) > 0) this.#scores[at] = (this.#scores[at] as number) + weight
      }
      return
    }
    for (const at of touched) {
      let low = this.#starts[id] as number
      let high = end
      while (low < high) {
        const middle = (low + high) >> 1
        if ((this.#postings[middle] as number) < at) low = middle + 1
        else high = middle
      }
      if (low < end && this.#postings[low] === at) this.#scores[at] = (this.#scores[at] as number) + weight
    }
  }

  entryAt(at: number): NameEntry {
    return { id: this.#ids.at(at), name: this.#names.at(at), country: this.#countries[this.#countryOf[at] as number] as string }
  }

  /** Every name, in order. */
  *entries(): Generator<NameEntry> {
    for (let at = 0; at < this.size; at += 1) yield this.entryAt(at)
  }
}

function grown<T extends Uint32Array | Uint16Array>(array: T): T {
  const wider = new (array.constructor as new (length: number) => T)(Math.ceil(array.length * 1.5) + 16)
  wider.set(array)
  return wider
}

/** For each key, the places that have it: key a word, or a place's only key where there are no ends. */
function invert(keys: Uint32Array, ends: Uint32Array | null, size: number, count: number): [Uint32Array, Uint32Array] {
  const total = ends ? (ends[size - 1] ?? 0) : size
  const starts = new Uint32Array(count + 1)
  for (let i = 0; i < total; i += 1) starts[(keys[i] as number) + 1] = (starts[(keys[i] as number) + 1] as number) + 1
  for (let i = 0; i < count; i += 1) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
  const places = new Uint32Array(total)
  const next = starts.slice()
  for (let at = 0, i = 0; at < size; at += 1) {
    for (const end = ends ? (ends[at] as number) : at + 1; i < end; i += 1) {
      const key = keys[i] as number
      places[next[key] as number] = at
      next[key] = (next[key] as number) + 1
    }
  }
  return [starts, places]
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 13)) >>> 0
}
