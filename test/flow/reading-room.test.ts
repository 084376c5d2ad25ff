/** The reading room: PDF, Word, Excel and mail become text with places; what is hostile or broken ends with a sentence and hurts nothing else. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { InvalidError } from '../../src/errors.ts'
import { createReadingRoom } from '../../src/read/reading-room.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const room = createReadingRoom()
afterAll(() => room.close())
const capture = (bytes: Uint8Array | string, url = 'https://example.org/report') => ({
  url,
  as: 'document',
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
  headers: {},
  fetchedAt: new Date(0),
})

/** A PDF of pages of lines, written by hand. */
function pdfOf(pages: readonly (readonly string[])[]): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  for (const [i, lines] of pages.entries()) {
    const stream = `BT /F1 12 Tf 72 720 Td 14 TL ${lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join(' ')} ET`
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    )
  }
  let text = '%PDF-1.4\n'
  const places = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF`
  return Buffer.from(text)
}
const REPORT = pdfOf([['A report on cotton.'], ['Primark sources cotton yarn from Hotan Haolin Hair Acces-', 'sories Co., Ltd. in China.']])

test('a PDF becomes paragraphs with page and box; a word parted at the end of a line is one', async () => {
  const reading = await room.read(capture(REPORT))
  expect(reading.text).toContain('Primark sources cotton yarn from Hotan Haolin Hair Accessories Co., Ltd. in China.')
  const last = reading.spans.at(-1)
  expect(last).toMatchObject({ page: 2, box: [expect.closeTo(72, 0), expect.any(Number), expect.any(Number), expect.any(Number)] })
  for (const span of reading.spans) expect(reading.text.slice(span.start, span.end).trim()).not.toBe('')
})

test('a Word document, a workbook and a mail become text', async () => {
  const docx = zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': strToU8(
      '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Primark sources yarn.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Amber Mill</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>China</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>',
    ),
  })
  const word = await room.read(capture(docx))
  expect(word.text).toContain('Primark sources yarn.')
  expect(word.text).toContain('Amber Mill; China')

  const mail = await room.read(
    capture(
      'From: Somebody <person@example.org>\r\nTo: desk@example.org\r\nSubject: Suppliers\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPrimark sources yarn from Amber Mill.\r\n',
    ),
  )
  expect(mail).toMatchObject({ title: 'Suppliers', publishedOn: '2026-03-02' })
  expect(mail.text).toContain('Amber Mill')
  expect(mail.text).not.toContain('person@example.org')

  const sheet = (rows: string) =>
    strToU8(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`)
  const xlsx = zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    ),
    'xl/workbook.xml': strToU8(
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Suppliers" sheetId="1" r:id="r1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': sheet(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Amber Mill</t></is></c></row>',
    ),
  })
  const book = await room.read(capture(xlsx))
  expect(book.spans.find((span) => book.text.slice(span.start, span.end) === 'Amber Mill')).toMatchObject({ row: 2 })
})

test('what cannot be read says what to do, and the next document is read', async () => {
  await expect(room.read(capture('%PDF-1.7\nbroken'))).rejects.toThrow(/PDF cannot be opened|No page of this PDF can be read/)
  await expect(room.read(capture(zipSync({ 'word/document.xml': strToU8('<broken') })))).rejects.toThrow(InvalidError)
  const narrow = createReadingRoom({ seconds: 0.001 })
  await expect(narrow.read(capture(REPORT))).rejects.toThrow(/took more than 0.001 seconds/)
  narrow.close()
  const small = createReadingRoom({ memoryMb: 1 })
  await expect(small.read(capture(pdfOf(Array.from({ length: 3_000 }, (_, i) => [`Page ${i} of a long report about cotton.`]))))).rejects.toThrow(
    /more than 1 MB of memory/,
  )
  small.close()
  expect((await room.read(capture(REPORT))).text).toContain('Primark')
})

test('a PDF that is added gives claims with the page they stand on', async () => {
  const site = await localSite({
    '/robots.txt': (_request, response) => void response.writeHead(404).end(),
    '/report.pdf': (_request, response) => void response.writeHead(200, { 'content-type': 'application/pdf' }).end(REPORT),
  })
  const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
  const { id } = await line.add(`${site.origin}/report.pdf`)
  await line.run()
  expect(await line.document(id)).toMatchObject({ state: 'done', problem: null })
  const passages = await line.db.selectFrom('passage').select(['quote', 'page']).execute()
  expect(passages).toEqual([expect.objectContaining({ page: 2, quote: expect.stringContaining('Hotan Haolin Hair Accessories') })])
})

const SAMPLES = join(import.meta.dirname, '../../../shared/data/robustness/pdf')
test.skipIf(!existsSync(SAMPLES))('every PDF of the shared sample is read or refused with a sentence, within 30 seconds', async () => {
  const states: string[] = []
  for (const name of readdirSync(SAMPLES).filter((each) => each.endsWith('.pdf'))) {
    const startedAt = Date.now()
    const state = await room.read(capture(readFileSync(join(SAMPLES, name)))).then(
      (reading) => `${name}: ${reading.text.length} characters`,
      (error: unknown) => `${name}: ${error instanceof InvalidError ? 'refused' : 'BUG'}: ${(error as Error).message}`,
    )
    expect(Date.now() - startedAt).toBeLessThan(30_000)
    states.push(state)
  }
  expect(states.filter((state) => state.includes('BUG'))).toEqual([])
  expect(states.filter((state) => state.includes('characters')).length).toBeGreaterThan(8)
  expect(states.join('\n')).toMatch(/password/)
  expect(states.join('\n')).toMatch(/is a scan/)
})

test('a reading process that is killed between two files ends nothing, and the next file is read', async () => {
  const own = createReadingRoom()
  const heard: unknown[] = []
  const hear = (error: unknown) => heard.push(error)
  process.on('uncaughtException', hear)
  const pdf = pdfOf([['Zara bought yarn from Ashmere Spinning Co., Ltd.']])
  for (let i = 0; i < 3; i += 1) {
    expect((await own.read(capture(pdf))).text).toContain('Ashmere')
    for (const pid of execFileSync('pgrep', ['-P', String(process.pid), '-f', 'reading-process'], { encoding: 'utf8' })
      .trim()
      .split('\n'))
      process.kill(Number(pid), 'SIGKILL')
    // Asked before we hear that it has ended: refused with a sentence, or read by the next one.
    await own.read(capture(pdf)).catch((error: unknown) => expect(error).toBeInstanceOf(InvalidError))
  }
  expect((await own.read(capture(pdf))).text).toContain('Ashmere')
  own.close()
  process.off('uncaughtException', hear)
  expect(heard).toEqual([])
})
