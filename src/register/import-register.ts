/** Import register: streams a register's file into entries. Whatever its size, memory stays flat; killed, it goes on where it was. Lists and workbooks, which are small, are read whole. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import Papa from 'papaparse'
import { ConflictError, InvalidError } from '../errors.ts'
import { type Db, openClient } from '../db/client.ts'
import { hashId } from '../model/id.ts'
import { type Entry, type Register, type RowReader, REGISTERS, readFtm, readGleif, readOsh, registerOfHeadings } from './formats.ts'
import { type Found, foundInList, registerOfList } from './list-file.ts'
import { firstBytes, openRegister, startOf } from './register-file.ts'
import { finishImport, lockImport, readyToCopy, restartImport, startImport, writeBatch } from './queries.ts'

export type RegisterImport = {
  readonly importId: string
  readonly register: Register
  /** Rows of the file gone through, headings not counted; of a list, the number of its last row in the file. */
  readonly rows: number
  readonly taken: number
  readonly changed: number
  readonly same: number
  readonly refused: number
  readonly leftOut: number
}
export type Progress = { readonly rows: number; readonly bytes: number; readonly ofBytes: number }

const BATCH = 10_000
/** So many letters of a file say what it is. */
const START = 64_000

/** Which register a file is of, by its first line or, of a list of suppliers, by what its columns hold; null when it is none that is known. */
export async function registerOfFile(path: string): Promise<Register | null> {
  const start = await startOf(path, START)
  if (/^\s*\{/.test(start) && /"schema"\s*:/.test(start)) return 'opensanctions'
  return registerOfHeadings(headingsOf(start)) ?? (await registerOfList(path))
}

const DELIMITERS = [',', ';', '\t', '|']
/** The mark between cells: the one that the first line has most of. */
function delimiterOf(start: string): string {
  const line = start.slice(0, start.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '')
  const counted = DELIMITERS.map((mark) => [line.split(mark).length, mark] as const)
  return counted.toSorted((a, b) => b[0] - a[0])[0]?.[1] ?? ','
}
const headingsOf = (start: string) =>
  (Papa.parse<string[]>(start, { preview: 1, delimiter: delimiterOf(start) }).data[0] ?? []).map((heading) => heading.trim())

/**
 * Imports a file of a register.
 * @throws InvalidError when the file is none that is known; ConflictError when another process imports it now
 */
export async function importRegister(
  deps: { db: Db; url: string; now: () => Date },
  path: string,
  options: { register?: Register; title?: string },
  progress: (progress: Progress) => void,
): Promise<RegisterImport> {
  const register = options.register ?? (await registerOfFile(path))
  if (register === null)
    throw new InvalidError(
      'This file is of no register that is known: no column of it is known to hold names. Say what it is with --as osh, opensanctions, gleif or suppliers.',
    )
  const isWhole = await isReadWhole(path, register)
  const [sha256, { size }] = [await hashOf(path, isWhole), await stat(path)]
  const importId = hashId('imp', register, sha256)
  const client = await openClient(deps.url)
  try {
    if (!(await lockImport(client, importId)))
      throw new ConflictError('Another process is importing this file now. Wait for it, or stop it; what it did is kept.')
    await readyToCopy(client)
    let row = await startImport(deps.db, {
      id: importId,
      register,
      title: options.title ?? REGISTERS[register].title,
      fileName: basename(path),
      sha256,
      bytes: size,
      startedAt: deps.now(),
    })
    if (row.state === 'done') row = await restartImport(deps.db, importId)
    let batch = { entries: [] as Entry[], refusals: [] as { row: number; reason: string }[] }
    let rows = row.rowsDone
    let leftOut = 0
    let writing: Promise<void> = Promise.resolve()
    // One batch is written while the next is read.
    const flush = async () => {
      await writing
      writing = writeBatch(client, importId, register, { ...batch, rowsDone: rows })
      writing.catch(() => undefined) // told at the next flush
      batch = { entries: [], refusals: [] }
    }
    for await (const { found, bytes } of foundIn(path, register, isWhole)) {
      for (const { row: number, outcome } of found) {
        if (number <= row.rowsDone) continue
        rows = number
        if ('refused' in outcome) batch.refusals.push({ row: number, reason: outcome.refused })
        else if ('leftOut' in outcome) leftOut += 1
        else batch.entries.push(outcome)
        if (batch.entries.length + batch.refusals.length >= BATCH) await flush()
      }
      progress({ rows, bytes, ofBytes: size })
    }
    await flush()
    await writing
    await finishImport(deps.db, importId, deps.now())
    const done = await startImport(deps.db, { id: importId, register, title: '', fileName: '', sha256, bytes: size, startedAt: deps.now() })
    return { importId, register, rows, taken: done.taken, changed: done.changed, same: done.same, refused: done.refused, leftOut }
  } finally {
    await client.end()
  }
}

/** Whether a file is read at once: a list of suppliers in any format, or a workbook of another register. */
async function isReadWhole(path: string, register: Register): Promise<boolean> {
  if (register === 'suppliers') return true
  const first = (await firstBytes(path)).toString('latin1')
  return /^(?:%PDF|\u00d0\u00cf)/.test(first) || (first.startsWith('PK') && (await startOf(path, START)) === '') // a zip without a table in it
}

/** The SHA-256 of a file. One that is streamed must be text in UTF-8. @throws InvalidError when it is not */
async function hashOf(path: string, isAnyBytes: boolean): Promise<string> {
  const hash = createHash('sha256')
  if (isAnyBytes) {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
    return hash.digest('hex')
  }
  const { stream } = await openRegister(path, { isStrict: true, onBytes: (bytes) => hash.update(bytes) })
  for await (const _ of stream); // to its end: what is not in UTF-8 is refused before anything is taken in
  return hash.digest('hex')
}

/** What the rows of a file hold, a chunk at a time, with how many bytes are read. */
function foundIn(path: string, register: Register, isWhole: boolean): AsyncGenerator<{ found: Found[]; bytes: number }> {
  if (isWhole) return foundInList(path, register)
  return register === 'opensanctions' ? foundInLines(path) : foundInTable(path, register as 'osh' | 'gleif')
}

async function* foundInLines(path: string): AsyncGenerator<{ found: Found[]; bytes: number }> {
  const { stream, bytesRead } = await openRegister(path)
  let row = 0
  let found: Found[] = []
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    row += 1
    if (line.trim()) found.push({ row, outcome: readFtm(line) })
    if (found.length < 1_000) continue
    yield { found, bytes: bytesRead() }
    found = []
  }
  yield { found, bytes: bytesRead() }
}

