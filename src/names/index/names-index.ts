/** Names index: candidates among millions of names, in process, following what changes. */
import { type Compared, compare } from '../compare.ts'
import { countryCode } from '../countries.ts'
import { type NameParts, partsOf } from '../parts.ts'
import { type Hit, type NameEntry, Segment, SegmentBuilder, segmentOf } from './segment.ts'

/** A candidate, compared: the thing's best name and how sure it is. */
export type Candidate = NameEntry & Compared
export type NameQuery = { readonly name: string; readonly country?: string | null | undefined }

/** Changes are kept beside the large segment until there are so many, as a part of it. */
const FEW = 5_000
const MANY = 0.05
const MOST_KEPT_PARTS = 20_000
/** Candidates that are compared for each that is wanted, at least. */
const COMPARED = 8
/** A candidate that shares so much less than the likeliest one is not compared. */
const FAR_BEHIND = 0.4

export class NamesIndex {
  #base: Segment
  #later: Segment
  readonly #changed = new Map<string, readonly NameEntry[]>()
  readonly #parts = new Map<string, NameParts>()

  /** Builds the index. `expected`: about how many names there are, so that memory is taken once. */
  constructor(entries: Segment | Iterable<NameEntry> = [], expected?: number) {
    this.#base = entries instanceof Segment ? entries : segmentOf(entries, expected)
    this.#later = segmentOf([])
  }

  /** Builds the index from names that come in groups. */
  static async from(groups: AsyncIterable<readonly NameEntry[]>, expected: number): Promise<NamesIndex> {
    const building = new SegmentBuilder(expected)
    for await (const group of groups) for (const entry of group) building.add(entry)
    return new NamesIndex(building.build())
  }

  /** How many names there are, replaced ones counted too until the next rebuilding. */
  get size(): number {
    return this.#base.size + this.#later.size
  }

  /** Replaces all names of some things; an empty list takes a thing out. */
  update(things: ReadonlyMap<string, readonly NameEntry[]>): void {
    if (things.size === 0) return
    for (const [id, entries] of things) this.#changed.set(id, entries)
    if (this.#changed.size > FEW && this.#changed.size > this.#base.size * MANY) {
      const all = [...this.#alive()]
      this.#changed.clear()
      this.#base = segmentOf(all, all.length)
      this.#later = segmentOf([])
    } else this.#later = segmentOf([...this.#changed.values()].flat(), this.#changed.size * 2)
  }

  *#alive(): Generator<NameEntry> {
    for (const entry of this.#base.entries()) if (!this.#changed.has(entry.id)) yield entry
    for (const entries of this.#changed.values()) yield* entries
  }

  /** Likely names, likeliest first, each thing once; not yet compared. */
  hits(query: NameQuery, most: number, isBeginning = false): Hit[] {
    const parts = this.#partsOf(query.name)
    const wanted = Math.max(most * 2, COMPARED)
    const hits = this.#base.find(parts, wanted, isBeginning).filter((hit) => !this.#changed.has(hit.id))
    if (this.#later.size > 0) hits.push(...this.#later.find(parts, wanted, isBeginning))
    const best = new Map<string, Hit>()
    for (const hit of hits.sort((a, b) => b.likeness - a.likeness)) if (!best.has(hit.id)) best.set(hit.id, hit)
    return [...best.values()].slice(0, Math.max(most, COMPARED))
  }

  /** Candidates for a name, best first, at most `most`. */
  find(query: NameQuery, most: number): Candidate[] {
    const country = countryCode(query.country) || null
    const asked = { names: [this.#partsOf(query.name)], country }
    const hits = this.hits(query, most)
    const least = (hits[0]?.likeness ?? 0) * FAR_BEHIND
    return hits
      .filter((hit) => hit.likeness >= least)
      .map(({ id, name, country: its }) => ({ id, name, country: its, ...compare(asked, { names: [this.#partsOf(name)], country: its || null }) }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, most)
  }

  #partsOf(name: string): NameParts {
    const known = this.#parts.get(name)
    if (known) return known
    if (this.#parts.size > MOST_KEPT_PARTS) this.#parts.clear()
    const parts = partsOf(name)
    this.#parts.set(name, parts)
    return parts
  }
}
