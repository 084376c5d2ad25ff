/** The real pages, feeds and charset samples that stand beside the checkout, if they do: none may make a worker crash. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { checkPassages } from '../../src/archive/verify-queries.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { listBrands } from '../../src/publish/read-queries.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const DATA = join(import.meta.dirname, '../../../shared/data')
const FOLDERS = ['reports/texts', 'robustness/html5lib', 'robustness/feeds', 'robustness/charsets', 'robustness/pdf', 'robustness/json']
const TYPES: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xml': 'application/xml',
  '.pdf': 'application/pdf',
  '.json': 'application/json',
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name)) : [join(folder, name)]))
}

const isHere = existsSync(DATA)
test.skipIf(!isHere)('every page, feed and charset sample ends as done or failed with a sentence; quotes are literal, sealed copies verify', async () => {
  const files = FOLDERS.flatMap((folder) => (existsSync(join(DATA, folder)) ? filesBelow(join(DATA, folder)) : []))
  const byPath = new Map(files.map((file) => [`/${relative(DATA, file).split('/').map(encodeURIComponent).join('/')}`, file]))
  const site = await localSite((request, response) => {
    const file = byPath.get(request.url ?? '')
    if (!file) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/html' }).end(readFileSync(file))
  })
  const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
  for (const path of byPath.keys()) await line.add(site.origin + path)
  await line.run()

  const documents = await line.db.selectFrom('document').select(['url', 'state', 'problem', 'problemKind']).execute()
  const failed = documents.filter((document) => document.state === 'failed')
  expect(documents.filter((document) => document.state !== 'done' && document.state !== 'failed')).toEqual([])
  expect(failed.filter((document) => document.problemKind === 'bug')).toEqual([])
  expect(failed.filter((document) => !/[.!]$/.test(document.problem ?? ''))).toEqual([])
  expect(documents.filter((document) => document.url.includes('/reports/') && document.state !== 'done')).toEqual([])

  for (const claim of await listClaims(line.db, { status: 'candidate' }, 10_000)) {
    if (claim.stance === 'supports')
      await decideClaim(line.deps, { claimId: claim.id, ruling: 'accept', decidedBy: 'reviewer', reason: 'A test.' }).catch(() => undefined)
  }
  await line.run()
  expect((await checkPassages(line.db)).wrong).toEqual([])
  const verified = await verifyArchive(line.db, line.deps.store, () => undefined)
  expect(verified).toMatchObject({ isSound: true })
  const brands = await listBrands(line.web, { limit: 200 })
  expect(brands.items.length).toBeGreaterThan(0)
  console.log(
    `${documents.length} documents: ${documents.length - failed.length} done, ${failed.length} failed with a sentence; ${verified.captures.good} sealed copies good, ${verified.quotes.checked} quotes literal, ${brands.items.length} profiles`,
  )
})
if (!isHere) console.log('The shared samples are not beside this checkout, so the robustness test is skipped.')
