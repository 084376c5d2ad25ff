import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EMPTY_ROOT, consistencyPath, inclusionPath, isConsistent, isIncluded, leafHash, nodeHash, rootOver } from '../../src/model/merkle.ts'

/** The tree of RFC 6962 by its definition, without any cleverness. */
function plainRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return EMPTY_ROOT
  if (leaves.length === 1) return leaves[0] as string
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(plainRoot(leaves.slice(0, k)), plainRoot(leaves.slice(k)))
}
const nodesOf = (leaves: readonly string[]) => async (level: number, index: number) => plainRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
const tree = (size: number) => Array.from({ length: size }, (_, i) => leafHash(`leaf ${i}`))

test('hashes are those of the published vectors (RFC 6962, certificate transparency reference tree)', () => {
  expect(EMPTY_ROOT).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(leafHash('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
})

test('every leaf of every small tree is proven, and no other leaf or root is', async () => {
  for (let size = 1; size <= 33; size += 1) {
    const leaves = tree(size)
    const root = await rootOver(nodesOf(leaves), 0, size)
    expect(root).toBe(plainRoot(leaves))
    for (let index = 0; index < size; index += 1) {
      const path = await inclusionPath(nodesOf(leaves), index, size)
      expect(isIncluded(leaves[index] as string, index, size, path, root)).toBe(true)
      expect(isIncluded(leafHash('other'), index, size, path, root)).toBe(false)
      expect(isIncluded(leaves[index] as string, index, size, path, EMPTY_ROOT)).toBe(false)
      if (size > 1) expect(isIncluded(leaves[index] as string, (index + 1) % size, size, path, root)).toBe(false)
    }
  }
})

test('every smaller tree is shown to be the beginning of a larger one, and a changed one is not', async () => {
  for (let size = 1; size <= 24; size += 1) {
    const leaves = tree(size)
    for (let old = 1; old <= size; old += 1) {
      const path = await consistencyPath(nodesOf(leaves), old, size)
      expect(isConsistent(old, size, plainRoot(leaves.slice(0, old)), plainRoot(leaves), path)).toBe(true)
      const changed = [leafHash('forged'), ...leaves.slice(1, old)]
      expect(isConsistent(old, size, plainRoot(changed), plainRoot(leaves), path)).toBe(false)
    }
  }
})

test('a proof with any step changed, left out or added fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), async (size, a, b) => {
      const leaves = tree(size)
      const index = a % size
      const path = await inclusionPath(nodesOf(leaves), index, size)
      const root = plainRoot(leaves)
      const at = b % path.length
      for (const wrong of [path.with(at, leafHash('x')), path.toSpliced(at, 1), [...path, root]])
        expect(isIncluded(leaves[index] as string, index, size, wrong, root)).toBe(false)
    }),
  )
})
