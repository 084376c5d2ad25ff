/** Check proof: that a leaf is in a signed head, from a file alone, for someone who trusts nobody. */
import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { isIncluded, leafHash } from '../model/merkle.ts'
import { isSignedBy, leafData } from './ledger.ts'

const Proof = z.object({
  leaf: z.object({ index: z.number().int().nonnegative(), kind: z.string(), ref: z.string(), rowHash: z.string(), hash: z.string() }),
  path: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(64),
  head: z.object({
    size: z.number().int().positive(),
    root: z.string(),
    signed: z.iso.datetime(),
    publicKey: z.string().max(1_000),
    signature: z.string().max(200),
  }),
})

/**
 * Checks a proof as `/api/v1/ledger/proof/…` gives it.
 * @throws InvalidError when the file is missing or no proof
 */
export function checkProof(text: string | null, name: string): { isSound: boolean; says: string } {
  if (text === null) throw new InvalidError(`There is no file ${name}.`)
  const parsed = Proof.safeParse(jsonOf(text))
  if (!parsed.success)
    throw new InvalidError(
      `${name} is not a proof as /api/v1/ledger/proof/… gives it: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}.`,
    )
  const { leaf, path, head } = parsed.data
  if (leafHash(leafData(leaf)) !== leaf.hash) return { isSound: false, says: 'NOT sound: the leaf’s hash is not that of its text.' }
  if (!isIncluded(leaf.hash, leaf.index, head.size, path, head.root))
    return { isSound: false, says: 'NOT sound: the path does not lead from the leaf to the root.' }
  if (!isSigned(head)) return { isSound: false, says: 'NOT sound: the head’s signature is not that of its key.' }
  return {
    isSound: true,
    says: `Sound: ${leaf.kind} ${leaf.ref} is leaf ${leaf.index} of ${head.size} in the head signed ${head.signed}. Compare the key with one you had from elsewhere.`,
  }
}

function isSigned(head: { size: number; root: string; signed: string; publicKey: string; signature: string }): boolean {
  try {
    return isSignedBy(head.publicKey, { ...head, signedAt: new Date(head.signed) })
  } catch {
    return false
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
