/** Followed index: a names index that is built when it is first needed, and kept true to where its names come from. */
import { NamesIndex } from './names-index.ts'
import type { NameEntry } from './segment.ts'

/** Where names come from. Changes are numbered; what was changed below the horizon is there to be read. */
export type NamesSource = {
  readonly horizon: () => Promise<string>
  readonly count: () => Promise<number>
  readonly all: () => AsyncIterable<readonly NameEntry[]>
  /** Things whose names changed from one number up to another, each with all its names; null where there are more than `most`. */
  readonly changed: (since: string, before: string, most: number) => Promise<ReadonlyMap<string, readonly NameEntry[]> | null>
}

const FOLLOW_EVERY_MS = 1_000
const MOST_CHANGES = 50_000

/** Asks for the next group while this one is worked on. */
async function* ahead<T>(groups: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = groups[Symbol.asyncIterator]()
  for (let coming = iterator.next(), group = await coming; !group.done; group = await coming) {
    coming = iterator.next()
    coming.catch(() => undefined) // told when it is waited for
    yield group.value
  }
}

/** An index that follows its source. @returns what gives it, true to about a second ago, or to now when `isFresh` */
export function followNames(source: NamesSource): (isFresh?: boolean) => Promise<NamesIndex> {
  let index: Promise<NamesIndex> | null = null
  let horizon = '0'
  let followedAt = 0
  let following: Promise<void> | null = null

  async function build(): Promise<NamesIndex> {
    horizon = await source.horizon()
    followedAt = Date.now()
    return NamesIndex.from(ahead(source.all()), await source.count())
  }
  async function follow(current: NamesIndex): Promise<void> {
    const before = await source.horizon()
    const changed = await source.changed(horizon, before, MOST_CHANGES)
    if (changed === null) index = build()
    else {
      current.update(changed)
      horizon = before
    }
    followedAt = Date.now()
  }
  return async (isFresh = false) => {
    index ??= build()
    const current = await index.catch((error: unknown) => {
      index = null // tried again at the next question
      throw error
    })
    if (isFresh || Date.now() - followedAt >= FOLLOW_EVERY_MS)
      await (following ??= follow(current).finally(() => {
        following = null
      }))
    return index ?? current
  }
}
