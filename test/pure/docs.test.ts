/** Documents: what they promise is there, and what is there is named in them. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { VARIABLES, readConfig } from '../../src/config.ts'
import { InvalidError } from '../../src/errors.ts'
import { STATUS } from '../../src/http/errors.tsx'
import { JOB_NAMES } from '../../src/queue/jobs.ts'
import { loadSources } from '../../scrapers/registry.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')

test('the README and .env.example list every variable', () => {
  for (const name of VARIABLES) {
    expect(read('README.md'), name).toContain(`\`${name}\``)
    expect(read('.env.example'), name).toContain(name)
  }
})

test('ARCHITECTURE.md names every folder of src, every job and every kind of error', () => {
  const text = read('ARCHITECTURE.md')
  for (const entry of readdirSync(join(ROOT, 'src'), { withFileTypes: true })) if (entry.isDirectory()) expect(text).toContain(`src/${entry.name}`)
  for (const job of JOB_NAMES) expect(text).toContain(job)
  for (const kind of Object.keys(STATUS)) expect(text).toContain(kind)
})

test('docs/sources.md names every source and says which were compared with the live page', async () => {
  const text = read('docs/sources.md')
  for (const [id] of await loadSources()) expect(text, id).toContain(`\`${id}\``)
})

test('docs/sources.md lists every interface that is asked under its own terms', async () => {
  const text = read('docs/sources.md')
  for (const [id, { interface: its }] of await loadSources()) {
    if (!its) continue
    const row = text.split('\n').find((line) => line.includes(`| \`${id}\` | \`${its.origin}${its.path}\``)) ?? ''
    for (const said of [its.documentation, its.terms, `${its.paceMs / 1_000} s`, `${its.mostBytes / 1_000_000} MB, ${its.timeoutMs / 1_000} s`])
      expect(row, id).toContain(said)
  }
})

test('docs/sources.md says of every source that people can hand a file where to get it', async () => {
  const text = read('docs/sources.md')
  for (const [id, { byHand }] of await loadSources()) if (byHand !== undefined) expect(text, id).toContain(`| \`${id}\` | ${byHand} |`)
})

test('relative links in the documents lead somewhere', () => {
  for (const name of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/sources.md']) {
    for (const [, target = ''] of read(name).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g))
      expect(existsSync(join(ROOT, name, '..', target)), `${name}: ${target}`).toBe(true)
  }
})

test('wrong settings are reported together, each by name', () => {
  const error = (() => {
    try {
      return readConfig({ PORT: 'x', UNPICK_LOG: 'loud', UNPICK_ORIGIN: 'javascript:1' })
    } catch (thrown) {
      return thrown
    }
  })() as InvalidError
  expect(error).toBeInstanceOf(InvalidError)
  for (const name of ['PORT', 'UNPICK_LOG', 'UNPICK_ORIGIN']) expect(error.message).toContain(name)
  expect(readConfig({}).port).toBe(3000)
})
