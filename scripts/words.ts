/** Words: takes the texts of pages out of the code, and keeps the English catalogue whole: each stands there by itself. `--verify` compares instead. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'

const FILE = 'src/words/en.json'
/** Attributes and fields that hold no words. */
const QUIET = new Set(
  'href class id for src action name method type value style d viewBox lang datetime key at feed property content role html url image oembed rel as crossorigin enctype autocomplete pattern scope fill stroke preserveAspectRatio font-size script here path'.split(
    ' ',
  ),
)
/** Calls whose texts are addresses, headers and the like. */
const QUIET_CALLS = new Set('redirect header get post use set request query param app route test RegExp noteAudit'.split(' '))

type Node = { readonly type: string; readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** A text as JSX gives it to its element: lines are trimmed and joined with a space. */
const asJsx = (text: string) =>
  text
    .split('\n')
    .map((line, i, all) => (i > 0 ? line.trimStart() : line).replace(i < all.length - 1 ? /\s+$/ : /$^/, ''))
    .filter(Boolean)
    .join(' ')
const clean = (text: string) => text.trim().replace(/\s+/g, ' ')
const isProse = (text: string) =>
  /\p{L}{2}/u.test(text) &&
  (/\s/.test(text) || /^\p{Lu}/u.test(text) || /^\p{Ll}{2,}$/u.test(text)) &&
  !/^[/#?]|^\.[a-z]|https?:|[<>]|\{\}|^[A-Z_]+$|^[a-z]+(?:-[a-z]+)+$/.test(text)

function textsOf(file: string): Set<string> {
  const found = new Set<string>()
  const add = (text: string) => {
    const key = clean(text)
    if (isProse(key)) found.add(key)
  }
  const walk = (value: unknown, isQuiet: boolean): void => {
    if (Array.isArray(value)) return value.forEach((each) => walk(each, isQuiet))
    if (!isNode(value)) return
    const node = value
    if (node.type === 'ImportDeclaration' || (node.type === 'ExportNamedDeclaration' && node['source'])) return
    if (node.type === 'TSTypeAliasDeclaration' || node.type === 'TSTypeAnnotation' || node.type === 'ThrowStatement') return
    if (node.type === 'JSXText') return add(asJsx(String(node['value'])))
    if (node.type === 'Literal' && typeof node['value'] === 'string') return isQuiet ? undefined : add(node['value'])
    if (node.type === 'JSXAttribute')
      return walk(node['value'], QUIET.has(String((node['name'] as Node)['name'])) || /^data-/.test(String((node['name'] as Node)['name'])))
    if (node.type === 'Property') return walk(node['value'], isQuiet || QUIET.has(String((node['key'] as Node)['name'] ?? '')))
    if (node.type === 'CallExpression') {
      const callee = node['callee'] as Node
      const name = String(callee['name'] ?? (callee['property'] as Node | undefined)?.['name'] ?? '')
      // Counts have a second form.
      const [, one, many] = node['arguments'] as Node[]
      if (name === 'countText' && one?.type === 'Literal' && !many) add(`${String(one['value'])}s`)
      if (QUIET_CALLS.has(name)) return (node['arguments'] as Node[]).filter(({ type }) => type !== 'Literal').forEach((each) => walk(each, isQuiet))
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'type' && typeof child === 'object') walk(child, isQuiet)
  }
  walk(parseSync(file, readFileSync(file, 'utf8')).program, false)
  return found
}

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src/http', 'src/model'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.tsx$|components\/words\.ts$|^src\/model\/(?:claim|grade|organisation|target|campaign|ballot|sentence|statement)\.ts$/.test(file))
const texts = [...new Set(files.flatMap((file) => [...textsOf(file)]))].sort((a, b) => (a < b ? -1 : 1))
const before = readFileSync(FILE, 'utf8')
const { packs } = JSON.parse(before) as { packs: Record<string, string> }
const after = `${JSON.stringify({ packs, pages: Object.fromEntries(texts.map((text) => [text, text])) }, null, 2)}\n`
if (process.argv.includes('--verify')) {
  if (before !== after) {
    process.stderr.write(`${FILE} is not what the pages say. Run: npm run words\n`)
    process.exitCode = 1
  }
} else writeFileSync(FILE, after)
