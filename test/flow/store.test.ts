import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, describe, test, vi } from 'vitest'
import { createS3Store, keyOf } from '../../src/archive/s3-store.ts'
import { type Store, createFileStore } from '../../src/archive/store.ts'
import { pathOf, pathsOf } from '../../src/archive/sealed-path.ts'
import { verifyArchive } from '../../src/archive/verify.ts'
import { readConfig } from '../../src/config.ts'
import { sha256 } from '../../src/model/id.ts'
import { BUCKET, startBucket } from '../support/bucket.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const folder = await mkdtemp(join(tmpdir(), 'unpick-store-'))
const bucket = await startBucket()
const bytes = Buffer.from('sealed bytes')
const keyIn = (sha: string) => `/bucket/${keyOf(sha)}`

const STORES: readonly (readonly [string, Store, tear: (sha: string) => Promise<void>])[] = [
  [
    'a folder',
    createFileStore(folder),
    async (sha) => {
      await chmod(join(folder, pathOf(sha)), 0o644)
      await writeFile(join(folder, pathOf(sha)), 'torn')
    },
  ],
  ['a bucket', createS3Store({ ...BUCKET, endpoint: bucket.endpoint }), async (sha) => void bucket.objects.set(keyIn(sha), Buffer.from('torn'))],
]

describe.each(STORES)('%s', (_name, store, tear) => {
  test('gives back what was put in, under its hash, however often', async () => {
    const sha = await store.put(bytes)
    expect(sha).toBe(sha256(bytes))
    expect(await store.put(bytes)).toBe(sha)
    expect(await store.get(sha)).toEqual(bytes)
    expect(await store.get(sha)).toEqual(bytes)
    expect(await store.check(sha)).toBe('good')
  })

  test('a torn copy is found, never given out, and put right by the same bytes', async () => {
    const other = Buffer.from('other bytes')
    const sha = await store.put(other)
    await store.get(sha)
    await tear(sha)
    expect(await store.check(sha)).toBe('damaged')
    await expect(store.get(sha)).rejects.toThrow(/damaged/)
    await store.put(other)
    expect(await store.get(sha)).toEqual(other)
    await store.delete(sha)
    await store.delete(sha)
    expect(await store.check(sha)).toBe('missing')
    await expect(store.get(sha)).rejects.toThrow(/missing/)
  })

  test('twenty writers of the same bytes leave one copy', async () => {
    const same = Buffer.from('the same for all')
    const shas = await Promise.all(Array.from({ length: 20 }, () => store.put(same)))
    expect(new Set(shas).size).toBe(1)
    expect(await store.get(shas[0] as string)).toEqual(same)
  })
})

test('a file appears whole, for reading alone, and leaves no draft', async () => {
  const sha = await createFileStore(folder).put(Buffer.alloc(3_000_000, 'x'))
  expect((await stat(join(folder, pathOf(sha)))).mode & 0o777).toBe(0o444)
  expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.new'))).toEqual([])
})

test('a copy in a folder as earlier versions made it is found, left where it is, and taken away', async () => {
  const before = await mkdtemp(join(tmpdir(), 'unpick-store-before-'))
  const store = createFileStore(before)
  const sha = await store.put(bytes)
  const [now, then] = pathsOf(sha).map((path) => join(before, path)) as [string, string]
  await mkdir(dirname(then))
  await rename(now, then)
  expect(await createFileStore(before).get(sha)).toEqual(bytes)
  expect(await store.put(bytes)).toBe(sha)
  await expect(stat(now)).rejects.toThrow(/ENOENT/)
  expect(await store.check(sha)).toBe('good')
  await store.delete(sha)
  expect(await store.check(sha)).toBe('missing')
})

test('a disk that refuses a copy says so, and the others go on', async () => {
  const file = join(folder, 'no-folder')
  await writeFile(file, '')
  await expect(createFileStore(file).put(bytes)).rejects.toThrow(/cannot be written.*who may write/)
  expect(await createFileStore(folder).put(Buffer.from('another'))).toBe(sha256(Buffer.from('another')))
})

test('a bucket that refuses the key says what to check', async () => {
  const wrong = createS3Store({ ...BUCKET, secret: 'another', endpoint: bucket.endpoint })
  await expect(wrong.put(Buffer.from('x'))).rejects.toThrow(/UNPICK_S3_/)
  expect(bucket.refused.length).toBeGreaterThan(0)
  expect(() => readConfig({ UNPICK_S3_URL: bucket.endpoint })).toThrow(/UNPICK_S3_KEY/)
})

test('the whole flow seals into a bucket when one is configured', async () => {
  const site = await localSite({ '/page': '<p>Zara bought yarn from Ashmere Spinning Co., Ltd. in 2025.</p>' })
  const line = await pipeline({
    UNPICK_ALLOW_HOSTS: site.host,
    UNPICK_S3_URL: bucket.endpoint,
    UNPICK_S3_REGION: BUCKET.region,
    UNPICK_S3_KEY: BUCKET.keyId,
    UNPICK_S3_SECRET: BUCKET.secret,
  })
  const { id } = await line.add(`${site.origin}/page`)
  await line.run()
  const document = await line.document(id)
  expect(document).toMatchObject({ state: 'done', candidates: 1 })
  expect(bucket.objects.has(keyIn(document?.sha256 as string))).toBe(true)
  expect(await verifyArchive(line.db, line.deps.store, () => undefined)).toMatchObject({ isSound: true, captures: { checked: 1, good: 1 } })
})

test('what was sealed first is kept for its reader while there is room', async () => {
  const place = await mkdtemp(join(tmpdir(), 'unpick-kept-'))
  const store = createFileStore(place)
  const shas: string[] = []
  for (let i = 1; i <= 5; i += 1) shas.push(await store.put(Buffer.alloc(4_000_000, i)))
  await rm(place, { recursive: true })
  const inMemory = await Promise.all(shas.map((sha) => store.get(sha).then(Boolean, () => false)))
  expect(inMemory).toEqual([true, true, true, true, false])
})

test('what nobody reads makes room after a while', async () => {
  const place = await mkdtemp(join(tmpdir(), 'unpick-kept-'))
  const store = createFileStore(place)
  const old = await store.put(Buffer.from('old'))
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000)
  await store.put(Buffer.from('new'))
  clock.mockRestore()
  await rm(place, { recursive: true })
  await expect(store.get(old)).rejects.toThrow(/is missing/)
})
