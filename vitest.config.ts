/** Vitest: four sizes of test. `pure` needs nothing, `db` a real PostgreSQL, `flow` the whole pipeline, `browser` a real Chromium. */
import { defineConfig } from 'vitest/config'

const jsx = { oxc: { jsx: { runtime: 'automatic' as const, importSource: '#words' } } }
const project = (name: string, extra: object = {}) => ({
  ...jsx,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], testTimeout: 60_000, hookTimeout: 120_000, ...extra },
})
const server = { globalSetup: ['test/support/postgres.ts'] }

export default defineConfig({
  test: {
    projects: [
      project('pure', { sequence: { groupOrder: 0 } }),
      // Files of one worker share what they import: half of a file's time went into importing it anew.
      project('db', { ...server, isolate: false, sequence: { groupOrder: 1 } }),
      // Much of it waits for processes of its own: two files at once, also where there are two cores.
      project('flow', { ...server, isolate: false, testTimeout: 180_000, maxWorkers: 2, sequence: { groupOrder: 2 } }),
      project('browser', { ...server, testTimeout: 180_000, maxWorkers: 2, sequence: { groupOrder: 3 } }),
    ],
  },
})
