/** Dispatchers: connections whose address was checked after the look-up and is the one connected to, so that no second look-up can change it. */
import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher } from 'undici'
import { isPublicAddress, refusedAddress } from './addresses.ts'

/** Looks a name up, as `dns.lookup` does. Handed in by tests. */
export type Lookup = typeof systemLookup

const LIMITS = { connections: 1, pipelining: 1, maxHeaderSize: 64 * 1024, keepAliveTimeout: 4_000, headersTimeout: 30_000, bodyTimeout: 30_000 } as const

/** One connection a host. The guarded one refuses every name that leads to any address that is not public. */
export function createDispatchers(connections: number, lookup: Lookup = systemLookup): { guarded: Dispatcher; open: Dispatcher; close: () => Promise<void> } {
  const guarded = new Agent({ ...LIMITS, connections, connect: { timeout: 15_000, lookup: guardedLookup(lookup) } })
  const open = new Agent({ ...LIMITS, connections, connect: { timeout: 15_000 } })
  return { guarded, open, close: async () => void (await Promise.all([guarded.destroy(), open.destroy()])) }
}

/** A look-up that answers only when every address found is public. */
export function guardedLookup(lookup: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const found = addresses as unknown as { address: string; family: number }[]
      const bad = found.find(({ address }) => !isPublicAddress(address))
      const first = found[0]
      if (bad || !first) return callback(refusedAddress(hostname, bad?.address ?? 'nowhere') as NodeJS.ErrnoException, '', 0)
      if (options.all) return callback(null, found as never, 0)
      return callback(null, first.address, first.family)
    })
  }
}
