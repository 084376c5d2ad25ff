/** Expressions: none is made of words of a document unless they are escaped, so that no text ends its reading. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'
import { extractClaims, knowledgeOf, objectName } from '../../src/extract/extract-claims.ts'
import { loadRules } from '../../src/extract/extract-capture.ts'
import { masked } from '../../src/publish/present-evidence.ts'
import { readCapture } from '../../src/read/read-capture.ts'

const ROOT = join(import.meta.dirname, '../..')
type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
const nodesIn = (value: unknown): Node[] =>
  Array.isArray(value)
    ? value.flatMap(nodesIn)
    : isNode(value)
      ? [value, ...Object.values(value).flatMap((child) => (typeof child === 'object' ? nodesIn(child) : []))]
      : []

/** Our own patterns that stand in a variable: each file with the variable, which never holds words of a document. */
const OUR_PATTERNS = new Set([
  'src/model/guard.ts pattern',
  'src/extract/phrases.ts pattern',
  'src/extract/rule.ts source',
  'src/extract/rule.ts start',
  'src/read/formats/plain.ts name',
  'src/http/app.ts source',
  'src/extract/references.ts edge',
  'src/model/statement-areas.ts pattern',
])

/** Variables that a pattern takes in without `RegExp.escape`. Constants in capitals are ours. */
function unescaped(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(unescaped)
  if (!isNode(node)) return []
  if (node.type === 'Identifier') return /^[A-Z][A-Z_\d]*$/.test(String(node['name'])) ? [] : [String(node['name'])]
  if (node.type === 'MemberExpression') return unescaped(node['object'])
  if (node.type === 'ArrowFunctionExpression') return unescaped(node['body'])
  if (node.type === 'TaggedTemplateExpression') return unescaped(node['quasi'])
  if (node.type === 'CallExpression') {
    const callee = node['callee'] as Node
    const escapes = (each: Node) =>
      each.type === 'MemberExpression' && (each['object'] as Node)['name'] === 'RegExp' && (each['property'] as Node)['name'] === 'escape'
    if (escapes(callee)) return []
    if ((node['arguments'] as Node[]).some((each) => nodesIn(each).some(escapes))) return []
    return [...unescaped(callee), ...unescaped(node['arguments'])]
  }
  return Object.entries(node).flatMap(([key, child]) => (key !== 'type' && typeof child === 'object' ? unescaped(child) : []))
}

test('no expression is made of text without RegExp.escape', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'scrapers', 'workers', 'cli', 'catalogue'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  const wrong: string[] = []
  let seen = 0
  for (const file of files.split('\n').filter((each) => /\.tsx?$/.test(each))) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    if (!/\bRegExp\(/.test(text)) continue
    for (const node of nodesIn(parseSync(file, text).program)) {
      if (!/^(New|Call)Expression$/.test(node.type) || (node['callee'] as Node)['name'] !== 'RegExp') continue
      seen += 1
      for (const name of unescaped((node['arguments'] as Node[])[0])) if (!OUR_PATTERNS.has(`${file} ${name}`)) wrong.push(`${file}: ${name}`)
    }
  }
  expect(seen).toBeGreaterThan(10)
  expect(wrong).toEqual([])
})

const rules = await loadRules()
const knowledge = knowledgeOf([], rules)
const claimsOf = (text: string) =>
  extractClaims(text, [{ start: 0, end: text.length }], knowledge).claims.map(
    ({ subject, predicate, object }) => `${subject.name} ${predicate} ${objectName(object)}`,
  )

test('a short name with an ampersand is read, and where it stands again', () => {
  const text = 'Larkmoor & Spencer Ltd (L&S) buys shirts from Dunmere Textile Co., Ltd. In May L&S bought yarn from Osk Spinning Co., Ltd.'
  expect(claimsOf(text)).toEqual([
    'Larkmoor & Spencer Ltd sources_from Dunmere Textile Co., Ltd.',
    'Larkmoor & Spencer Ltd sources_from Osk Spinning Co., Ltd.',
  ])
})

const PRINTABLE = [...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)), ...'–—‘’“”…·•§¶©®™«»¿¡（）【】、。《》'].filter(
  (letter) => !/[\p{L}\d]/u.test(letter),
)
const letters = fc.stringMatching(/^[A-Z][a-z]{0,5}$/)
const odd = fc.array(fc.oneof(letters, fc.constantFrom(...PRINTABLE)), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))

test('names and short names of any printable signs never end a reading', () => {
  fc.assert(
    fc.property(letters, odd, odd, (start, name, short) => {
      const text = `${start}${name} Holdings Ltd (${short}) buys shirts from Dunmere Textile Co., Ltd. In May ${short} bought yarn (“${name}”) too.`
      for (const claim of extractClaims(text, [{ start: 0, end: text.length }], knowledge).claims) expect(claim.end).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 400 },
  )
})

test('words of any signs are masked as they are, and nothing else', () => {
  fc.assert(
    fc.property(odd, odd, (word, other) => {
      const hidden = masked(`0 ${word} 9`, [word])
      expect(hidden).toHaveLength(word.length + 4)
      expect(hidden.startsWith('0 ') && hidden.endsWith(' 9')).toBe(true)
      expect(() => masked(other, [word, other])).not.toThrow()
    }),
  )
})

test('a footnote of any label is read', async () => {
  await fc.assert(
    fc.asyncProperty(odd, async (label) => {
      const safe = label.replace(/[<>&"]/g, '')
      const page = `<p>Words.<sup><a href="#n1">${safe}</a></sup></p><ol><li id="n1">${safe} A note.</li></ol>`
      const reading = await readCapture({
        url: 'https://example.org/a.html',
        as: 'document',
        title: null,
        bytes: Buffer.from(page),
        headers: { 'content-type': 'text/html; charset=utf-8' },
        fetchedAt: new Date(0),
      })
      expect(reading.text).toContain('A note.')
    }),
    { numRuns: 60 },
  )
})
