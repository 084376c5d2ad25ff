/**
 * Names: how well names are told together and apart, on pairs that others labelled, beside PostgreSQL's pg_trgm at the threshold
 * that suits it best; how fast a million are looked through, beside pg_trgm with a GIN index; and how fast POST /match answers.
 * Arguments: `quality`, `speed`, `http`, or none for all; `--curve` prints precision and recall at every threshold.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import pg from 'pg'
import { startEmbedded } from '../src/db/embedded.ts'
import { MATCH_FROM, compare, namedThing } from '../src/names/compare.ts'
import { compareNames } from '../src/names/compare-names.ts'
import { NamesIndex } from '../src/names/index/names-index.ts'
import { partsOf } from '../src/names/parts.ts'
import { facilityNames, mistyped, randomFrom } from './names/made-up.ts'

type Pair = {
  readonly set: string
  readonly a: string
  readonly b: string
  readonly same: boolean
  readonly score: number
  readonly peer: number
  readonly isHeldOut: boolean
}
type Figures = { readonly pairs: number; readonly precision: number; readonly recall: number; readonly f1: number }

const SAMPLES = join(import.meta.dirname, '../../shared/data/name-pairs')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const wants = (part: string) => wanted.length === 0 || wanted.includes(part)

const folder = await mkdtemp(join(tmpdir(), 'unpick-bench-names-'))
await chmod(folder, 0o755)
const server = await startEmbedded(folder, () => undefined)
const client = new pg.Client({ connectionString: server.ownerUrl })
await client.connect()
await client.query('create extension if not exists pg_trgm')
try {
  if (wants('quality')) await quality()
  if (wants('speed')) for (const count of [10_000, 100_000, 1_000_000]) await speed(count)
  // The pages are JSX, so this part has a process of its own.
  if (wants('http'))
    execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'names/over-http.ts'), server.ownerUrl, folder, '1000000'], {
      stdio: 'inherit',
    })
} finally {
  await client.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

async function quality(): Promise<void> {
  if (!existsSync(SAMPLES)) return console.log('The shared name pairs are not here: quality is not measured.')
  const read = (file: string) => parse(readFileSync(join(SAMPLES, file), 'utf8'), { columns: true }) as Record<string, string>[]
  const pairs = [
    ...(await pairsOf(
      'organisations',
      read('companies-nomenklatura.csv').map((row) => ({ a: row['name1'] ?? '', b: row['name2'] ?? '', same: row['is_match'] === 'true' })),
    )),
    ...(await pairsOf('facilities', facilities())),
    ...(await brandPairs(read('brands-nsi.csv'))),
  ]
  const rows: (string | number)[][] = [['data set', 'pairs', 'P', 'R', 'F1', 'P pg_trgm', 'R', 'F1', 'at']]
  const line = (name: string, all: readonly Pair[]) => {
    const ours = figures(all, (pair) => pair.score >= MATCH_FROM)
    const [threshold, peer] = bestPeer(all)
    rows.push([
      name,
      ours.pairs,
      ours.precision.toFixed(3),
      ours.recall.toFixed(3),
      ours.f1.toFixed(3),
      peer.precision.toFixed(3),
      peer.recall.toFixed(3),
      peer.f1.toFixed(3),
      threshold.toFixed(2),
    ])
  }
  for (const set of [...new Set(pairs.map((pair) => pair.set))]) {
    const all = pairs.filter((pair) => pair.set === set)
    line(set, all)
    if (set === 'organisations' || set === 'brands, all')
      line(
        `${set}, held-out third`,
        all.filter((pair) => pair.isHeldOut),
      )
  }
  console.log(rows.map((row) => row.map((cell, i) => String(cell).padEnd(i === 0 ? 36 : 10)).join('')).join('\n'))
  if (process.argv.includes('--curve'))
    for (let threshold = 0.5; threshold <= 0.96; threshold += 0.05) {
      const ours = (set: string) =>
        figures(
          pairs.filter((pair) => pair.set === set && !pair.isHeldOut),
          (pair) => pair.score >= threshold,
        )
      console.log(
        `${threshold.toFixed(2)}  ${['organisations', 'facilities', 'brands, easy tier'].map((set) => `${set} P ${ours(set).precision.toFixed(3)} R ${ours(set).recall.toFixed(3)} F1 ${ours(set).f1.toFixed(3)}`).join('   ')}`,
      )
    }
  translations(read('en-zh-organisations.csv'))
}

function facilities() {
  const lines = readFileSync(join(SAMPLES, 'facilities-osh-dedupe.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { label, a, b } = JSON.parse(line) as { label: string; a: Record<string, string>; b: Record<string, string> }
    const side = (one: Record<string, string>) => namedThing({ names: [one['name'] ?? ''], country: one['country'] ?? null, address: one['address'] ?? null })
    return { a: `${a['name']} ${a['address']}`, b: `${b['name']} ${b['address']}`, same: label === 'match', score: compare(side(a), side(b)).score }
  })
}

/** Positives of a tier or of pairs in two scripts, with all that are not the same: the hard part is to leave those apart. */
async function brandPairs(rows: readonly Record<string, string>[]): Promise<Pair[]> {
  const asPair = (row: Record<string, string>) => ({ a: row['name1'] ?? '', b: row['name2'] ?? '', same: row['is_match'] === 'true' })
  const some = (keep: (row: Record<string, string>) => boolean) => rows.filter((row) => row['is_match'] !== 'true' || keep(row)).map(asPair)
  return [
    ...(await pairsOf(
      'brands, easy tier',
      some((row) => row['tier'] === 'easy'),
    )),
    ...(await pairsOf(
      'brands, hard tier',
      some((row) => row['tier'] === 'hard'),
    )),
    ...(await pairsOf(
      'brands, across scripts',
      some((row) => row['scripts'] !== 'latin-latin'),
    )),
    ...(await pairsOf('brands, all', rows.map(asPair))),
  ]
}

