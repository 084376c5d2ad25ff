/** Source: what a source is. One file in `sources/` describes one; its file name is its id. */
import type { FetchLike } from './kit/fetch.ts'
import type { SupplierTable } from '../src/model/check.ts'
import type { CaptureBytes, Reading, Request } from '../src/model/document.ts'
import type { KeyVariable } from '../src/model/key-variable.ts'
import type { ProgramInterface } from '../src/model/program-interface.ts'
import type { PublisherInput } from '../src/model/organisation.ts'

const EVERY_MINUTES = { minute: 1, hour: 60, day: 1_440, week: 10_080, month: 43_200 } as const

/** Takes the tables of a list apart, the likeliest first. */
export type ReadTables = (bytes: Uint8Array) => Promise<readonly SupplierTable[]>

export type Source = {
  readonly title: string
  readonly publisher: PublisherInput
  /** Where a person finds it. */
  readonly home: string
  readonly licence: string
  /** Whether its licence lets everyone read the whole text of its sealed copies. */
  readonly open: boolean
  readonly every: keyof typeof EVERY_MINUTES
  /** Raise when `parse` changes: old captures are read again. */
  readonly version: number
  /** The rule by which rows it states outright are accepted; null when people review them all. */
  readonly accepts: 'official list' | 'own disclosure' | 'restated official list' | 'open map' | 'contract notice' | 'union record' | null
  /** Whether it runs from the start. Official lists are facts, and do. */
  readonly onFromStart: boolean
  /** The day its format was last compared with what its publisher puts out, or null: tested on our own fixtures only. */
  readonly checkedOn: string | null
  /** What it was compared with then: the live page, unless it says so. */
  readonly checkedWith?: 'public copies' | 'documentation'
  /** Fewest and most claims that one sound document yields. Outside of it, the document has drifted. */
  readonly expect: { readonly claims: readonly [number, number] }
  /** How many documents it may fetch in a day; none: as many as there are. */
  readonly budget?: number
  /** How long until a document that was fetched is looked at again, though the listing does not say that it changed. By default as often as the source runs. */
  readonly revisit?: keyof typeof EVERY_MINUTES
  /** The setting that must hold a key before it can run, where to get one, and how it is sent: to that host alone. */
  readonly needsKey?: { readonly variable: KeyVariable; readonly from: string; readonly host: string; readonly authorization: (key: string) => string }
  /** What its host answers programs with that ask too often, where that is not 429, and how long it wants to be left alone then. */
  readonly refusesWith?: { readonly host: string; readonly status: number; readonly waitMinutes: number }
  /** Where it asks under terms of the operator's own, which hold there instead of robots.txt. Never a page. */
  readonly interface?: ProgramInterface
  /** Where a person gets its file when it cannot be fetched, in one sentence. */
  readonly byHand?: string
  /** Made up for the demonstration. */
  readonly demonstration?: boolean
  /** Lists what it wants. Stores nothing. */
  readonly discover: (context: DiscoverContext) => AsyncIterable<Request>
  /**
   * Reads one capture: the same bytes give the same reading. Without it, the capture is read by its format. `tables` takes lists apart in a
   * process of its own; without it they are taken apart here. @throws DriftError
   */
  readonly parse?: (capture: CaptureBytes, tables?: ReadTables) => Reading | Promise<Reading>
}

/** What `discover` is handed: a polite fetch, what people want watched, and the address of this Unpick. */
export type DiscoverContext = {
  readonly fetch: FetchLike
  /** The addresses of the watched folder. */
  readonly inbox: () => Promise<string[]>
  /** Addresses that somebody follows, of one kind. */
  readonly followed: (kind: 'feed' | 'sitemap' | 'site' | 'page') => Promise<readonly FollowedAddress[]>
  /** The names of the brands that are known here. */
  readonly brands: () => Promise<readonly string[]>
  /** Where the last run was cut off, as the source itself wrote it with `keep`; null where a listing begins. */
  readonly cursor: string | null
  /** Keeps what was listed so far. If this run is cut off, the next one is handed `cursor` and goes on from there. */
  readonly keep: (cursor: string) => Promise<void>
  /** The brands whose Wikidata item is known, by it. */
  readonly brandItems: () => Promise<readonly BrandItem[]>
  readonly origin: string
  /** YYYY-MM-DD, UTC. */
  readonly today: string
  readonly signal: AbortSignal
}
/** A brand and its item in Wikidata, such as `Q714491`. */
export type BrandItem = { readonly name: string; readonly wikidata: string }
export type FollowedAddress = { readonly id: string; readonly url: string; readonly most: number; readonly publisher: PublisherInput }

export const defineSource = (source: Source): Source => source
export const everyMinutes = (source: Source): number => EVERY_MINUTES[source.every]
export const revisitMinutes = (source: Source): number => EVERY_MINUTES[source.revisit ?? source.every]
