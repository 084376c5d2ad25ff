/** Published files: what publishers really put out, where copies of it lie beside the project, goes through its sources. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSources } from '../../scrapers/registry.ts'
import { decodeWestern } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { readGleif } from '../../src/register/formats.ts'

const FILES = join(import.meta.dirname, '../../../shared/data/sources')
const sources = await loadSources()
const bytesOf = (file: string) => readFileSync(join(FILES, file))

async function read(id: string, file: string, request: { as: string; url?: string; title?: string; bytes?: Buffer }) {
  const capture = { url: `https://example.org/${file}`, headers: {}, fetchedAt: new Date('2026-11-21T00:00:00Z'), bytes: bytesOf(file), ...request }
  const reading = await sources.get(id)?.parse?.(capture)
  if (!reading) throw new Error(`no source ${id}`)
  const names = reading.claims.map(({ object }) => (object.type === 'organisation' ? object.organisation.name : ''))
  const identifiers = reading.claims.flatMap(({ subject, object }) => [
    ...(subject.identifiers ?? []),
    ...(object.type === 'organisation' ? (object.organisation.identifiers ?? []) : []),
  ])
  return { reading, claims: reading.claims, names, identifiers }
}

if (!existsSync(FILES)) console.log('No copies of published files lie beside the project: the tests of published files are skipped.')

describe.skipIf(!existsSync(FILES))('published files', () => {
  test('the entity list: every section, every row, other and former names', async () => {
    const { claims } = await read('us-uflpa-entity-list', 'uflpa-live-headings.html', { as: 'list' })
    expect(claims).toHaveLength(160)
    const carried = readTable(readFileSync(join(import.meta.dirname, '../../catalogue/uflpa-entities.csv'), 'utf8'))
    expect(claims.map(({ subject }) => subject.name)).toEqual(carried.rows.map(({ cells }) => cells['Name of entity']))
    for (const { subject } of claims)
      for (const name of [subject.name, ...(subject.aliases ?? [])]) {
        expect(name.split('(').length, name).toBe(name.split(')').length)
        expect(name).not.toMatch(/known as|alias|subsidiaries|affiliated/i)
      }
    const aliases = (name: string) => claims.findLast(({ subject }) => subject.name === name)?.subject.aliases
    expect(aliases('Inner Mongolia Xuanda Food Co., Ltd.')).toEqual(['Xuanda Food', 'Wuyuan County Xuanda Cereals, Oils and Foods Co., Ltd.'])
  })

  test('contracts of 2025: every supplier but the one that is a person and the one that is not told', async () => {
    const { releases } = JSON.parse(decodeWestern(bytesOf('contracts-finder-100.json'))) as {
      releases: { awards?: { suppliers?: { name: string | null }[] }[] }[]
    }
    const suppliers = releases
      .flatMap(({ awards }) => (awards ?? []).flatMap((award) => award.suppliers ?? []))
      .map(({ name }) => name?.replace(/\s+/g, ' ').trim())
    const { names } = await read('gb-contracts-finder', 'contracts-finder-100.json', { as: 'releases' })
    expect(suppliers.filter((name) => !names.includes(name ?? ''))).toEqual(expect.arrayContaining([undefined]))
    expect(suppliers.filter((name) => !names.includes(name ?? ''))).toHaveLength(2)
    expect(names.length).toBe(suppliers.length - 2)
  })

  test('a notice since the Procurement Act: what was bought, for how long, numbers, and no person', async () => {
    const { claims, names, identifiers } = await read('gb-find-a-tender', 'fts-reconstructed.json', { as: 'releases' })
    expect(names).toEqual(['IIC Technologies Ltd'])
    expect(claims[0]).toMatchObject({ product: 'Surface surveying services', period: '2026-06-01 to 2029-05-31' })
    expect(identifiers).toEqual(expect.arrayContaining(['gb-ukprn:10007164', 'gb-coh:04482788']))
  })

  test('who controls a company: padded numbers, nobody who is a person', async () => {
    const { names, identifiers } = await read('gb-companies-house-ownership', 'ch-psc.json', {
      as: 'control',
      url: 'https://api.company-information.service.gov.uk/company/00214436/persons-with-significant-control',
      title: 'Who controls MARKS AND SPENCER P.L.C. (00214436)',
    })
    expect(names).toEqual(['Marks And Spencer Group P.L.C.'])
    expect(identifiers).toEqual(['gb-coh:00214436', 'gb-coh:04256886'])
  })

  test('a parent by its legal entity identifier', async () => {
    const { names, identifiers } = await read('gleif-ownership', 'gleif-direct-parent.json', {
      as: 'parent',
      url: 'https://api.gleif.org/api/v1/lei-records/529900W18LQJJN6SJ336/direct-parent',
      title: 'Direct parent of EXAMPLE GMBH (529900W18LQJJN6SJ336)',
    })
    expect(names).toEqual(['SOCIETE GENERALE'])
    expect(identifiers).toEqual(['lei:529900W18LQJJN6SJ336', 'lei:O2RNE8IBXP4R0TD8PU41'])
  })

  test('legal entities as a table: numbers of Companies House in one way', () => {
    const entries = readTable(bytesOf('gleif-lei2.csv').toString('utf8')).rows.map(({ cells }) => readGleif(cells))
    const numbers = entries.flatMap((entry) => ('identifiers' in entry ? entry.identifiers.filter((each) => each.startsWith('gb-coh:')) : []))
    expect(entries.filter((entry) => 'refused' in entry)).toEqual([])
    expect(numbers).toEqual(['gb-coh:04256886', 'gb-coh:SC036219', 'gb-coh:NI012345'])
  })

  test('modern slavery statements: parents, numbers, and no name that is a number', async () => {
    const { claims, identifiers } = await read('gb-modern-slavery-statements', 'StatementSummaries2027-reconstructed.csv', { as: 'statements' })
    expect(claims.map(({ subject }) => subject.name)).toEqual(['CONCERT LIVING LIMITED', 'KEY UNLOCKING FUTURES LIMITED'])
    expect(identifiers).toEqual(['gb-coh:09813045', 'gb-coh:05813457'])
  })
})
