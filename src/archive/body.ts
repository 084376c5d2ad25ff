/** Bodies: reading one to its end within limits of bytes, before and after decompression. */
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { InvalidError, UnavailableError, messageOf } from '../errors.ts'

const INFLATED_RATIO = 20
const INFLATED_FLOOR = 1_000_000
const INFLATED_CEILING = 200_000_000
const MAX_ENCODINGS = 2

/** Codings of HTTP's own register that are not unpacked here. Whatever is in neither list is no coding: browsers take such a body as it is. */
const UNREAD = new Set(['aes128gcm', 'compress', 'dcb', 'dcz', 'exi', 'pack200-gzip', 'x-compress'])
const DECODERS: Readonly<Record<string, () => ReturnType<typeof createGunzip>>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
  zstd: createZstdDecompress,
}

/**
 * The whole body with its content encoding taken off. What is inflated may be 20 times what was received (1 MB is always
 * allowed), and never over 200 MB. An encoding that is none ("utf-8") is passed over.
 * @throws InvalidError when it is too large, or its encoding is broken or not unpacked here; UnavailableError when it breaks off
 */
export async function readBody(body: Readable, encoding: string, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((word) => word.trim())
    .filter((word) => Object.hasOwn(DECODERS, word) || UNREAD.has(word))
  let received = 0
  const count = (length: number) => {
    received += length
    if (received > maxBytes) throw tooLarge(maxBytes)
  }
  const chunks: Buffer[] = []
  let total = 0
  const keep = (chunk: Buffer) => {
    signal.throwIfAborted()
    total += chunk.length
    if (codings.length === 0) count(chunk.length)
    else if (total > Math.min(INFLATED_CEILING, Math.max(INFLATED_FLOOR, received * INFLATED_RATIO)))
      throw new InvalidError(
        'This document unpacks to more than 20 times what was sent, as a decompression bomb does, so it was not kept. Save it yourself and add the file.',
      )
    chunks.push(chunk)
  }
  try {
    const unread = codings.find((coding) => UNREAD.has(coding))
    if (unread !== undefined)
      throw new InvalidError(`The server packed this document as "${unread}", which is not unpacked here. Save it yourself and add the file.`)
    if (codings.length > MAX_ENCODINGS) throw new InvalidError('The server packed this document more than twice over, so it was not opened.')
    if (codings.length === 0) await eachChunk(body, keep)
    else {
      let stream: AsyncIterable<Buffer> = counted(body, count)
      for (const coding of codings.reverse()) stream = inflated(stream, coding)
      for await (const chunk of stream) keep(chunk)
    }
  } catch (error) {
    body.destroy()
    if (error instanceof InvalidError || signal.aborted) throw error
    throw new UnavailableError(`The document broke off after ${received} bytes: ${messageOf(error)}. It will be tried again.`, { cause: error })
  }
  return Buffer.concat(chunks, total)
}

function tooLarge(maxBytes: number): InvalidError {
  return new InvalidError(
    `This document is larger than ${Math.round(maxBytes / 1_000_000)} MB, the most that is fetched. Raise UNPICK_FETCH_MAX_BYTES, or add the part you need as a file.`,
  )
}

/** Hands on each chunk as it comes. Most documents come as they are, and their events cost less than an iterator over them. */
function eachChunk(body: Readable, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    body.on('data', (chunk: Buffer) => {
      try {
        take(chunk)
      } catch (error) {
        reject(error)
      }
    })
    body.once('end', resolve)
    body.once('error', reject)
    body.once('close', () => reject(new Error('the connection was closed')))
  })
}

async function* counted(body: Readable, count: (length: number) => void): AsyncIterable<Buffer> {
  for await (const chunk of body as AsyncIterable<Buffer>) {
    count(chunk.length)
    yield chunk
  }
}

async function* inflated(stream: AsyncIterable<Buffer>, coding: string): AsyncIterable<Buffer> {
  const decoder = (DECODERS[coding] as (typeof DECODERS)[string])()
  decoder.on('error', () => undefined) // the loop below hears of it, unless it has ended
  const feeding = (async () => {
    try {
      for await (const chunk of stream) if (!decoder.write(chunk)) await new Promise((resolve) => decoder.once('drain', resolve))
      decoder.end()
    } catch (error) {
      decoder.destroy(error as Error)
    }
  })()
  try {
    for await (const chunk of decoder) yield chunk as Buffer
  } catch (error) {
    if (error instanceof InvalidError || (error as Error).name === 'AbortError') throw error
    throw new InvalidError(
      `The server said this document is packed as ${coding}, but it does not unpack: ${messageOf(error)}. Save it yourself and add the file.`,
      [],
      { cause: error },
    )
  } finally {
    decoder.destroy()
    void feeding
  }
}
