import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import * as mupdf from 'mupdf'
import { expect, test } from 'vitest'
import { addDocument } from '../../src/archive/document-queries.ts'
import { keepBytes } from '../../src/archive/local.ts'
import { withoutPictureMetadata } from '../../src/read/formats/picture-copy.ts'
import { sha256 } from '../../src/model/id.ts'
import { createReadingRoom } from '../../src/read/reading-room.ts'
import { getCapture } from '../../src/publish/read-queries.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'

const line = await pipeline()
const { get } = deskOf(line)
const SAYS = 'Zara buys shirts from Lantern Garments Ltd.'
const WHO = 'Wren Secretname'

function pdf(): Uint8Array {
  const document = new mupdf.PDFDocument()
  const font = document.addSimpleFont(new mupdf.Font('Helvetica'))
  const page = document.addPage([0, 0, 400, 200], 0, { Font: { F1: font } }, `BT /F1 12 Tf 20 100 Td (${SAYS}) Tj ET`)
  document.insertPage(-1, page)
  document.setMetaData('info:Author', WHO)
  document.setMetaData('info:Creator', `${WHO}'s laptop`)
  document
    .getTrailer()
    .get('Root')
    .put(
      'Metadata',
      document.addStream(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>${WHO}</dc:creator></x:xmpmeta>`, { Type: 'Metadata', Subtype: 'XML' }),
    )
  return document.saveToBuffer('').asUint8Array().slice()
}

const word = (text: string) =>
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${text}</w:body></w:document>`
const docx = () =>
  zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/people.xml" ContentType="application/xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'docProps/core.xml': strToU8(`<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>${WHO}</dc:creator></cp:coreProperties>`),
    'word/people.xml': strToU8(`<w15:people><w15:person w15:author="${WHO}"/></w15:people>`),
    'word/document.xml': strToU8(word(`<w:p><w:ins w:id="1" w:author="${WHO}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>${SAYS}</w:t></w:r></w:ins></w:p>`)),
  })
const html = `<html><head><title>A list</title><meta name="author" content="${WHO}"></head><body><!-- by ${WHO} --><p>${SAYS}</p></body></html>`

test.each([
  ['list by Wren.pdf', pdf()],
  ['list by Wren.docx', docx()],
  ['list by Wren.html', strToU8(html)],
])('of %s everyone gets a copy that says the same and nothing of whoever made it', async (name, bytes) => {
  const url = await keepBytes(line.deps.folders, name, bytes, 1_000_000)
  const publisher = { name: `Sender of ${name.slice(-4)}`, kind: 'company', reliability: 'B', reliabilityReason: 'A test.' } as const
  const { id } = await addDocument(line.db, { url, publisher, submittedBy: 'adder', open: true, now: new Date() })
  await line.run()
  expect(await line.document(id)).toMatchObject({ state: 'done' })
  for (const claim of await listClaims(line.db, { status: 'candidate', documentId: id }, 10))
    await decideClaim(line.deps, { claimId: claim.id, ruling: 'accept', decidedBy: 'reviewer', reason: 'Read.' })
  await line.db
    .insertInto('unpublishedChange')
    .expression((eb) =>
      eb
        .selectFrom('claim')
        .select(['subjectId', eb.lit(1).as('changes'), eb.fn<Date>('now', []).as('since')])
        .distinct(),
    )
    .onConflict((c) => c.doNothing())
    .execute()
  await line.run()
  const sealed = sha256(bytes)
  const record = await getCapture(line.web, sealed)
  expect(record).toMatchObject({ via: 'file', url: 'a file', download: { withoutMetadata: true } })
  expect(JSON.stringify(record)).not.toContain('Wren')
  const answer = await get(`/captures/${sealed}/original`)
  const copy = new Uint8Array(await answer.arrayBuffer())
  expect(sha256(copy)).toBe(record.download?.sha256)
  expect(record.download?.sha256).not.toBe(sealed)
  const inside = name.endsWith('docx')
    ? Object.values(unzipSync(copy))
        .map((part) => Buffer.from(part).toString())
        .join('\n')
    : Buffer.from(copy).toString('latin1')
  expect(inside).not.toContain(WHO)
  const room = createReadingRoom()
  const capture = { url: name, as: 'document', headers: { 'content-type': '' }, fetchedAt: new Date() }
  expect((await room.read({ ...capture, bytes: copy })).text).toContain(SAYS)
  expect(await line.deps.store.get(sealed)).toEqual(Buffer.from(bytes))
  room.close()
})

test('pictures lose where, when and with what they were made, and stay pictures', () => {
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 10]), Buffer.from('Exif\0\0GP')])
  const jpeg = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    Buffer.from([0xff, 0xe0, 0, 4, 1, 2]),
    exif,
    Buffer.from([0xff, 0xfe, 0, 6]),
    Buffer.from('Wren'),
    Buffer.from([0xff, 0xda, 0, 2, 9, 9, 0xff, 0xd9]),
  ])
  const stripped = Buffer.from(withoutPictureMetadata(jpeg))
  expect(stripped.includes('Exif') || stripped.includes('Wren')).toBe(false)
  expect([...stripped]).toEqual([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 2, 9, 9, 0xff, 0xd9])
  const chunk = (type: string, data: string) => Buffer.concat([Buffer.from([0, 0, 0, data.length]), Buffer.from(type + data), Buffer.from([0, 0, 0, 0])])
  const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  const png = Buffer.concat([head, chunk('IHDR', 'x'), chunk('tEXt', 'Author Wren'), chunk('eXIf', 'gps'), chunk('IDAT', 'y'), chunk('IEND', '')])
  expect(Buffer.from(withoutPictureMetadata(png))).toEqual(Buffer.concat([head, chunk('IHDR', 'x'), chunk('IDAT', 'y'), chunk('IEND', '')]))
  for (const bytes of [new Uint8Array(), Buffer.from('GIF89a…'), jpeg.subarray(0, 9), png.subarray(0, 20)])
    expect(() => withoutPictureMetadata(bytes)).not.toThrow()
})

