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
      project('pure'),
      // Files of one worker share what they import: half of a file's time went into importing it anew.
      project('db', { ...server, isolate: false }),
      project('flow', { ...server, isolate: false, testTimeout: 180_000 }),
      project('browser', { ...server, testTimeout: 180_000 }),
    ],
  },
})
