/** Space: how much of the disk is free, so that Unpick stops taking things in before the disk is full, and says so when it is. */
import { statfs } from 'node:fs/promises'
import { UnavailableError } from './errors.ts'

/** A look at the disk is good for so long. */
const LOOK_AGAIN_MS = 2_000
/** What was let in is on the disk after so long. */
const WRITTEN_AFTER_MS = 10_000

/** The disk is full: nothing is lost, and it goes on when there is room. */
export class FullError extends UnavailableError {
  constructor(options?: ErrorOptions) {
    super('The disk of this site is full, so nothing was kept. What is here can still be read. Try again tomorrow.', options)
  }
}

/** What systems and PostgreSQL call it. */
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100'])

/** Whether an error means that a disk is full. */
export function isFull(error: unknown): boolean {
  if (error === null || typeof error !== 'object') return false
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return error instanceof FullError || FULL.has(String(code)) || (cause !== undefined && isFull(cause))
}

/** Whether a text says that a disk is full: all that comes over from a thread. */
export const saysFull = (message: string): boolean => [...FULL].some((code) => message.includes(code))

export type Space = {
  /** Whether less than the floor is free. Looked up at most every two seconds. */
  readonly isLow: () => Promise<boolean>
  /** Lets something of so many bytes be kept. @throws UnavailableError when less than the floor would be free */
  readonly need: (bytes: number) => Promise<void>
}

/** Watches over the disks that `folders` lie on. `changed` is told when they become low, and when they are so no more. */
export function createSpace(folders: readonly string[], floorBytes: number, changed: (isLow: boolean) => void = () => undefined): Space {
  let last: { readonly at: number; readonly free: Promise<number> } | null = null
  let wasLow = false
  /** What was let in a moment ago: a look at the disk may not have seen it. */
  let onTheirWay: { readonly at: number; readonly bytes: number }[] = []
  const freeOf = (folder: string) =>
    statfs(folder).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => Number.POSITIVE_INFINITY, // a folder that is not there yet, or not on this machine
    )
  function free(): Promise<number> {
    if (last && Date.now() - last.at < LOOK_AGAIN_MS) return last.free
    last = { at: Date.now(), free: Promise.all(folders.map(freeOf)).then((all) => Math.min(...all)) }
    return last.free
  }
  async function isLow(): Promise<boolean> {
    const low = (await free()) < floorBytes
    if (low !== wasLow) changed((wasLow = low))
    return low
  }
  return {
    isLow,
    async need(bytes) {
      const [low, left, now] = [await isLow(), await free(), Date.now()]
      onTheirWay = onTheirWay.filter(({ at }) => now - at < WRITTEN_AFTER_MS)
      const taken = onTheirWay.reduce((sum, each) => sum + each.bytes, 0)
      if (low || left - taken - bytes < floorBytes)
        throw new UnavailableError('This site is nearly out of room, so nothing new is taken at the moment. Nothing of yours was kept. Try again tomorrow.')
      onTheirWay.push({ at: now, bytes })
    },
  }
}
