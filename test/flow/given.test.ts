/** What people without an account may leave here: behind a gate, so much of each thing, so much of each kind, and nothing when the disk is nearly full. */
import { readdir } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { planAction } from '../../src/campaigns/actions.ts'
import { createGate } from '../../src/http/give/gate.ts'
import { GIVEN, createIntake } from '../../src/http/give/intake.ts'
import { ActionInput } from '../../src/model/campaign.ts'
import { createReadingRoom } from '../../src/read/reading-room.ts'
import { createSpace } from '../../src/space.ts'
import archive from '../../workers/archive.ts'
import collect from '../../workers/collect.ts'
import { deskOf } from '../support/desk.ts'
import { ORIGIN } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'

const line = await pipeline()
let clock = 0
const gate = createGate('a secret of tests', () => (clock += 3_600_001))
const most = { rows: 1_000, bytes: 10_000_000 }
const full = createSpace([line.dataDir], Number.MAX_SAFE_INTEGER)
const open = deskOf(line, { gate, intake: createIntake(line.db, line.deps.space, most) })
const shut = deskOf(line, { gate, intake: createIntake(line.db, full, most), space: full })
const room = createReadingRoom()
afterAll(() => room.close())

/** A PNG of one colour. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    crc.writeUInt32BE(crcOf(body))
    return Buffer.concat([length, body, crc])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 200)])
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from('Author\0Ann')),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
/** Width and height of a JPEG. */
function sizeOf(jpeg: Buffer): [number, number] {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2))
    if ([0xc0, 0xc1, 0xc2].includes(jpeg[at + 1] as number)) return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)]
  throw new Error('no JPEG')
}
/** The same picture as a camera writes it that was held on its side: Exif says so. */
function heldOnItsSide(jpeg: Uint8Array): Buffer {
  const exif = Buffer.from('4578696600004d4d002a00000008000101120003000000010006000000000000', 'hex')
  const part = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif])
  return Buffer.concat([jpeg.subarray(0, 2), part, jpeg.subarray(2)])
}

async function newAction(): Promise<string> {
  const startsAt = new Date(Date.now() - 3_600_000)
  const input = ActionInput.parse({
    kind: 'picket',
    title: 'Picket',
    brand: null,
    campaign: null,
    site: null,
    startsAt,
    endsAt: null,
    repeats: null,
    place: 'Here',
    town: null,
    lat: null,
    lon: null,
    url: null,
    organisedBy: 'A branch',
    access: null,
    stewards: null,
    wetWeather: null,
    note: null,
    isPublic: false,
  })
  return (await planAction({ db: line.db, now: () => new Date() }, input, null)).key
}
const tell = (key: string, photo: Buffer | null, by = open) => {
  const form = new FormData()
  form.set('on', new Date().toISOString().slice(0, 10))
  form.set('text', 'It went well.')
  if (photo) {
    form.set('photo', new File([new Uint8Array(photo)], 'photo.png'))
    form.set('faceless', 'yes')
  }
  return by.post(`/my-actions/${key}/tell`, form)
}

beforeEach(async () => {
  await line.db.deleteFrom('actionReport').execute()
  await line.db.deleteFrom('submission').execute()
})

test('a photo is kept small, as a JPEG without metadata, upright as it was taken', async () => {
  const key = await newAction()
  expect((await tell(key, png(4_000, 2_000))).status).toBe(303)
  const { photo, photoType } = await line.db.selectFrom('actionReport').select(['photo', 'photoType']).executeTakeFirstOrThrow()
  expect(photoType).toBe('image/jpeg')
  expect(sizeOf(photo as Buffer)).toEqual([1_600, 800])
  expect(photo?.includes('Ann')).toBe(false)
  const turned = await room.picture(heldOnItsSide(photo as Buffer))
  expect(sizeOf(Buffer.from(turned))).toEqual([800, 1_600])
  expect(Buffer.from(turned).includes('Exif')).toBe(false)
})

test('a picture that unpacks to more than anybody shows, or is none, is refused with a sentence', async () => {
  const key = await newAction()
  for (const photo of [png(60_000, 2_000), Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(5_000, 7)])]) {
    const answer = await tell(key, photo)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toMatch(/This photo (?:has more than 64 million points|could not be opened)/)
  }
})

test('an action takes six photos and twenty reports until somebody has looked at them', async () => {
  const key = await newAction()
  for (let i = 0; i < 6; i += 1) expect((await tell(key, png(20, 20))).status).toBe(303)
  const seventh = await tell(key, png(20, 20))
  expect(seventh.status).toBe(429)
  expect(await seventh.text()).toContain('Tell how it went without a photo')
  for (let i = 6; i < 20; i += 1) expect((await tell(key, null)).status).toBe(303)
  expect((await tell(key, null)).status).toBe(429)
  expect((await tell(await newAction(), null)).status).toBe(303)
})

