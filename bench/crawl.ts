/**
 * Crawl: how fast a site is collected, beside Crawlee's CheerioCrawler, on the same local site in alternating runs.
 * Ours fetches, seals to disk, enters the ledger, follows links, and writes the article's text to PostgreSQL; the peer fetches,
 * parses, follows links and takes the text. Arguments: pages, runs. `--alone`: without the peer, for large sizes. Before each run,
 * ours or the peer's, memory is touched once: what a virtual machine has not been given yet takes eight times as long.
 */
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { WORKER_ENVIRONMENT, WORKER_FLAGS } from '../workers/flags.ts'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { alone: { type: 'boolean', default: false } } })
const pages = Number(positionals[0] ?? 5_000)
const runs = Number(positionals[1] ?? 3)
const HERE = join(import.meta.dirname, 'crawl')
/** What the runs make goes at the end: a file system may look for minutes at what was deleted before it makes new files (ext4). */
const place = await mkdtemp(join(tmpdir(), 'unpick-crawls-'))
await chmod(place, 0o755)

type Result = { pages: number; seconds: number; peakRssMb: number; characters: number; captures?: number; leaves?: number; cpuSeconds?: number }
const rate = (result: Result) => result.pages / result.seconds
const ours: Result[] = []
const peers: Result[] = []

if (!values.alone && !existsSync(join(HERE, 'peer/node_modules')))
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: join(HERE, 'peer'), stdio: 'inherit' })

const site = fork(join(HERE, 'site.ts'), [String(pages)], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
const address = await firstLine(site)
try {
  for (let run = 0; run < runs; run += 1) {
    if (!values.alone) peers.push(await one('peer/crawl.js'))
    ours.push(await one('unpick.ts'))
    const [last, peer] = [ours.at(-1), peers.at(-1)]
    console.log(`run ${run + 1}: Unpick ${say(last)}${peer ? `; Crawlee ${say(peer)}` : ''}`)
  }
} finally {
  site.kill()
  await rm(place, { recursive: true, force: true })
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number
const our = median(ours.map(rate))
console.log(`Unpick:  ${our.toFixed(0)} pages/s (median of ${runs}), peak RSS ${median(ours.map((each) => each.peakRssMb)).toFixed(0)} MB, ${pages} pages`)
if (peers.length > 0) {
  const peer = median(peers.map(rate))
  console.log(`Crawlee: ${peer.toFixed(0)} pages/s (median of ${runs}), peak RSS ${median(peers.map((each) => each.peakRssMb)).toFixed(0)} MB`)
  console.log(`ratio:   ${(our / peer).toFixed(2)} (aim: at least 2.5)`)
}

function say(result: Result | undefined): string {
  return result
    ? `${rate(result).toFixed(0)} pages/s, ${result.pages} pages, ${result.peakRssMb.toFixed(0)} MB${result.leaves ? `, ${result.leaves} leaves` : ''}${result.cpuSeconds ? `, ${result.cpuSeconds.toFixed(1)} CPU s` : ''}`
    : ''
}

/** Touches free memory, in a process that ends at once. */
function warmMemory(): void {
  const most = Math.min(4_096, Math.floor(freemem() / 2 ** 21)) // half of what is free, in MB
  execFileSync(process.execPath, ['-e', `for (let i = 0, all = []; i < ${most}; i += 64) all.push(Buffer.alloc(2 ** 26, 1))`])
}

async function one(file: string): Promise<Result> {
  warmMemory()
  const child = fork(join(HERE, file), [address, String(pages), place], {
    execArgv: file.endsWith('.ts') ? [...WORKER_FLAGS] : [],
    env: file.endsWith('.ts') ? { ...process.env, ...WORKER_ENVIRONMENT } : process.env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const result = JSON.parse(await firstLine(child)) as Result
  await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)))
  return result
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
    })
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.at(-1)} ended with ${code}: ${text}`)))
  })
}
