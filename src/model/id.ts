/** Ids: a prefix and a hash of raw values, so that doing a thing twice makes the same row. */
import { hash } from 'node:crypto'

export type IdPrefix =
  | 'act'
  | 'aff'
  | 'rpt'
  | 'cam'
  | 'imp'
  | 'jdg'
  | 'sup'
  | 'can'
  | 'cap'
  | 'clm'
  | 'dec'
  | 'doc'
  | 'evi'
  | 'fol'
  | 'org'
  | 'prg'
  | 'psg'
  | 'pub'
  | 'ntc'
  | 'rdg'
  | 'rpl'
  | 'rsp'
  | 'sit'
  | 'sub'

/**
 * `prefix_` and the first 20 hexadecimal digits (80 bits) of the SHA-256 of the parts as a JSON array.
 * The same parts give the same id on every machine; parts are raw values, never parsed ones.
 */
export function hashId(prefix: IdPrefix, ...parts: readonly (string | number | null)[]): string {
  return `${prefix}_${hash('sha256', JSON.stringify(parts)).slice(0, 20)}`
}

/** The SHA-256 of the bytes, as 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes)
}

/** A word for an address: lower-case letters, digits and single hyphens; 'x' when nothing is left. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’]/g, '')
  return (
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'x'
  )
}
