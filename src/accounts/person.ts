/** Person: somebody who has come in, known by a pseudonym. */
import type { Role } from './roles.ts'

/** What a pseudonym, or the name of a program, looks like. */
export const PSEUDONYM = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{2,29}$/u

/** Somebody who has come in: by a visit in a browser, or by a key with scopes. */
export type Person = {
  readonly id: string
  readonly pseudonym: string
  readonly role: Role
  readonly hasSecondFactor: boolean
  readonly sessionId: string | null
  /** What the key may do; null for a visit, which may do what the role may. */
  readonly scopes: readonly string[] | null
}
