/**
 * Read: how fast a PDF of 500 pages becomes text, beside poppler's `pdftotext` on the same file, at three sizes; and how many words
 * both find in the PDFs of the shared sample, where it is there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPdf } from '../src/read/formats/pdf.ts'
import { facilityNames } from './names/made-up.ts'

const SAMPLES = join(import.meta.dirname, '../../shared/data/robustness/pdf')
const AIM = 6
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number
const folder = await mkdtemp(join(tmpdir(), 'unpick-bench-read-'))
try {
  for (const pages of [50, 200, 500]) await measure(pages)
  if (existsSync(SAMPLES)) await words()
  else console.log('The shared PDFs are not here: words are not compared.')
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function measure(pages: number): Promise<void> {
  const path = join(folder, `${pages}.pdf`)
  await writeFile(path, made(pages))
  const bytes = readFileSync(path)
  const ours: number[] = []
  const peers: number[] = []
  let characters = 0
  for (let run = 0; run < 3; run += 1) {
    let at = performance.now()
    execFileSync('pdftotext', [path, join(folder, 'out.txt')])
    peers.push(performance.now() - at)
    at = performance.now()
    characters = (await readPdf(bytes)).text.length
    ours.push(performance.now() - at)
  }
  const [our, peer] = [median(ours), median(peers)]
  console.log(
    `${pages} pages, ${characters} characters: ${(our / 1_000).toFixed(2)} s; pdftotext ${(peer / 1_000).toFixed(2)} s; ${(our / peer).toFixed(2)} times its time (aim: at most ${AIM}); memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  )
}

/** A report of pages of fifty lines, as a program would write it. */
function made(pages: number): Buffer {
  const names = facilityNames(pages * 50)
  const line = () => `${names.next().value} supplied cotton yarn and woven fabric to several brands in the second quarter, it says.`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${Array.from({ length: pages }, (_, i) => `${4 + 2 * i} 0 R`).join(' ')}] /Count ${pages} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
  ]
  for (let page = 0; page < pages; page += 1) {
    const stream = `BT /F1 9 Tf 60 800 Td 14 TL ${Array.from({ length: 50 }, () => `(${line().replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n')} ET`
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * page} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    )
  }
  const parts = ['%PDF-1.4\n']
  let length = parts[0]?.length ?? 0
  const places = objects.map((object, i) => {
    const at = length
    const part = `${i + 1} 0 obj\n${object}\nendobj\n`
    parts.push(part)
    length += part.length
    return at
  })
  parts.push(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF`,
  )
  return Buffer.from(parts.join(''))
}

async function words(): Promise<void> {
  let common = 0
  let all = 0
  let files = 0
  for (const name of readdirSync(SAMPLES).filter((each) => each.endsWith('.pdf'))) {
    const reading = await readPdf(readFileSync(join(SAMPLES, name))).catch(() => null)
    if (!reading) continue
    const theirs = execFileSync('pdftotext', [join(SAMPLES, name), '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const wordsOf = (text: string) => text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? []
    const [own, peer] = [wordsOf(reading.text), wordsOf(theirs)]
    const left = new Map<string, number>()
    for (const word of own) left.set(word, (left.get(word) ?? 0) + 1)
    let shared = 0
    for (const word of peer) {
      const count = left.get(word) ?? 0
      if (count > 0) shared += 1
      left.set(word, count - 1)
    }
    files += 1
    common += shared
    all += Math.max(own.length, peer.length)
    if (shared < Math.max(own.length, peer.length) * 0.98) console.log(`  ${name}: ${shared} of ${Math.max(own.length, peer.length)} words in common`)
  }
  console.log(`${files} PDFs of the sample: ${common} of ${all} words in common with pdftotext (${(common / Math.max(1, all)).toFixed(3)}, aim 0.98)`)
}
