/** What the web process needs: a database handle that may read only what is published, and where it stands. */
import type { Store } from '../archive/store.ts'
import type { Db } from '../db/client.ts'
import type { Changes } from '../db/listen.ts'
import type { Log } from '../log.ts'
import type { Language } from '../words/language.ts'
import type { NameMatcher } from '../publish/match-names.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Where else a page may show pictures from: the map tiles that the settings name. */
    imagesFrom: string | undefined
  }
}

export type WebDeps = {
  readonly db: Db
  readonly names: NameMatcher
  readonly store: Store
  readonly origin: string
  readonly contact: string
  readonly now: () => Date
  readonly log: Log
  /** Tells what is published anew; without it nothing is remembered. */
  readonly changes?: Changes
  /** Languages beside English; without it those that there are files of. */
  readonly languages?: ReadonlyMap<string, Language>
}
