import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeBytes } from '../../src/read/charset.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/data/robustness/charsets')
const NAMES: Readonly<Record<string, string>> = { 'utf-8-sig': 'utf-8', MacCyrillic: 'maccyrillic', 'TIS-620': 'tis620' }
const trueName = (folder: string) => NAMES[folder] ?? folder.replace(/^(iso-8859-\d+|windows-\d+)-.*/, '$1')

/** The text as its true charset has it, or null when nothing here can decode that charset. */
function asIs(bytes: Buffer, charset: string): string | null {
  if (iconv.encodingExists(charset)) return iconv.decode(bytes, charset)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return null
  }
}

test.skipIf(!existsSync(SAMPLES))('sample pages whose charset nobody names are decoded as they were written', () => {
  let right = 0
  const wrong: string[] = []
  for (const folder of readdirSync(SAMPLES))
    for (const file of readdirSync(join(SAMPLES, folder))) {
      const bytes = readFileSync(join(SAMPLES, folder, file))
      const { text, charset } = decodeBytes(bytes, undefined, /\.(?:html?|xml)$/.test(file))
      if (text === asIs(bytes, trueName(folder))) right += 1
      else wrong.push(`${folder}/${file} as ${charset}`)
    }
  console.log(`${right} of ${right + wrong.length} charset samples decoded right; not: ${wrong.join(', ')}`)
  expect(right).toBeGreaterThanOrEqual(60)
})

test('what its server names wins over what its letters look like', () => {
  const bytes = iconv.encode('Größe und Länge, süß und böse; Straße über Brücke', 'iso-8859-1')
  expect(decodeBytes(bytes, 'text/plain; charset=iso-8859-1', false).text).toContain('Größe')
  expect(decodeBytes(bytes, undefined, false).text).toContain('Größe')
})

test('no bytes are too strange to decode', () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const bytes = Buffer.from(Array.from({ length: seed }, (_, i) => (seed * 31 + i * i * 17) % 256))
    expect(typeof decodeBytes(bytes, seed % 2 ? 'text/html; charset=no-such' : undefined, seed % 3 === 0).text).toBe('string')
  }
})
