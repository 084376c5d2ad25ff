/** Registry: every source, by file name. */
import { join } from 'node:path'
import { loadFolder } from '../src/load.ts'
import type { Source } from './source.ts'

/** Every source of the folder, keyed by its id. */
export const loadSources = (): Promise<ReadonlyMap<string, Source>> => loadFolder<Source>(join(import.meta.dirname, 'sources'))
