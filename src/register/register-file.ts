/** Register file: the text of a register's file, a piece at a time, whether it comes as it is or zipped, as GLEIF's golden copy does. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { Unzip, UnzipInflate } from 'fflate'
import { InvalidError, messageOf } from '../errors.ts'

const CHUNK = 1 << 16
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1')
/** Files of a zip that can be a register's. A web archive that is zipped (WACZ) has none. */
const TABLE = /^(?!.*__MACOSX).*\.(?:csv|tsv|txt|ftm\.json)$/i

/** The text of a file, with how many bytes of the file itself were read for it. */
export type RegisterText = { readonly stream: Readable; readonly bytesRead: () => number }

/**
 * Opens a register's file. Of a zip the first table in it is unpacked as it is read, so that memory stays flat; one without a table is empty.
 * @param options.isStrict whether text that is not in UTF-8 is refused; `onBytes` is handed the file itself, as it is read
 * @throws InvalidError, while it is read, when the zip is broken, or the text not in UTF-8
 */
export async function openRegister(path: string, options: { isStrict?: boolean; onBytes?: (bytes: Uint8Array) => void } = {}): Promise<RegisterText> {
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      bytes += (chunk as Buffer).length
      options.onBytes?.(chunk as Buffer)
      yield chunk as Buffer
    }
  }
  const pieces = (await isZip(path)) ? unzipped(counted()) : counted()
  return { stream: Readable.from(textOf(pieces, options.isStrict ?? false)), bytesRead: () => bytes }
}

/** The first so many letters of a register's file. @throws InvalidError when there is no such file */
export async function startOf(path: string, letters: number): Promise<string> {
  let start = ''
  const { stream } = await openRegister(path)
  for await (const piece of stream) {
    start += piece as string
    if (start.length >= letters) break
  }
  return start.slice(0, letters).replace(/^\uFEFF/, '')
}

/** The first bytes of a file. @throws InvalidError when there is no such file */
export async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) throw new InvalidError(`There is no file ${path}.`)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ZIP.length), 0, ZIP.length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const isZip = async (path: string): Promise<boolean> => (await firstBytes(path)).equals(ZIP)

async function* unzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = []
  const state = { taken: '', isDone: false }
  const unzip = new Unzip((file) => {
    if (state.taken !== '' || !TABLE.test(file.name)) return
    state.taken = file.name
    file.ondata = (error, piece, isLast) => {
      if (error) throw error
      pieces.push(piece)
      state.isDone = isLast
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for await (const chunk of chunks) {
      if (state.isDone) continue
      unzip.push(chunk)
      yield* pieces.splice(0)
    }
    if (!state.isDone) unzip.push(new Uint8Array(0), true)
  } catch (cause) {
    throw new InvalidError(`This zip cannot be unpacked: ${messageOf(cause)}. Unpack it yourself, and import the file in it.`, [], { cause })
  }
  if (state.taken !== '' && !state.isDone) throw new InvalidError('This zip is cut off: its table has no end. Download it again.')
  yield* pieces
}

/** Text in UTF-8, whole letters at a time. @throws InvalidError when it is not, and must be */
async function* textOf(pieces: AsyncIterable<Uint8Array>, isStrict: boolean): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: isStrict, ignoreBOM: true })
  const decoded = (piece?: Uint8Array) => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
    } catch (cause) {
      throw new InvalidError('This file is not in UTF-8, so names in it would be taken in wrong. Save it as "CSV UTF-8" and import that.', [], { cause })
    }
  }
  for await (const piece of pieces) {
    const text = decoded(piece)
    if (text !== '') yield text
  }
  const rest = decoded()
  if (rest !== '') yield rest
}
