/** Verify ledger: every leaf against its row, every node against its children, every signed head against the tree. */
import type { Db } from '../db/client.ts'
import { sha256 } from '../model/id.ts'
import { leafHash, nodeHash, rootOver } from '../model/merkle.ts'
import { unendorsed } from './ledger-key.ts'
import { headData, isSignedBy, leafData } from './ledger.ts'
import { checkStamp } from './timestamp.ts'
import { type LeafKind, LEAF_KINDS, countLeaves, listHeads, listKeys, listLeaves, listNodes, listStamps, listUnentered, rowsToHash } from './ledger-queries.ts'

export type LedgerVerification = {
  readonly leaves: number
  /** Rows that wait to be entered: the next sweep does so. */
  readonly waiting: number
  /** Kind and id of rows that are not what was entered, or were never noted. */
  readonly changed: readonly string[]
  readonly wrongNodes: readonly string[]
  readonly wrongHeads: readonly number[]
  /** Keys that no earlier key vouches for. */
  readonly wrongKeys: readonly string[]
  /** Sizes of heads whose timestamp is for something else, or not signed by its certificate. */
  readonly wrongStamps: readonly number[]
  readonly stamps: number
}

const PAGE = 2_000

/** Checks the whole ledger against the rows it was made from. */
export async function verifyLedger(db: Db): Promise<LedgerVerification> {
  const size = await countLeaves(db)
  const changed: string[] = []
  const hashes: string[] = []
  for (let from = 0; from < size; from += PAGE) {
    const leaves = await listLeaves(db, from, PAGE)
    const rows = new Map<string, string>()
    for (const kind of LEAF_KINDS)
      for (const [ref, row] of await rowsToHash(
        db,
        kind,
        leaves.filter((leaf) => leaf.kind === kind).map((leaf) => leaf.ref),
      ))
        rows.set(`${kind} ${ref}`, row)
    for (const leaf of leaves) {
      const row = rows.get(`${leaf.kind} ${leaf.ref}`)
      const rowHash = row === undefined ? null : sha256(row)
      const isWhole = rowHash === leaf.rowHash && leafHash(leafData(leaf)) === leaf.leafHash && leaf.index === hashes.length
      if (!isWhole) changed.push(`${leaf.kind as LeafKind} ${leaf.ref}`)
      hashes.push(leaf.leafHash)
    }
  }
  const { waiting, forgotten } = await listUnentered(db)
  const { wrongNodes, levels } = await checkNodes(db, hashes)
  const wrongHeads: number[] = []
  const heads = await listHeads(db)
  for (const head of heads) {
    const root = head.size <= hashes.length ? await rootOver(async (level, index) => levels[level]?.[index] ?? '', 0, head.size) : null
    if (root !== head.root || !isSignedBy(head.publicKey, head)) wrongHeads.push(head.size)
  }
  const wrongStamps: number[] = []
  const stamps = await listStamps(db)
  for (const stamp of stamps) {
    const head = heads.find((each) => each.size === stamp.size)
    if (!head || (await checkStamp(stamp.token, headData(head))) === null) wrongStamps.push(stamp.size)
  }
  const wrongKeys = unendorsed(await listKeys(db))
  return { leaves: hashes.length, waiting, changed: [...changed, ...forgotten], wrongNodes, wrongHeads, wrongKeys, wrongStamps, stamps: stamps.length }
}

/** Every node worked out anew from the leaves, and those that are stored otherwise. */
async function checkNodes(db: Db, leaves: readonly string[]): Promise<{ wrongNodes: string[]; levels: string[][] }> {
  const levels: string[][] = []
  const wrongNodes: string[] = []
  for (let level = 0, right = [...leaves]; right.length > 0; level += 1) {
    levels.push(right)
    for (let from = 0; from < right.length; from += PAGE) {
      const stored = new Map((await listNodes(db, level, from, PAGE)).map((node) => [node.index, node.hash]))
      for (let i = from; i < Math.min(from + PAGE, right.length); i += 1) if (stored.get(i) !== right[i]) wrongNodes.push(`level ${level}, ${i}`)
    }
    const below = right
    right = Array.from({ length: Math.floor(below.length / 2) }, (_, i) => nodeHash(below[2 * i] as string, below[2 * i + 1] as string))
  }
  return { wrongNodes, levels }
}
