/** Reading room: captures in heavy formats are read in processes of their own, within limits of time and memory, small ones first. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidError } from '../errors.ts'
import type { SupplierTable } from '../model/check.ts'
import type { CaptureBytes, Reading } from '../model/document.ts'
import { createTurns } from '../turns.ts'
import { HEAVY, formatOf } from './format.ts'
import { readCapture } from './read-capture.ts'
import { isShortText, readSupplierTables } from './supplier-table.ts'

type Task = 'read' | 'copy' | 'table' | 'picture'
export type ReadQuestion = { readonly id: number; readonly task: Task; readonly capture: CaptureBytes }
export type ReadAnswer = {
  readonly id: number
  readonly reading?: Reading
  readonly copy?: Uint8Array
  readonly tables?: readonly SupplierTable[]
  readonly problem?: { readonly kind: string; readonly message: string }
}

/** Reads a capture of any format, makes copies without metadata, and takes lists apart. */
export type ReadingRoom = {
  readonly read: (capture: CaptureBytes) => Promise<Reading>
  /** @throws InvalidError when no copy can be made */
  readonly copy: (capture: CaptureBytes) => Promise<Uint8Array>
  /** A photo as a small JPEG without metadata. @throws InvalidError when it cannot be opened */
  readonly picture: (bytes: Uint8Array) => Promise<Uint8Array>
  /** A list that somebody checks. @throws InvalidError with a sentence that says what to do */
  readonly table: (bytes: Uint8Array) => Promise<SupplierTable>
  /** Every table of a list, the likeliest first. @throws InvalidError as above */
  readonly tables: (bytes: Uint8Array) => Promise<readonly SupplierTable[]>
  readonly close: () => void
}

const MOST_SECONDS = 120
/** Somebody waits for a list, and it has not so many rows. */
const MOST_TABLE_SECONDS = 30
const MOST_HEAP_MB = 512
const MOST_MEMORY_MB = 1_200
const LOOK_EVERY_MS = 200
/** A process that has nothing to read ends after so long. */
const IDLE_MS = 20_000
/** Larger files of any format are read there too; smaller ones are read where they are, by readers that take no more than their length. */
const LARGE = 250_000
/** Nobody's large file keeps a file of this size waiting, where there are several processes. */
const LITTLE = 100_000
const ADVICE = 'Cut out the part you need, or copy the passages that matter into a text file, and add that.'
const PICTURE_ADVICE = 'Save it smaller, as a JPEG, and send that.'

type Limits = { readonly seconds: number; readonly tableSeconds: number; readonly memoryMb: number }
type Reader = { readonly ask: (task: Task, capture: CaptureBytes) => Promise<ReadAnswer>; readonly close: () => void }

