/**
 * Program interfaces: addresses that their operator documents for programs and opens under terms of its own, such as a query service.
 * robots.txt speaks to crawlers (RFC 9309, 1) and often forbids them there; whoever keeps to the terms may ask.
 */

export type ProgramInterface = {
  /** Scheme and host, such as `https://query.wikidata.org`. */
  readonly origin: string
  /** The path it is reached at; paths below it belong to it. */
  readonly path: string
  /** Where its operator says how programs use it. */
  readonly documentation: string
  /** Where its operator says what programs must keep to. */
  readonly terms: string
  /** The shortest pause between two requests that its terms leave us. */
  readonly paceMs: number
  /** The most that one answer may hold, and the longest that it may take. */
  readonly mostBytes: number
  readonly timeoutMs: number
}

/** The interface that an address belongs to: one of its origin, at its path or below. Null for every page. */
export function interfaceAt(interfaces: readonly ProgramInterface[], address: string): ProgramInterface | null {
  if (!URL.canParse(address)) return null
  const { origin, pathname } = new URL(address)
  return interfaces.find((each) => each.origin === origin && (pathname === each.path || pathname.startsWith(`${each.path}/`))) ?? null
}
