/** Merkle trees: hashing, proofs and their checks, as RFC 6962 (2.1) and RFC 9162 (2.1.3, 2.1.4) have them. Hashes are lower-case hexadecimal. */
import { sha256 } from './id.ts'

const NODE = Buffer.from([1])
const bytes = (hex: string) => Buffer.from(hex, 'hex')

/** The root of a tree without leaves. */
export const EMPTY_ROOT = sha256('')

/** The hash of a leaf's data. */
export const leafHash = (data: string): string => sha256(`\0${data}`)

/** The hash of a node over its two children. */
export const nodeHash = (left: string, right: string): string => sha256(Buffer.concat([NODE, bytes(left), bytes(right)]))

/** The hash of the whole subtree of `2^level` leaves that starts at leaf `index * 2^level`. */
export type NodeAt = (level: number, index: number) => Promise<string>

const isPowerOfTwo = (n: number) => n > 0 && Number.isInteger(Math.log2(n))
const below = (n: number) => 2 ** Math.floor(Math.log2(n - 1)) // the largest power of two smaller than n

/** The root over leaves `start` to `end`, exclusive. */
export async function rootOver(nodeAt: NodeAt, start: number, end: number): Promise<string> {
  const size = end - start
  if (size === 0) return EMPTY_ROOT
  if (isPowerOfTwo(size) && start % size === 0) return nodeAt(Math.log2(size), start / size)
  const k = below(size)
  return nodeHash(await rootOver(nodeAt, start, start + k), await rootOver(nodeAt, start + k, end))
}

/** The hashes by which a leaf leads to the root of the first `size` leaves, from the leaf upwards. */
export async function inclusionPath(nodeAt: NodeAt, index: number, size: number, start = 0): Promise<string[]> {
  if (size <= 1) return []
  const k = below(size)
  if (index < k) return [...(await inclusionPath(nodeAt, index, k, start)), await rootOver(nodeAt, start + k, start + size)]
  return [...(await inclusionPath(nodeAt, index - k, size - k, start + k)), await rootOver(nodeAt, start, start + k)]
}

/** The hashes that show the tree of `old` leaves to be the beginning of the tree of `size` leaves. */
export async function consistencyPath(nodeAt: NodeAt, old: number, size: number): Promise<string[]> {
  const sub = async (m: number, start: number, n: number, isWhole: boolean): Promise<string[]> => {
    if (m === n) return isWhole ? [] : [await rootOver(nodeAt, start, start + n)]
    const k = below(n)
    if (m <= k) return [...(await sub(m, start, k, isWhole)), await rootOver(nodeAt, start + k, start + n)]
    return [...(await sub(m - k, start + k, n - k, false)), await rootOver(nodeAt, start, start + k)]
  }
  return old === 0 ? [] : sub(old, 0, size, true)
}

/** Whether a path leads from a leaf to the root (RFC 9162, 2.1.3.2). */
export function isIncluded(leaf: string, index: number, size: number, path: readonly string[], root: string): boolean {
  if (index >= size) return false
  let [fn, sn, at] = [index, size - 1, leaf]
  for (const step of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      at = nodeHash(step, at)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else at = nodeHash(at, step)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && at === root
}

/** Whether a path shows one tree to be the beginning of another (RFC 9162, 2.1.4.2). */
export function isConsistent(old: number, size: number, oldRoot: string, root: string, path: readonly string[]): boolean {
  if (old === 0) return path.length === 0
  if (old === size) return path.length === 0 && oldRoot === root
  if (old > size) return false
  const steps = isPowerOfTwo(old) ? [oldRoot, ...path] : [...path]
  const first = steps.shift()
  if (first === undefined) return false
  let [fn, sn] = [old - 1, size - 1]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  let [fr, sr] = [first, first]
  for (const step of steps) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [nodeHash(step, fr), nodeHash(step, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else sr = nodeHash(sr, step)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && fr === oldRoot && sr === root
}
