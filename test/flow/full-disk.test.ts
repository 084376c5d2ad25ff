/** A small disk that everybody fills: what people send is refused with a sentence, what is here can be read, and it goes on when there is room. */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { sql } from 'kysely'
import { FullError } from '../../src/space.ts'
import archive from '../../workers/archive.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'
import { type Started, startUnpick } from '../support/started.ts'

const DISK_MB = 300
const FLOOR = 80_000_000
/** The database needs some for what it writes down first. */
const LEFT = 40_000_000
const folder = await temporaryFolder('disk')
const isMounted = process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', folder]).status === 0
if (!isMounted) console.log('no file system may be mounted here, so the test of a full disk is left out')
let unpick: Started | null = null
afterAll(async () => {
  await unpick?.stop()
  if (isMounted) spawnSync('umount', [folder])
  await rm(folder, { recursive: true, force: true })
})

const start = () => startUnpick({ dataDir: folder, environment: { UNPICK_FREE_SPACE: String(FLOOR) } })
const at = (path: string) => `${(unpick as Started).origin}${path}`
const free = async () => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
async function send(path: string, fields: Record<string, string | File>): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return await fetch(at(path), { method: 'POST', body: form, redirect: 'manual', headers: { origin: (unpick as Started).origin, accept: 'text/html' } })
}
/** Others fill the same disk, but for a little. */
async function fillByOthers(): Promise<void> {
  await writeFile(join(folder, 'others', randomBytes(4).toString('hex')), randomBytes(Math.max(0, (await free()) - LEFT)))
}
/** Sends files of so many bytes until one is refused. */
async function fill(bytes: number): Promise<{ taken: number; refused: Response }> {
  for (let taken = 0; ; taken += 1) {
    const answer = await send('/submit', { file: new File([randomBytes(bytes)], 'report.pdf') })
    if (answer.status !== 303) return { taken, refused: answer }
    expect(taken).toBeLessThan(40)
  }
}
async function isHeld(): Promise<void> {
  await sleep(2_500) // a look at the disk is good for two seconds
  for (const [path, fields] of [
    ['/submit', { url: 'https://example.org/report' }],
    ['/affiliates/apply', { name: 'A branch', kind: 'union', about: 'A branch.', contact: 'branch@example.org' }],
    ['/actions/plan', { title: 'Picket' }],
  ] as const) {
    const answer = await send(path, fields)
    expect([path, answer.status]).toEqual([path, 503])
    expect(await answer.text()).toContain('nearly out of room')
  }
  for (const path of ['/', '/brands', '/brands/kestrel-kids', '/api/v1/brands', '/targets', '/readyz'])
    expect([path, (await fetch(at(path))).status]).toEqual([path, 200])
}

test.runIf(isMounted)('a disk that people fill is full for them, and not for readers; the same after a start; it goes on when there is room', async () => {
  unpick = await start()
  let sent = 0
  for (const bytes of [15_000_000, 4_000_000]) {
    const { taken, refused } = await fill(bytes)
    sent += taken
    expect(refused.status).toBe(503)
    expect(await refused.text()).toContain('nearly out of room')
  }
  expect(sent).toBeGreaterThan(0)

  await mkdir(join(folder, 'others'))
  await fillByOthers()
  await isHeld()

  await unpick.stop()
  unpick = await start()
  await fillByOthers() // the database had given back what it no longer needed
  await isHeld()

  await rm(join(folder, 'others'), { recursive: true })
  await rm(join(folder, 'uploads'), { recursive: true, force: true })
  await sleep(2_500)
  expect((await send('/submit', { url: 'https://example.org/report' })).status).toBe(303)
})

const site = await localSite({ '/report': `<p>Harbour Tailoring Ltd buys cloth from Orrin Weaving Ltd.</p><!--${'x'.repeat(2_000_000)}-->` })
const small = await temporaryFolder('store')
const isSmallMounted = isMounted && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]).status === 0
afterAll(async () => {
  if (isSmallMounted) spawnSync('umount', [small])
  await rm(small, { recursive: true, force: true })
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host, UNPICK_DATA: small, UNPICK_FREE_SPACE: '0' })
const stateOf = async (id: string) => (({ state, problem }) => ({ state, problem }))((await line.document(id)) as { state: string; problem: string | null })

test.runIf(isSmallMounted)('a document that the disk has no room for is not ended, and is sealed once there is room', async () => {
  const { id } = await line.add(`${site.origin}/report`)
  await expect(archive.run(line.deps, { host: site.host }, new AbortController().signal)).rejects.toThrow(FullError)
  await expect(line.run()).rejects.toThrow(FullError)
  expect(await stateOf(id)).toEqual({ state: 'waiting', problem: null })
  expect(spawnSync('mount', ['-o', 'remount,size=50m', small]).status).toBe(0)
  await line.run()
  expect(await stateOf(id)).toEqual({ state: 'done', problem: null })
})

test('what the database has no room for is tried again, and said with a sentence', async () => {
  await sql
    .raw(`create function no_room() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`)
    .execute(line.owner)
  for (const table of ['reading', 'submission'])
    await sql.raw(`create trigger no_room before insert on ${table} for each row execute function no_room()`).execute(line.owner)
  const { id } = await line.add(`${site.origin}/report?second`)
  await expect(line.run()).rejects.toThrow('could not extend file')
  expect((await stateOf(id)).problem).toBeNull()
  const answer = await deskOf(line).post('/submit', { url: 'https://example.org/report' })
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('The disk of this site is full')
  for (const table of ['reading', 'submission']) await sql.raw(`drop trigger no_room on ${table}`).execute(line.owner)
  await line.run()
  expect(await stateOf(id)).toEqual({ state: 'done', problem: null })
})
