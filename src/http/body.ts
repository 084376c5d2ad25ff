/**
 * Bodies: what is sent is read when a handler asks for it, within bounds of size, parts and memory. Those who send slowly hold only what has
 * arrived; when all bodies together are too much, the slowest of them makes room.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { InvalidError, UnavailableError } from '../errors.ts'
import { readJson } from './json.ts'

/** Bodies up to this share a purse of their own, so that large ones never keep a small one out. */
const SMALL = 1_000_000
const PURSES = { small: 64_000_000, large: 100_000_000 } as const
/** No form of ours has so many fields. */
const MOST_FIELDS = 1_000
/** Whoever sends slower than this for so long, while there is no room, has to make some. */
const [SLOW_BYTES_A_MS, SLOW_FOR_MS] = [200, 2_000]
const BUSY = 'Very much is being sent to us at this moment, so this was not taken. Try again in 30 seconds.'

/** A body on its way. `seen`: how much of it had come when somebody last found no room. */
type Sending = { bytes: number; seen: { readonly bytes: number; readonly at: number }; state: 'coming' | 'whole' | 'cut'; cut: () => void }
/** Bytes that all bodies of a kind hold together. */
type Purse = { readonly most: number; held: number; readonly sendings: Set<Sending> }

const mediaTypeOf = (c: Context) => (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
/** Whether a media type says that a body is JSON. */
const isJson = (mediaType: string) => /^application\/(?:[\w.-]+\+)?json$/.test(mediaType)
const FIELDS = 'application/x-www-form-urlencoded'
const isForm = (mediaType: string) => mediaType === FIELDS || mediaType === 'multipart/form-data'
const tooLarge = (maxSize: number) => new InvalidError(`A request body may have at most ${maxSize / 1_000_000} MB.`)

/** Notes bytes that came, and lets the slowest make room. @throws UnavailableError when nobody is slow */
function takeIn(purse: Purse, sending: Sending, bytes: number): void {
  sending.bytes += bytes
  purse.held += bytes
  while (purse.held > purse.most) {
    const slow = slowestOf(purse.sendings)
    if (!slow || slow === sending) throw new UnavailableError(BUSY)
    slow.state = 'cut'
    giveBack(purse, slow)
    slow.cut()
  }
}

/** What a body held is free again. */
function giveBack(purse: Purse, sending: Sending): void {
  if (purse.sendings.delete(sending)) purse.held -= sending.bytes
}

/** Who has sent least since somebody last found no room, if that is very little; null when all are fast enough. */
function slowestOf(sendings: ReadonlySet<Sending>): Sending | null {
  const now = performance.now()
  let slowest: { readonly sending: Sending; readonly pace: number } | null = null
  for (const sending of sendings) {
    const { bytes, seen, state } = sending
    if (state !== 'coming' || now - seen.at < SLOW_FOR_MS) continue
    const pace = (bytes - seen.bytes) / (now - seen.at)
    if (pace >= SLOW_BYTES_A_MS) sending.seen = { bytes, at: now }
    else if (slowest === null || pace < slowest.pace) slowest = { sending, pace }
  }
  return slowest?.sending ?? null
}

const isMultipart = (type: string) => /^multipart\//i.test(type)

/** Counts the fields of a form as it comes. @throws InvalidError as soon as there are too many */
function fieldsIn(type: string): (piece: Uint8Array) => void {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type)
  const mark = isMultipart(type) ? `--${boundary?.[1] ?? boundary?.[2] ?? ''}` : '&'
  let fields = 0
  let rest: Uint8Array = new Uint8Array(0)
  return (piece) => {
    const all = Buffer.concat([rest, piece])
    let next = 0
    for (let at = all.indexOf(mark); at >= 0; at = all.indexOf(mark, next)) {
      next = at + mark.length
      fields += 1
      if (fields > MOST_FIELDS) throw new InvalidError(`A form may have at most ${MOST_FIELDS} fields.`)
    }
    rest = all.subarray(Math.max(next, all.length - mark.length + 1)) // a mark may lie in two pieces
  }
}

async function read(c: Context, maxSize: number, purse: Purse, sending: Sending): Promise<ArrayBuffer> {
  const look = isForm(mediaTypeOf(c)) ? fieldsIn(c.req.header('content-type') ?? '') : () => undefined
  const reader = c.req.raw.body?.getReader()
  if (!reader) return new ArrayBuffer(0)
  purse.sendings.add(sending)
  sending.cut = () => void reader.cancel().catch(() => undefined)
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (sending.state === 'cut') throw new UnavailableError(BUSY)
      if (done) break
      size += value.length
      if (size > maxSize) throw tooLarge(maxSize)
      takeIn(purse, sending, value.length)
      look(value)
      parts.push(value)
    }
  } catch (error) {
    sending.cut()
    throw error
  }
  sending.state = 'whole'
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole.buffer
}

/** Takes a form apart. @throws InvalidError */
async function formOf(c: Context, bytes: ArrayBuffer): Promise<FormData> {
  const type = (c.req.header('content-type') ?? '').replace(/^[^;]+/, (name) => name.toLowerCase())
  if (!isMultipart(type)) {
    const form = new FormData()
    for (const [name, value] of new URLSearchParams(Buffer.from(bytes).toString())) form.append(name, value)
    return form
  }
  try {
    return await new Response(bytes, { headers: { 'Content-Type': type } }).formData()
  } catch (cause) {
    throw new InvalidError('This form arrived in pieces that do not fit together. Open the page again and send it once more.', [], { cause })
  }
}

/** A thing that is made at the first question for it. */
function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | null = null
  return () => (made ??= { it: make() }).it
}

/** How many bytes a path takes: with a file, and as plain fields or JSON. */
export type BodyLimit = { readonly file: number; readonly text: number }

/** Reads bodies, each within the limit of its path. Small JSON is looked at before any handler sees it. */
export function boundedBodies(limitOf: (path: string) => BodyLimit): MiddlewareHandler {
  const purseOf = (most: number): Purse => ({ most, held: 0, sendings: new Set() })
  const purses = { small: purseOf(PURSES.small), large: purseOf(PURSES.large) }
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return await next()
    const mediaType = mediaTypeOf(c)
    const { file, text } = limitOf(c.req.path)
    const maxSize = isJson(mediaType) || mediaType === FIELDS ? text : file
    const declared = c.req.header('content-length')
    const size = c.req.header('transfer-encoding') === undefined && declared !== undefined ? Number(declared) : maxSize
    if (size > maxSize) throw tooLarge(maxSize)
    const purse = size <= SMALL ? purses.small : purses.large
    const sending: Sending = { bytes: 0, seen: { bytes: 0, at: performance.now() }, state: 'coming', cut: () => undefined }
    const bytes = once(() => read(c, maxSize, purse, sending))
    const form = once(async () => formOf(c, await bytes()))
    Object.defineProperties(c.req.bodyCache, {
      arrayBuffer: { enumerable: true, get: bytes },
      formData: { enumerable: false, get: form },
    })
    try {
      if (isJson(mediaType) && maxSize <= SMALL) readJson(new TextDecoder().decode(await bytes()), 'The body')
      await next()
    } finally {
      giveBack(purse, sending)
    }
  }
}
