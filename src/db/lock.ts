/** Lock: one running Unpick a data folder. A lock left by a crash is recognised and taken over. */
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import { ConflictError } from '../errors.ts'

const Holder = z.object({ pid: z.number().int().positive(), born: z.string(), port: z.number().int().nullable() })
/** Who holds a data folder: the process, when it was born, and the port its PostgreSQL answers on. */
export type Holder = z.infer<typeof Holder>

const lockFile = (dataDir: string) => join(dataDir, 'unpick.lock')

/** The live holder of the folder, or null. A holder whose process is gone, or whose number another process has now, is none. */
export async function findHolder(dataDir: string): Promise<Holder | null> {
  const text = await readFile(lockFile(dataDir), 'utf8').catch(() => null)
  const parsed = text === null ? null : Holder.safeParse(parseOr(text, null))
  if (!parsed?.success) return null
  return birthOf(parsed.data.pid) === parsed.data.born ? parsed.data : null
}

/**
 * Takes the folder for this process.
 * @returns a function that notes the port, and one that lets go
 * @throws ConflictError when another live process holds it
 */
export async function takeLock(dataDir: string): Promise<{ notePort: (port: number) => Promise<void>; release: () => Promise<void> }> {
  await mkdir(dataDir, { recursive: true })
  const mine: Holder = { pid: process.pid, born: birthOf(process.pid) ?? 'unknown', port: null }
  for (let round = 0; ; round += 1) {
    if (await linkNew(dataDir, mine)) break
    const holder = await findHolder(dataDir)
    if (holder || round > 5) {
      throw new ConflictError(
        `Unpick is already running on ${dataDir} (process ${holder?.pid ?? 'unknown'}). Stop that one first, or set UNPICK_DATA to another folder.`,
      )
    }
    await rm(lockFile(dataDir), { force: true })
  }
  return {
    notePort: (port) => writeFile(lockFile(dataDir), JSON.stringify({ ...mine, port })),
    release: () => rm(lockFile(dataDir), { force: true }),
  }
}

async function linkNew(dataDir: string, holder: Holder): Promise<boolean> {
  const draft = `${lockFile(dataDir)}.${process.pid}`
  await writeFile(draft, JSON.stringify(holder))
  try {
    await link(draft, lockFile(dataDir))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

function parseOr(text: string, fallback: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return fallback
  }
}

/** When a process was born, in the system's own words; null when there is no such process. */
export function birthOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? null : (fields[19] ?? null)
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** The command line of a process, or '' when it cannot be read. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
