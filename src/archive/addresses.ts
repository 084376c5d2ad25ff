/** Addresses: which ones a fetcher may reach. Private, loopback, link-local, multicast and metadata addresses are refused. */
import ipaddr from 'ipaddr.js'
import { BlockedError } from '../errors.ts'

/** Public addresses that answer only inside a cloud and give away its secrets (Azure's wire server). */
const METADATA = new Set(['168.63.129.16'])

/**
 * Whether an IP address is one on the public internet. IPv4 inside IPv6 (mapped, NAT64, 6to4, Teredo) is refused,
 * since what it leads to is decided elsewhere. Source of ranges: IANA special-purpose address registries.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast' || METADATA.has(parsed.toString())) return false
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] as number) >> 5 === 1 // 2000::/3 is all of IPv6's global unicast
}

/** The `host:port` of an address, as UNPICK_ALLOW_HOSTS writes it. */
export function hostAndPort(url: URL): string {
  return `${url.hostname.toLowerCase()}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

/** Whose turn a document is fetched in: its `host:port`, or `local` for files. */
export function hostOf(url: string): string {
  return /^https?:/i.test(url) && URL.canParse(url) ? hostAndPort(new URL(url)) : 'local'
}

/**
 * The parsed address, if a fetcher may try it at all: http or https, without a name and password in it, and not an IP
 * address that is not public. Names are looked up, and their addresses checked, when the connection is made.
 * @throws BlockedError saying which rule forbids it
 */
export function allowedUrl(text: string, allowHosts: ReadonlySet<string>): { url: URL; isAllowListed: boolean } {
  if (!URL.canParse(text)) throw new BlockedError(`"${text.slice(0, 200)}" is not an address. It should start with https:// or http://.`)
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new BlockedError(`Only http and https addresses are fetched, not ${url.protocol}`)
  if (url.username || url.password) throw new BlockedError('An address with a name and password in it is not fetched. Take them out.')
  url.hash = ''
  const isAllowListed = allowHosts.has(hostAndPort(url))
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (!isAllowListed && ipaddr.isValid(literal) && !isPublicAddress(literal)) throw refusedAddress(url.hostname, literal)
  return { url, isAllowListed }
}

/** The refusal of an address that is not public. */
export function refusedAddress(host: string, address: string): BlockedError {
  return new BlockedError(
    `${host.includes(address) ? host : `${host} leads to ${address}, which`} is not a public address, so it is not fetched. If it is a server of your own, name it in UNPICK_ALLOW_HOSTS.`,
  )
}
