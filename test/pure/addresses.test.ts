import { expect, test } from 'vitest'
import { allowedUrl, isPublicAddress } from '../../src/archive/addresses.ts'
import { guardedLookup } from '../../src/archive/dispatcher.ts'
import { BlockedError } from '../../src/errors.ts'

const none = new Set<string>()
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
]

test.each(REFUSED)('%s is refused before anything is sent', (address) => {
  expect(() => allowedUrl(address, none)).toThrow(BlockedError)
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
