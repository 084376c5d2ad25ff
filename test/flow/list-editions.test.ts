/** List editions: the list itself replaces the carried one, and each newer copy of it the one before. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import { setSource } from '../../src/archive/source-queries.ts'
import type { OfficialListRecord } from '../../src/model/profile.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'
import { webOf } from '../support/web.ts'

const carried = parse<Record<string, string>>(readFileSync(join(import.meta.dirname, '../../catalogue/uflpa-entities.csv')), { columns: true })
const cell = (row: Record<string, string>) => {
  const others = [row['Other names'] && `also known as ${row['Other names']}`, row['Former names'] && `formerly known as ${row['Former names']}`]
  return `${row['Name of entity']}${others.some(Boolean) ? ` (${others.filter(Boolean).join('; and ')})` : ''}`.replaceAll('&', '&amp;')
}
/** The list's page, without the entities named so, and with those added. */
const pageOf = (without: string, added: readonly string[]) =>
  ['i', 'ii', 'v']
    .map((section) => {
      const rows = carried.filter((row) => row['Section of the Act']?.endsWith(`(${section})`) && row['Name of entity'] !== without).map(cell)
      const cells = [...rows, ...(section === 'v' ? added : [])].map((name) => `<tr><td>${name}</td><td>June 21, 2022</td></tr>`)
      return `<p>Section 2(d)(2)(B)(${section})</p><table><tr><th>${section === 'v' ? 'Entity Name' : 'Name of Entity'}</th><th>Effective Date</th></tr>${cells.join('')}</table>`
    })
    .join('')

let html = ''
const site = await localSite((request, response) =>
  request.url === '/list' ? void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html) : void response.writeHead(404).end(),
)
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { get } = webOf(line)
const listed = async () => {
  const list = (await get('/api/v1/lists/uflpa-entity-list')) as unknown as OfficialListRecord
  return { note: list.note, names: list.entries.map(({ organisation }) => organisation.name) }
}
const read = async (page: string) => {
  html = page
  await line.add(`${site.origin}/list`, {
    sourceId: 'us-uflpa-entity-list',
    as: 'list',
    again: true,
    publisher: { name: 'DHS', kind: 'government', reliability: 'A', reliabilityReason: 'It keeps the list.' },
  })
  await line.run()
}
const GONE = 'Camel Group Co., Ltd.'
const NEW = 'Made-up New Energy Co., Ltd.'

test('the carried list is shown with its day; the list itself takes its place without doubling a name, and each newer copy the place of the one before', async () => {
  await setSource(line.db, 'unpick-uflpa-table', { enabled: true })
  await line.run()
  const first = await listed()
  expect(first.note).toContain('9 July 2026')
  expect(first.names).toContain(GONE)
  expect(first.names.length).toBeGreaterThan(140)

  await read(pageOf(GONE, [NEW]))
  const second = await listed()
  expect(second.note ?? null).toBe(null)
  expect(second.names).not.toContain(GONE)
  expect(second.names).toContain(NEW)
  expect(second.names.length).toBe(first.names.length)
  expect(new Set(second.names).size).toBe(second.names.length)

  await read(pageOf('', []))
  const third = await listed()
  expect(third.names).toContain(GONE)
  expect(third.names).not.toContain(NEW)
}, 120_000)
