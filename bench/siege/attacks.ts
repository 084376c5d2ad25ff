/** Attacks: what somebody without an account may send to make everybody else wait, each as a request that can be sent again and again. */
import { randomBytes } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import { isWork } from '../../src/http/give/gate.ts'

/** A request, as `fetch` takes it. */
export type Shot = { readonly path: string; readonly init: RequestInit }
export type Attack = {
  readonly name: string
  /** What comes before the clock runs. @returns what makes one request after another */
  readonly prepare: (at: string) => Promise<() => Shot>
}

const FORM = 'application/x-www-form-urlencoded'
/** As many as the longest siege sends of what needs work. */
const MOST_WORKED = 60
const ROWS = 700_000
const KEYS = 60_000
/** Percent signs make a form's fields longer. */
const KEYS_OF_FORM = 50_000

/** An answer before the siege, when a connection that the server is just giving up is no reason to stop. */
export async function answerOf(url: string, init: RequestInit = {}): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await (await fetch(url, init)).json()
    } catch (error) {
      if (tries === 3) throw error
    }
  }
}

/** Work that is done ahead: headers that let one through the gate. */
export async function workAhead(at: string, count: number): Promise<Record<string, string>[]> {
  const made: Record<string, string>[] = []
  for (let i = 0; i < count; i += 1) {
    const { challenge, bits } = (await answerOf(`${at}/api/v1/challenge`)) as { challenge: string; bits: number }
    let nonce = 0
    while (!isWork(challenge, String(nonce), bits)) nonce += 1
    made.push({ 'unpick-challenge': challenge, 'unpick-nonce': String(nonce) })
  }
  return made
}

/** A workbook of many short rows, small as a file. */
function workbook(rows: number): Uint8Array<ArrayBuffer> {
  const cells = ['<row r="1"><c r="A1" t="inlineStr"><is><t>Supplier</t></is></c></row>']
  for (let row = 2; row <= rows; row += 1) cells.push(`<row r="${row}"><c r="A${row}" t="inlineStr"><is><t>Mill ${row}</t></is></c></row>`)
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const files = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${cells.join('')}</sheetData></worksheet>`,
  }
  return new Uint8Array(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level: 1 }))
}

/** A form of 20 MB: one file, or as many fields as fit. */
function form(parts: number): { readonly body: Uint8Array<ArrayBuffer>; readonly type: string } {
  const size = Math.floor(20_000_000 / parts)
  const filling = 'x'.repeat(Math.max(0, size - 60))
  const head = parts === 1 ? 'name="file"; filename="a.csv"' : 'name="a"'
  const part = `--b\r\ncontent-disposition: form-data; ${head}\r\n\r\n${filling}\r\n`
  return { body: new TextEncoder().encode(`${part.repeat(parts)}--b--\r\n`), type: 'multipart/form-data; boundary=b' }
}

const json = (path: string, body: string, headers: Record<string, string> = {}): Shot => ({
  path,
  init: { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body },
})
/** The same request each time, with work while there is some. */
async function worked(at: string, shot: (headers: Record<string, string>) => Shot): Promise<() => Shot> {
  const work = await workAhead(at, MOST_WORKED)
  return () => shot(work.pop() ?? {})
}
const junkKeys = (keys = KEYS) => Array.from({ length: keys }, (_, i) => `"k${i}":1`).join(',')
const longName = () => Array.from({ length: 50 }, () => randomBytes(3).toString('hex').slice(0, 5)).join(' ')
const brandOf = async (at: string): Promise<string> => ((await answerOf(`${at}/api/v1/brands`)) as { items: { slug: string }[] }).items[0]?.slug as string

async function aList(at: string, rows: number): Promise<string> {
  const [work] = await workAhead(at, 1)
  const body = `Supplier,Other\n${Array.from({ length: rows }, (_, i) => `Mill ${i} Textile Co Ltd,Cotton ${i}`).join('\n')}\n`
  const begun = await answerOf(`${at}/api/v1/checks`, { method: 'POST', headers: { 'content-type': 'text/csv', ...work }, body })
  return (begun as { id: string }).id
}

/** Packs of a brand for a group whose name nobody asked for before, so that none is in memory. */
const packs =
  (file: string): Attack['prepare'] =>
  async (at) => {
    const slug = await brandOf(at)
    return () => ({ path: `/brands/${slug}/packs/${file}?group=Branch ${randomBytes(4).toString('hex')}`, init: {} })
  }

export const ATTACKS: readonly Attack[] = [
  { name: 'nothing', prepare: async () => () => ({ path: '/static/icon.svg', init: {} }) },
  {
    name: 'one list checked again and again',
    async prepare(at) {
      const id = await aList(at, 20_000)
      return () => ({
        path: `/checks/${id}/columns`,
        init: { method: 'POST', headers: { 'content-type': FORM, origin: at }, body: 'name=Supplier', redirect: 'manual' },
      })
    },
  },
  {
    name: 'lists of 20,000 rows',
    prepare: async (at) => {
      const rows = Array.from({ length: 20_000 }, (_, i) => `Mill ${i} ${randomBytes(3).toString('hex')} Textile Co Ltd`)
      return await worked(at, (headers) => ({
        path: '/api/v1/checks',
        init: { method: 'POST', headers: { 'content-type': 'text/csv', ...headers }, body: `Supplier\n${rows.join('\n')}\n` },
      }))
    },
  },
  { name: '60,000 keys to match', prepare: async () => () => json('/api/v1/match', `{"queries":{${junkKeys()}}}`) },
  {
    name: '50,000 keys to reconcile',
    prepare: async () => () => ({
      path: '/api/v1/reconcile',
      init: { method: 'POST', headers: { 'content-type': FORM }, body: new URLSearchParams({ queries: `{${junkKeys(KEYS_OF_FORM)}}` }).toString() },
    }),
  },
  {
    name: '500 names of 300 letters',
    prepare: async () => () =>
      json('/api/v1/match', JSON.stringify({ queries: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`q${i}`, { name: longName() }])), limit: 50 })),
  },
  {
    name: 'workbooks of 700,000 rows',
    async prepare(at) {
      const body = workbook(ROWS)
      return await worked(at, (headers) => ({ path: '/api/v1/checks', init: { method: 'POST', headers, body } }))
    },
  },
  {
    name: 'forms of 20 MB, one file',
    async prepare(at) {
      const { body, type } = form(1)
      return await worked(at, (headers) => ({ path: '/api/v1/checks', init: { method: 'POST', headers: { ...headers, 'content-type': type }, body } }))
    },
  },
  {
    name: 'forms of 20 MB, 250,000 fields',
    async prepare(at) {
      const { body, type } = form(250_000)
      return () => ({ path: '/check', init: { method: 'POST', headers: { origin: at, 'content-type': type }, body } })
    },
  },
  { name: 'JSON 400,000 deep', prepare: async () => () => json('/api/v1/match', `{"queries":${'['.repeat(400_000)}${']'.repeat(400_000)}}`) },
  {
    name: 'sign-ins',
    prepare: async (at) => () => ({
      path: '/sign-in',
      init: {
        method: 'POST',
        headers: { 'content-type': FORM, origin: at },
        body: `pseudonym=x${randomBytes(5).toString('hex')}&passphrase=${'long enough to be hashed '.repeat(4)}`,
      },
    }),
  },
  { name: 'packs as PDF', prepare: packs('leaflet.pdf') },
  { name: 'packs as PNG', prepare: packs('card.png') },
  { name: 'packs as DOCX', prepare: packs('letter.docx') },
]
