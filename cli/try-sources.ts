/** unpick sources --try: which sources can be reached and read today, one document each, without a database. */
import { catalogue } from '../catalogue/catalogue.ts'
import { createFetch } from '../src/archive/fetch.ts'
import type { Config } from '../src/config.ts'
import { InvalidError } from '../src/errors.ts'
import { createReadingRoom } from '../src/read/reading-room.ts'
import { loadSources } from '../scrapers/registry.ts'
import { fetchOptionsOf, foldersOf } from '../workers/deps.ts'
import { type Tried, trySources } from '../workers/try-sources.ts'
import type { Say } from './say.ts'

/** Tries the sources of these ids, or all but the demonstration's. @returns 1 when one of them has a problem */
export async function tryCommand(config: Config, say: Say, ids: readonly string[]): Promise<number> {
  const sources = await loadSources()
  const unknown = ids.find((id) => !sources.has(id))
  if (unknown !== undefined) throw new InvalidError(`There is no source "${unknown}". "unpick sources" lists them.`)
  const asked = [...sources].filter(([id, { demonstration }]) => (ids.length === 0 ? !demonstration : ids.includes(id)))
  const fetch = createFetch({ limits: config.fetch, allowHosts: config.allowHosts, contact: config.contact, ...fetchOptionsOf(sources, config) })
  const room = createReadingRoom()
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.once('SIGINT', stop)
  let count = 0
  try {
    const tried = await trySources(
      asked,
      {
        fetch,
        room,
        folders: foldersOf(config),
        maxBytes: config.fetch.maxBytes,
        brandItems: catalogue.brands.flatMap(({ name, wikidata }) => (wikidata === null ? [] : [{ name, wikidata }])),
        hasKey: (variable) => Object.entries(config.keys).some(([name, key]) => name === variable && key !== undefined),
        now: () => new Date(),
      },
      { signal: stopping.signal, done: ({ id }) => say.progress(`${(count += 1)} of ${asked.length} tried, ${id} last`) },
    )
    say.result({ sources: tried }, () => tableOf(tried))
    return tried.some(({ problem }) => problem !== null) ? 1 : 0
  } finally {
    process.off('SIGINT', stop)
    room.close()
    await fetch.close()
  }
}

/** A line a source, and below it the first row, or what is wrong and what to do. */
export function tableOf(tried: readonly Tried[]): string[] {
  const wide = Math.max(...tried.map(({ id }) => id.length), 6)
  const line = (id: string, reached: string, read: string, rows: string) => `${id.padEnd(wide)}  ${reached.padEnd(7)}  ${read.padEnd(7)}  ${rows.padStart(6)}`
  return [
    line('source', 'reached', 'read', 'rows'),
    ...tried.flatMap(({ id, reached, read, rows, first, drift, problem, todo }) => [
      line(id, reached ? 'yes' : 'no', read ? 'yes' : drift ? 'drifted' : 'no', rows === null ? '' : String(rows)),
      ...(first === null ? [] : [`    first: ${first}`]),
      ...(problem === null ? [] : [`    ${drift ? 'drift' : 'problem'}: ${problem}`]),
      ...(todo === null ? [] : [`    do: ${todo}`]),
    ]),
  ]
}
