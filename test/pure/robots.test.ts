import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRobots } from '../../src/archive/robots.ts'

const read = (text: string, agent?: string) => readRobots('https://example.org/robots.txt', Buffer.from(text), agent)
const at = (path: string) => `https://example.org${path}`

test('the longest rule of our own group wins over the others, and over the group for everybody', () => {
  const rules = read('User-agent: *\nDisallow: /\n\nUser-agent: Unpick\nDisallow: /a\nAllow: /a/public\n')
  expect(['/', '/a/x', '/a/public/x'].map((path) => rules.isAllowed(at(path)))).toEqual([true, false, true])
})

test('marks and ends are understood', () => {
  const rules = read('User-agent: *\nDisallow: /*.pdf$\nDisallow: /private*/x\n')
  expect(['/a.pdf', '/a.pdf?x', '/private-1/x', '/b'].map((path) => rules.isAllowed(at(path)))).toEqual([false, true, false, true])
})

test('a missing colon, a name with a version and a byte order mark change nothing', () => {
  for (const text of ['user-agent Unpick\ndisallow /x', 'User-Agent: Unpick/1.0 (bot)\nDisallow: /x', '\uFEFFUser-agent: UNPICK\r\nDisallow: /x\r\n'])
    expect(read(text).isAllowed(at('/x'))).toBe(false)
})

test('a wish to wait is read in seconds, within reason', () => {
  expect(read('User-agent: *\nCrawl-delay: 2.5').delayMs).toBe(2_500)
  expect(read('User-agent: *\nCrawl-delay: 86400').delayMs).toBe(60_000)
  expect(read('User-agent: *\nCrawl-delay: soon').delayMs).toBeNull()
})

const CASES = join(import.meta.dirname, '../../../shared/data/robustness/robots/rfc9309-vectors.json')
const isHere = existsSync(CASES)
if (!isHere) console.log('The shared robots cases are not beside this checkout, so that test is skipped.')
test.skipIf(!isHere)('every sample case is decided as it says', () => {
  type Case = { test: string; robotstxt: string; userAgent: string; url: string; allowed: boolean }
  const cases = JSON.parse(readFileSync(CASES, 'utf8')) as Case[]
  const wrong = cases.filter(
    (each) =>
      readRobots(new URL('/robots.txt', URL.canParse(each.url) ? each.url : 'http://foo.bar/').href, Buffer.from(each.robotstxt), each.userAgent).isAllowed(
        each.url,
      ) !== each.allowed,
  )
  expect(wrong).toEqual([])
  console.log(`${cases.length} robots cases decided as they say`)
})
