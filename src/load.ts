/** Load: a folder of one-file definitions, each the default export, by file name. */
import { readdir } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

/**
 * Every definition in `folder`, keyed by file name without its ending, in alphabetical order.
 * @throws Error when a file has no default export
 */
export async function loadFolder<T>(folder: string): Promise<ReadonlyMap<string, T>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort()
  const found = new Map<string, T>()
  for (const name of names) {
    const module = (await import(pathToFileURL(join(folder, name)).href)) as { default?: T }
    if (module.default === undefined) throw new Error(`${name} has no default export`)
    found.set(name.replace(/\.ts$/, ''), module.default)
  }
  return found
}