test('of each kind there is so much room and no more; the other kinds go on', async () => {
  const file = (bytes: number, by = open) => {
    const form = new FormData()
    form.set('file', new File([new Uint8Array(bytes).fill(bytes % 251)], 'report.pdf'))
    return by.post('/submit', form, { 'content-length': String(bytes) })
  }
  expect((await file(6_000_000)).status).toBe(303)
  const refused = await file(5_000_000)
  expect(refused.status).toBe(503)
  expect(await refused.text()).toContain('Nothing of yours was kept')
  expect(await readdir(line.deps.folders.uploadsDir)).toHaveLength(1)
  expect((await tell(await newAction(), null)).status).toBe(303)
  const few = deskOf(line, { gate, intake: createIntake(line.db, line.deps.space, { rows: 1, bytes: 10_000_000 }) })
  expect((await few.post('/submit', { url: 'https://example.org/one' })).status).toBe(503)
})

test('a file that is declined is taken off the disk', async () => {
  const { cookie } = await open.somebody('researcher')
  const form = new FormData()
  form.set('file', new File(['x'.repeat(1_000)], 'report.txt'))
  const sent = await open.post('/submit', form)
  const id = /\/submissions\/(sub_\w+)/.exec(sent.headers.get('location') ?? '')?.[1]
  const before = (await readdir(line.deps.folders.uploadsDir)).length
  expect((await open.post(`/desk/submissions/${id}`, { do: 'decline', reason: 'No.' }, { cookie })).status).toBe(303)
  expect(await readdir(line.deps.folders.uploadsDir)).toHaveLength(before - 1)
})

/** What anybody may do that takes something away, keeps nothing, or changes what its holder has already and is refused further in. */
const KEEPS_NOTHING = [
  '/sign-in',
  '/sign-in/code',
  '/sign-out',
  '/join/:token',
  '/api/v1/match',
  '/api/v1/reconcile',
  '/my-actions/:key/call-off',
  '/follow/:token',
  '/unfollow/:token',
  '/check',
  '/api/v1/checks',
  '/api/v1/checks/:id',
  '/checks/:token/columns',
  '/checks/:token/judge',
  '/checks/:token/forget',
  '/checks/:token/packs',
  '/watches/mail/:token',
  '/watches/mail/:token/stop',
  '/watches/:token/end',
]
const SIGNED_IN = /^\/(?:desk|account|documents)(?:\/|$)|^\/api\/v1\/(?:extract|claims\/:id\/decisions|review\/claims)$/

test('whatever anybody may send is refused with a sentence when the disk is nearly full, and every such route is known; reading goes on', async () => {
  const writes = [...new Set(shut.app.routes.filter(({ method, path }) => !['ALL', 'GET'].includes(method) && !path.includes('*')).map(({ path }) => path))]
  const sent = writes.filter((path) => !SIGNED_IN.test(path) && !KEEPS_NOTHING.includes(path))
  expect(sent.sort()).toEqual(Object.keys(GIVEN).sort())
  expect(KEEPS_NOTHING.filter((path) => !writes.includes(path))).toEqual([])
  for (const path of sent) {
    const answer = await shut.app.request(`${ORIGIN}${path.replace(/:\w+/g, 'none')}`, {
      method: 'POST',
      headers: { origin: ORIGIN, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
    expect([path, answer.status]).toEqual([path, 503])
    expect(await answer.text()).toContain('nearly out of room')
  }
  for (const path of ['/', '/brands', '/check', '/submit', '/healthz', '/readyz']) expect([path, (await shut.get(path)).status]).toEqual([path, 200])
})

test('below the floor of free space nothing is collected, and nothing that waits is ended', async () => {
  await line.add('https://example.org/waits')
  await line.db
    .updateTable('source')
    .set({ enabled: true, nextDueAt: new Date(0) })
    .where('id', '=', 'us-uflpa-entity-list')
    .execute()
  const low = { ...line.deps, space: full }
  expect(await archive.due(low)).toEqual([])
  expect(await collect.due(low)).toEqual([])
  expect(await archive.due(line.deps)).not.toEqual([])
  await archive.run(low, { host: 'example.org:443' }, new AbortController().signal)
  const document = await line.db.selectFrom('document').select(['state', 'attempts']).where('url', '=', 'https://example.org/waits').executeTakeFirstOrThrow()
  expect(document).toEqual({ state: 'waiting', attempts: 0 })
  const { cookie } = await open.somebody('researcher')
  expect(await (await shut.get('/desk', cookie)).text()).toContain('The disk is nearly full.')
})