const SAMPLES = join(import.meta.dirname, '../../../shared/data/robustness/pdf')
if (!existsSync(SAMPLES)) console.log('The sample PDFs are not here, so copies of them are not made.')
test.skipIf(!existsSync(SAMPLES))(
  'copies of the sample PDFs have the pages and no properties, or are refused with a sentence',
  async () => {
    const room = createReadingRoom()
    const done = { made: 0, refused: 0 }
    for (const name of readdirSync(SAMPLES).filter((each) => each.endsWith('.pdf'))) {
      const bytes = readFileSync(join(SAMPLES, name))
      if (bytes.length > 10_000_000) continue
      const capture = { url: name, as: 'document', headers: { 'content-type': 'application/pdf' }, bytes, fetchedAt: new Date() }
      const copy = await room.copy(capture).catch((error: Error) => error.message)
      if (typeof copy === 'string') {
        expect(copy).toMatch(/\.$/)
        done.refused += 1
        continue
      }
      const pages = (of: Uint8Array) => mupdf.Document.openDocument(of, 'application/pdf').countPages()
      expect(pages(copy), name).toBe(pages(bytes))
      const properties = ['info:Author', 'info:Creator', 'info:Producer', 'info:Title'].map((key) =>
        mupdf.Document.openDocument(copy, 'application/pdf').getMetaData(key),
      )
      expect(properties.filter(Boolean), name).toEqual([])
      expect(Buffer.from(copy).includes('<x:xmpmeta'), name).toBe(false)
      done.made += 1
    }
    room.close()
    console.log(`${done.made} copies made without properties, ${done.refused} refused with a sentence`)
    expect(done.made).toBeGreaterThan(3)
  },
  240_000,
)
