import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { exportWarc } from '../../src/archive/export-archive.ts'
import { importArchive } from '../../src/archive/import-archive.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const PUBLISHER = { name: 'Example archive', kind: 'ngo', reliability: 'C', reliabilityReason: 'A test.' } as const
const asked: string[] = []
const dead = await localSite({
  '/gone.html': (_request, response) => void response.writeHead(410).end(),
  '/live.html': '<p>Zara bought yarn from Ashmere Spinning Co., Ltd. in 2025.</p>',
  '/bin': (_request, response) => void response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(gzipSync('packed words')),
})
const archive = await localSite((request, response) => {
  asked.push(request.url ?? '')
  const url = new URL(request.url ?? '/', 'http://x')
  if (url.pathname === '/cdx/search/cdx')
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(
      url.searchParams.get('url')?.endsWith('/gone.html')
        ? JSON.stringify([
            ['timestamp', 'original', 'mimetype', 'statuscode', 'digest'],
            ['20240301120000', `${dead.origin}/gone.html`, 'text/html', '200', 'ABC'],
          ])
        : '[]',
    )
  if (url.pathname === `/web/20240301120000id_/${dead.origin}/gone.html`)
    return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>What it said: Zara bought yarn from Old Mill Co., Ltd. in 2019.</p>')
  response.writeHead(404).end()
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: `${dead.host},${archive.host}`, UNPICK_WEB_ARCHIVE: archive.origin })

test('a dead address is looked up in the web archive, and the copy says where and when it comes from', async () => {
  const { id } = await line.add(`${dead.origin}/gone.html`)
  await line.run()
  expect(await line.document(id)).toMatchObject({ state: 'done', candidates: 1 })
  const capture = await line.db.selectFrom('capture').selectAll().where('documentId', '=', id).executeTakeFirstOrThrow()
  expect(capture).toMatchObject({
    via: 'web archive',
    archivedAt: new Date('2024-03-01T12:00:00Z'),
    finalUrl: `${archive.origin}/web/20240301120000id_/${dead.origin}/gone.html`,
  })
})

test('an address that no archive has ends with the same sentence as before', async () => {
  const { id } = await line.add(`${dead.origin}/never.html`)
  await line.run()
  expect(await line.document(id)).toMatchObject({ state: 'failed', problem: expect.stringMatching(/nothing at this address \(404\)/) })
})

const file = () => join(line.dataDir, 'out.warc.gz')

test('sealed copies written out as WARC come back byte for byte, once', async () => {
  await line.add(`${dead.origin}/live.html`)
  await line.add(`${dead.origin}/bin`)
  await line.run()
  const written = await exportWarc({ db: line.db, store: line.deps.store, origin: 'http://localhost' }, file(), {}, () => undefined)
  expect(written).toEqual({ records: 3, damaged: [] })
  const other = await pipeline()
  const take = () => importArchive({ ...other.deps, maxBytes: 1_000_000 }, file(), { publisher: PUBLISHER, submittedBy: 'importer' }, () => undefined)
  expect(await take()).toEqual({ captures: 3, known: 0, leftOut: [] })
  expect(await take()).toEqual({ captures: 0, known: 3, leftOut: [] })
  const shas = async (db: typeof line.db) =>
    (await db.selectFrom('capture').select(['sha256', 'finalUrl', 'fetchedAt']).orderBy('sha256').execute()).map(
      (row) => `${row.sha256} ${row.finalUrl} ${row.fetchedAt.toISOString()}`,
    )
  expect(await shas(other.db)).toEqual(await shas(line.db))
  await other.run()
  expect(await other.db.selectFrom('document').select('id').where('state', '=', 'done').execute()).toHaveLength(3)
  expect(await verifyArchive(other.db, other.deps.store, () => undefined)).toMatchObject({ isSound: true })
})

test('a WACZ is taken if its parts are what it says they are, and refused by name if not', async () => {
  const warc = await readFile(file())
  const wacz = async (hash: string) => {
    const path = join(line.dataDir, 'x.wacz')
    const manifest = JSON.stringify({
      profile: 'data-package',
      wacz_version: '1.1.1',
      resources: [{ name: 'data.warc.gz', path: 'archive/data.warc.gz', hash: `sha256:${hash}`, bytes: warc.length }],
    })
    await writeFile(path, zipSync({ 'archive/data.warc.gz': [new Uint8Array(warc), { level: 0 }], 'datapackage.json': new TextEncoder().encode(manifest) }))
    return path
  }
  const other = await pipeline()
  const take = (path: string) => importArchive({ ...other.deps, maxBytes: 1_000_000 }, path, { publisher: PUBLISHER, submittedBy: 'importer' }, () => undefined)
  expect(await take(await wacz(createHash('sha256').update(warc).digest('hex')))).toMatchObject({ captures: 3 })
  await expect(take(await wacz('0'.repeat(64)))).rejects.toThrow(/not what this package says/)
})

test('what is no archive, or breaks off, is refused with a sentence, and what came before is kept', async () => {
  const other = await pipeline()
  const take = (path: string) => importArchive({ ...other.deps, maxBytes: 1_000_000 }, path, { publisher: PUBLISHER, submittedBy: 'importer' }, () => undefined)
  const path = join(line.dataDir, 'x.warc')
  await writeFile(path, 'not an archive')
  await expect(take(path)).rejects.toThrow(/WARC/)
  await expect(take(`${path}.none`)).rejects.toThrow(/no file/)
  const warc = await readFile(file())
  await writeFile(path, warc.subarray(0, warc.length - 200))
  const cut = await take(path).catch((error: Error) => error.message)
  expect(JSON.stringify(cut)).toMatch(/breaks off/)
  expect((await other.db.selectFrom('capture').select('id').execute()).length).toBeGreaterThanOrEqual(1)
})
