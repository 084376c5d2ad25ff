/** WARC: sealed copies written out as WARC 1.1 (ISO 28500:2017), and records that others wrote read back. */
import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { WARCParser, WARCRecord, WARCSerializer } from 'warcio'
import { InvalidError, messageOf } from '../errors.ts'
import type { Fetched } from './fetch.ts'

const WARC_VERSION = 'WARC/1.1'
const SOFTWARE = 'Unpick'
/** Headers that speak of bytes as they went over the wire: what is sealed has its encodings taken off. */
const OF_THE_WIRE = new Set(['content-encoding', 'transfer-encoding', 'content-length', 'connection', 'keep-alive'])

export type WarcCapture = {
  readonly id: string
  readonly finalUrl: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly fetchedAt: Date
  readonly bytes: Uint8Array
}

/** The first record of a file: who wrote it, and how. */
export async function warcInfo(filename: string, origin: string): Promise<Uint8Array> {
  const record = WARCRecord.createWARCInfo({ filename, warcVersion: WARC_VERSION }, { software: SOFTWARE, format: 'WARC File Format 1.1', isPartOf: origin })
  return WARCSerializer.serialize(record, { gzip: true })
}

/** A capture as a gzipped record: `response` for what the web answered, `resource` for a file that somebody added. Digests are SHA-256. */
export async function warcRecord(capture: WarcCapture): Promise<Uint8Array> {
  const isWeb = /^https?:/.test(capture.finalUrl)
  const headers = Object.fromEntries(Object.entries(capture.headers).filter(([name]) => !OF_THE_WIRE.has(name.toLowerCase())))
  const record = WARCRecord.create(
    {
      type: isWeb ? 'response' : 'resource',
      url: isWeb ? capture.finalUrl : `urn:unpick:${encodeURIComponent(capture.finalUrl)}`,
      date: capture.fetchedAt.toISOString(),
      warcVersion: WARC_VERSION,
      warcHeaders: {
        'WARC-Record-ID': `<urn:unpick:${capture.id}>`,
        ...(isWeb ? {} : { 'Content-Type': headers['content-type'] ?? 'application/octet-stream' }),
      },
      ...(isWeb
        ? {
            statusline: `HTTP/1.1 ${capture.status} ${capture.status === 200 ? 'OK' : 'Status'}`,
            httpHeaders: { ...headers, 'content-length': String(capture.bytes.length) },
          }
        : {}),
    },
    [capture.bytes],
  )
  return WARCSerializer.serialize(record, { gzip: true, digest: { algo: 'sha-256', prefix: 'sha256:' } })
}

/** One thing found in a WARC file, or why a record was left out. */
export type WarcFind = { readonly url: string; readonly fetched: Fetched } | { readonly url: string; readonly leftOut: string }

/**
 * The documents in a WARC file, gzipped or not: responses with status 200 and resources. Others are left out with the reason.
 * @throws InvalidError when it is no WARC file
 */
export async function* readWarc(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<WarcFind> {
  let count = 0
  try {
    // Unpacked by zlib, which says so when a file breaks off; warcio's own unpacking passes over it.
    for await (const record of WARCParser.iterRecords(await unpacked(source))) {
      if (!/^WARC\/1\./.test(record.warcHeaders.protocol ?? ''))
        throw new InvalidError(
          count === 0
            ? 'This is no WARC file: it does not begin with a record.'
            : `This WARC file is damaged after ${count} records. What came before is kept.`,
        )
      count += 1
      const url = record.warcTargetURI ?? ''
      if (record.warcType !== 'response' && record.warcType !== 'resource') continue
      yield await findIn(record, url, maxBytes)
    }
  } catch (cause) {
    if (cause instanceof InvalidError) throw cause
    throw new InvalidError(`This WARC file breaks off or is damaged after ${count} records: ${messageOf(cause)}. What came before is kept.`, [], { cause })
  }
  if (count === 0) throw new InvalidError('There is no record in this file: it is no WARC file.')
}

/** The file as it stands before packing, whether it was packed or not. */
async function unpacked(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const chunks = source[Symbol.asyncIterator]()
  const first = await chunks.next()
  const all = (async function* () {
    if (!first.done) yield first.value
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  })()
  const isPacked = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b
  if (!isPacked) return all
  const gunzip = createGunzip()
  pipeline(Readable.from(all), gunzip, () => undefined) // whoever reads it hears of what goes wrong
  return gunzip
}

async function findIn(record: WARCRecord, url: string, maxBytes: number): Promise<WarcFind> {
  const status = record.httpHeaders ? Number(record.httpHeaders.statusCode) : 200
  if (!/^https?:/.test(url)) return { url, leftOut: 'its address is not on the web' }
  if (status !== 200) return { url, leftOut: `the server had answered ${status}` }
  if (record.warcContentLength > maxBytes) return { url, leftOut: `it is larger than ${Math.round(maxBytes / 1_000_000)} MB` }
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of record) {
    total += chunk.length
    if (total > maxBytes) return { url, leftOut: `it unpacks to more than ${Math.round(maxBytes / 1_000_000)} MB` }
    chunks.push(chunk)
  }
  if (total === 0) return { url, leftOut: 'it is empty' }
  const declared = Number(record.httpHeaders?.headers.get('content-length') ?? NaN)
  const isPlain = !record.httpHeaders?.headers.get('content-encoding') && !record.httpHeaders?.headers.get('transfer-encoding')
  if (isPlain && total < declared) return { url, leftOut: 'it breaks off: the file holds less of it than it says' }
  const headers = Object.fromEntries([...(record.httpHeaders?.headers ?? [])].map(([name, value]) => [name.toLowerCase(), value]))
  const date = new Date(record.warcDate ?? '')
  if (Number.isNaN(date.getTime())) return { url, leftOut: 'it does not say when it was fetched' }
  return {
    url,
    fetched: {
      status,
      finalUrl: url,
      headers: { 'content-type': record.warcContentType ?? 'application/octet-stream', ...headers },
      bytes: Buffer.concat(chunks, total),
      fetchedAt: date,
    },
  }
}
