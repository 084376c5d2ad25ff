import { expect, test } from 'vitest'
import { allowedUrl, isPublicAddress } from '../../src/archive/addresses.ts'
import { guardedLookup } from '../../src/archive/dispatcher.ts'
import { BlockedError } from '../../src/errors.ts'

const none = new Set<string>()

/** One private address in every way of writing IPv4 that URL parsers take: parts in decimal, octal or hexadecimal, one to four of them. */
function* spellings(address: string): Generator<string> {
  const parts = address.split('.').map(Number) as [number, number, number, number]
  const whole = parts.reduce((sum, part) => sum * 256 + part, 0)
  const bases = [
    (n: number) => String(n),
    (n: number) => `0${n.toString(8)}`,
    (n: number) => `0x${n.toString(16)}`,
    (n: number) => `0X${n.toString(16).toUpperCase()}`,
  ]
  for (const write of bases) {
    yield parts.map(write).join('.')
    yield [...parts.slice(0, 2).map(write), write((parts[2] << 8) + parts[3])].join('.')
    yield [write(parts[0]), write(whole % 16_777_216)].join('.')
    yield write(whole)
  }
  yield `${address}.`
  yield parts.map((part) => `%${part.toString().charCodeAt(0).toString(16)}${part.toString().slice(1)}`).join('.')
  yield address.replaceAll('.', '。')
  yield [...address].map((digit) => (/\d/.test(digit) ? String.fromCodePoint(0xff10 + Number(digit)) : digit)).join('')
}
/** The same address inside IPv6: mapped, compatible, NAT64 and its local kind, 6to4, Teredo's server, ISATAP. */
function* inside6(address: string): Generator<string> {
  const parts = address.split('.').map(Number) as [number, number, number, number]
  const [high, low] = [(parts[0] << 8) + parts[1], (parts[2] << 8) + parts[3]].map((n) => n.toString(16)) as [string, string]
  yield `[::ffff:${address}]`
  yield `[::ffff:${high}:${low}]`
  yield `[0:0:0:0:0:ffff:${high}:${low}]`
  yield `[::${high}:${low}]`
  yield `[64:ff9b::${high}:${low}]`
  yield `[64:ff9b:1::${high}:${low}]`
  yield `[2002:${high}:${low}::]`
  yield `[2001:0:${high}:${low}::]`
  yield `[fe80::5efe:${high}:${low}]`
}
const PRIVATE = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.0.1', '172.16.0.1', '100.64.0.1']
const REFUSED = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://0/',
  'http://0.0.0.0/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://192.0.0.192/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://168.63.129.16/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[ff02::1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001::1]/',
  'http://[fec0::1]/',
  'file:///etc/passwd',
  'gopher://example.org/',
  'ftp://example.org/',
  'data:text/html,x',
  'javascript:alert(1)',
  'http://user:secret@example.org/',
  'http://a@127.0.0.1/',
  'not an address',
  '',
  '//example.org/',
  'http://[::1%25eth0]/',
  'http://[fd12:3456:789a::1]/',
  'http://[2001:db8::1]/',
  'http://[100::1]/',
  'http://[3fff::1]/',
  'http://[5f00::1]/',
  'http://192.0.2.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://192.88.99.1/',
  'dict://example.org/',
  'ldap://example.org/',
  'jar:http://example.org!/',
  'netdoc:///etc/passwd',
  'blob:https://example.org/x',
  'view-source:https://example.org/',
  'https://example.org@127.0.0.1/',
  'https://127.0.0.1#@example.org/',
  'https://127.0.0.1\\@example.org/',
  'http://0x7f.1/',
  'http://①②⑦.⓪.⓪.①/',
  ...PRIVATE.flatMap((address) => [...spellings(address), ...inside6(address)]).map((host) => `http://${host}/`),
]

test.each(REFUSED)('%s is refused before anything is sent', (address) => {
  expect(() => allowedUrl(address, none)).toThrow(BlockedError)
})

test('the table of refused addresses is a long one', () => {
  console.log(`${new Set(REFUSED).size} addresses refused before anything is sent`)
  expect(new Set(REFUSED).size).toBeGreaterThanOrEqual(150)
})

test('public addresses are allowed, and listed private ones at their port only', () => {
  expect(allowedUrl('https://example.org/report#page', none).url.href).toBe('https://example.org/report')
  expect(isPublicAddress('93.184.216.34')).toBe(true)
  expect(isPublicAddress('2606:4700::1')).toBe(true)
  expect(allowedUrl('http://127.0.0.1:8080/', new Set(['127.0.0.1:8080'])).isAllowListed).toBe(true)
  expect(() => allowedUrl('http://127.0.0.1:8081/', new Set(['127.0.0.1:8080']))).toThrow(BlockedError)
})

const resolving = (addresses: string[]) =>
  guardedLookup(((_name: string, _options: unknown, answer: (error: null, found: unknown) => void) =>
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as never)
const look = (addresses: string[]) =>
  new Promise((resolve, reject) => resolving(addresses)('name.example', { all: true }, (error, found) => (error ? reject(error) : resolve(found))))

test('a name is refused when any of its addresses is private', async () => {
  await expect(look(['93.184.216.34'])).resolves.toHaveLength(1)
  await expect(look(['93.184.216.34', '10.0.0.1'])).rejects.toBeInstanceOf(BlockedError)
  await expect(look(['::1'])).rejects.toBeInstanceOf(BlockedError)
  await expect(look([])).rejects.toBeInstanceOf(BlockedError)
})