async function* foundInTable(path: string, register: 'osh' | 'gleif'): AsyncGenerator<{ found: Found[]; bytes: number }> {
  const { stream, bytesRead } = await openRegister(path)
  let headings: string[] | null = null
  let read: RowReader | null = null
  let row = 0
  for await (const rows of rowsOf(stream, delimiterOf(await startOf(path, START)))) {
    const found: Found[] = []
    for (const cells of rows) {
      if (headings === null || read === null) {
        headings = cells.map((heading) => heading.replace(/^\uFEFF/, '').trim())
        read = register === 'osh' ? readOsh : readGleif
        continue
      }
      row += 1
      const isBroken = cells.length > headings.length
      found.push({
        row,
        outcome: isBroken
          ? { refused: `The row has ${cells.length} cells and the table ${headings.length} columns: a quotation mark or comma may be missing.` }
          : read(recordOf(headings, cells)),
      })
    }
    yield { found, bytes: bytesRead() }
  }
}

/** The rows of a CSV stream, a chunk at a time; the next chunk is read when this one has been taken. */
async function* rowsOf(input: NodeJS.ReadableStream, delimiter: string): AsyncGenerator<string[][]> {
  let hand: (part: { rows: string[][]; more: () => void } | { end: unknown }) => void = () => undefined
  const next = () => new Promise<{ rows: string[][]; more: () => void } | { end: unknown }>((resolve) => (hand = resolve))
  let coming = next()
  Papa.parse<string[]>(input, {
    delimiter,
    skipEmptyLines: 'greedy',
    chunk: ({ data }, parser) => {
      parser.pause() // holds the parser; the stream would go on filling its queue
      input.pause()
      hand({
        rows: data,
        more: () => {
          input.resume()
          parser.resume()
        },
      })
    },
    complete: () => hand({ end: null }),
    error: (error) => hand({ end: error }),
  })
  for (let part = await coming; !('end' in part) || part.end !== null; part = await coming) {
    if ('end' in part) throw part.end
    coming = next()
    yield part.rows
    part.more()
  }
}

function recordOf(headings: readonly string[], cells: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {}
  for (let i = 0; i < headings.length; i += 1) record[headings[i] as string] = cells[i] ?? ''
  return record
}