async function pairsOf(set: string, pairs: readonly { a: string; b: string; same: boolean; score?: number }[]): Promise<Pair[]> {
  const { rows } = await client.query<{ likeness: number }>(
    'select similarity(lower(a), lower(b)) as likeness from unnest($1::text[], $2::text[]) with ordinality as t(a, b, n) order by n',
    [pairs.map((pair) => pair.a), pairs.map((pair) => pair.b)],
  )
  return pairs.map((pair, i) => ({
    ...pair,
    set,
    score: pair.score ?? compare(namedThing({ names: [pair.a] }), namedThing({ names: [pair.b] })).score,
    peer: rows[i]?.likeness ?? 0,
    isHeldOut: (createHash('sha256').update(`${pair.a}\n${pair.b}`).digest()[0] as number) % 3 === 0,
  }))
}

function figures(pairs: readonly Pair[], isSame: (pair: Pair) => boolean): Figures {
  const said = pairs.filter(isSame)
  const right = said.filter((pair) => pair.same).length
  const precision = right / Math.max(1, said.length)
  const recall = right / Math.max(1, pairs.filter((pair) => pair.same).length)
  return { pairs: pairs.length, precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

function bestPeer(pairs: readonly Pair[]): [number, Figures] {
  let best: [number, Figures] = [0, figures(pairs, () => true)]
  for (let threshold = 0.1; threshold < 1; threshold += 0.05) {
    const at = figures(pairs, (pair) => pair.peer >= threshold)
    if (at.f1 > best[1].f1) best = [threshold, at]
  }
  return best
}

/** English names and their Chinese ones: whether each finds its own first among all others of the file. */
function translations(rows: readonly Record<string, string>[]): void {
  const [english, chinese] = [rows.map((row) => partsOf(row['name_en'] ?? '')), rows.map((row) => partsOf(row['name_zh'] ?? ''))]
  let found = 0
  rows.forEach((row, i) => {
    const scores = chinese.map((other) => compareNames(english[i] as (typeof english)[number], other).score)
    const best = Math.max(...scores)
    const isFirst = scores[i] === best && scores.every((score, j) => score < best || rows[j]?.['name_zh'] === row['name_zh'])
    if (isFirst) found += 1
  })
  console.log(`English to Chinese: ${found} of ${rows.length} find their own first: ${(found / rows.length).toFixed(3)} (aim 0.80)`)
}

function* entriesOf(names: readonly string[]) {
  for (const [i, name] of names.entries()) yield { id: `osh:CN2020${String(i).padStart(9, '0')}`, name, country: 'CN' }
}

async function speed(count: number): Promise<void> {
  const names = [...facilityNames(count)]
  const collect = () => (globalThis as { gc?: () => void }).gc?.()
  collect()
  const before = process.memoryUsage()
  const startedAt = performance.now()
  const index = new NamesIndex(entriesOf(names), count)
  const built = (performance.now() - startedAt) / 1_000
  collect()
  const after = process.memoryUsage()
  const megabytes = (after.heapUsed + after.external - before.heapUsed - before.external) / 1e6
  const random = randomFrom(7)
  const questions = Array.from({ length: 4_000 }, () => {
    const name = names[Math.floor(random() * count)] as string
    return { name, typed: mistyped(name, random) }
  })
  for (const { typed } of questions.slice(0, 300)) index.find({ name: typed }, 5)
  const rates: number[] = []
  let found = 0
  for (let run = 0; run < 3; run += 1) {
    const at = performance.now()
    found = 0
    for (const { name, typed } of questions) if (index.find({ name: typed }, 5).some((candidate) => candidate.name === name)) found += 1
    rates.push(questions.length / ((performance.now() - at) / 1_000))
  }
  const ours = rates.toSorted((a, b) => a - b)[1] as number
  await client.query('drop table if exists peer')
  await client.query('create table peer as select n as name from unnest($1::text[]) as n', [names])
  await client.query('create index on peer using gin (name gin_trgm_ops)')
  await client.query('analyze peer')
  const few = questions.slice(0, count >= 1_000_000 ? 20 : 100)
  const at = performance.now()
  let peerFound = 0
  for (const { name, typed } of few) {
    const { rows } = await client.query<{ name: string }>('select name from peer where name % $1 order by similarity(name, $1) desc limit 5', [typed])
    if (rows.some((row) => row.name === name)) peerFound += 1
  }
  const peers = few.length / ((performance.now() - at) / 1_000)
  await client.query('drop table peer')
  console.log(
    `${count} names: built in ${built.toFixed(1)} s, ${megabytes.toFixed(0)} MB; ${ours.toFixed(0)} looked up and compared a second (median of 3), recall at 5 with one typing mistake ${(found / questions.length).toFixed(3)}; pg_trgm ${peers.toFixed(1)} a second, recall ${(peerFound / few.length).toFixed(2)}; ratio ${(ours / peers).toFixed(0)}`,
  )
}