/** One process, which starts at the first file and ends when there are none. It reads one file at a time. */
function createReader(limits: Limits): Reader {
  const { memoryMb } = limits
  let child: ChildProcess | null = null
  let asked = 0
  let idle: NodeJS.Timeout | undefined

  function close(): void {
    clearTimeout(idle)
    child?.kill('SIGKILL')
    child = null
  }
  function start(): ChildProcess {
    // Plain Node, and none of our environment: a file that takes it over finds no password there.
    const started = fork(join(import.meta.dirname, 'reading-process.ts'), [], {
      execArgv: [`--max-old-space-size=${MOST_HEAP_MB}`],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const forget = () => {
      if (child === started) child = null
    }
    started.once('exit', forget)
    started.on('error', forget) // it could not be started, or ended before it was asked
    return started
  }
  function ask(task: Task, capture: CaptureBytes): Promise<ReadAnswer> {
    clearTimeout(idle)
    const reader = (child ??= start())
    asked += 1
    const id = asked
    const seconds = task === 'table' ? limits.tableSeconds : limits.seconds
    return new Promise<ReadAnswer>((resolve, reject) => {
      const stop = (why: string) => {
        end()
        close()
        reject(new InvalidError(`${why} ${task === 'picture' ? PICTURE_ADVICE : ADVICE}`))
      }
      const timer = setTimeout(() => stop(`Reading this document took more than ${seconds} seconds, so it was stopped.`), seconds * 1_000)
      const watch = setInterval(() => {
        if (memoryOf(reader.pid) > memoryMb) stop(`Reading this document took more than ${memoryMb} MB of memory, so it was stopped.`)
      }, LOOK_EVERY_MS)
      const hear = (answer: ReadAnswer) => {
        if (answer.id !== id) return
        end()
        idle = setTimeout(close, IDLE_MS).unref()
        if (answer.reading || answer.copy || answer.tables) resolve(answer)
        else reject(answer.problem?.kind === 'invalid' ? new InvalidError(answer.problem.message) : new Error(answer.problem?.message))
      }
      const gone = () => stop('The process that read this document ended in the middle of it.')
      const end = () => {
        clearTimeout(timer)
        clearInterval(watch)
        reader.off('message', hear)
        reader.off('exit', gone)
        reader.off('error', gone)
      }
      reader.on('message', hear)
      reader.once('exit', gone)
      reader.once('error', gone)
      const { url, as, title, bytes, headers, fetchedAt } = capture
      reader.send({ id, task, capture: { url, as, title: title ?? null, bytes, headers, fetchedAt } } satisfies ReadQuestion)
    })
  }
  return { ask, close }
}

/** What a room may take. Without `mostWaiting` everybody waits, as those do who have nothing better to do. */
export type RoomOptions = Partial<Limits> & { readonly processes?: number; readonly mostWaiting?: number }

/** A reading room. Each process reads one file at a time; of several, one is left for small files. */
export function createReadingRoom(options: RoomOptions = {}): ReadingRoom {
  const limits = {
    seconds: options.seconds ?? MOST_SECONDS,
    tableSeconds: options.tableSeconds ?? MOST_TABLE_SECONDS,
    memoryMb: options.memoryMb ?? MOST_MEMORY_MB,
  }
  const { processes = 1, mostWaiting = Infinity } = options
  const readers = Array.from({ length: processes }, () => createReader(limits))
  const free = [...readers]
  const turns = createTurns({ atOnce: processes, mostWaiting, little: LITTLE, busy: 'Very many files are being read at this moment.' })

  function inTurn(task: Task, capture: CaptureBytes): Promise<ReadAnswer> {
    const read = async () => {
      const reader = free.shift() as Reader
      try {
        return await reader.ask(task, capture)
      } finally {
        free.unshift(reader)
      }
    }
    return turns.take(read, { cost: capture.bytes.length })
  }
  const tables = async (bytes: Uint8Array): Promise<readonly SupplierTable[]> => {
    if (isShortText(bytes)) return await readSupplierTables(bytes)
    return (await inTurn('table', bare('list', bytes))).tables as readonly SupplierTable[]
  }
  return {
    async read(capture) {
      const format = formatOf(capture.bytes, capture.headers['content-type'] ?? '', capture.url)
      if (!HEAVY.has(format) && capture.bytes.length < LARGE) return readCapture(capture)
      return (await inTurn('read', capture)).reading as Reading
    },
    copy: async (capture) => (await inTurn('copy', capture)).copy as Uint8Array,
    table: async (bytes) => (await tables(bytes))[0] as SupplierTable,
    tables,
    picture: async (bytes) => (await inTurn('picture', bare('picture', bytes))).copy as Uint8Array,
    close: () => readers.forEach(({ close }) => close()),
  }
}

/** Bytes of which nothing else is known. */
const bare = (url: string, bytes: Uint8Array): CaptureBytes => ({ url, as: url, bytes, headers: {}, fetchedAt: new Date(0) })

/** How much memory a process has in MB; 0 where the system does not say. */
function memoryOf(pid: number | undefined): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096) / 1e6
  } catch {
    return 0
  }
}
