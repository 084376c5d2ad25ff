/** Cursors: where a list goes on, by the key of its last row. Opaque to the caller. */
import { InvalidError } from '../errors.ts'

export type Page<T> = { readonly items: readonly T[]; readonly cursor: string | null }

/** The parts of a cursor that this server made. @throws InvalidError for any other text */
export function readCursor(cursor: string | undefined, parts: number): string[] | null {
  if (cursor === undefined || cursor === '') return null
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(value) && value.length === parts && value.every((part) => typeof part === 'string')) return value as string[]
  } catch {
    // said below
  }
  throw new InvalidError('This cursor is not one that a list of this server gave. Leave it out to start from the beginning.')
}

/** A page of at most `limit` rows from `limit + 1` fetched ones. */
export function pageOf<T>(rows: readonly T[], limit: number, key: (row: T) => readonly string[]): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const more = rows.length > limit && last !== undefined
  return { items, cursor: more ? Buffer.from(JSON.stringify(key(last))).toString('base64url') : null }
}
