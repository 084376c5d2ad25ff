/** Registers: files that others keep are taken in as names to match by; each row or a reason, twice the same, killed and gone on with. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { importRegister, registerOfFile } from '../../src/register/import-register.ts'
import { listRefusals } from '../../src/register/queries.ts'
import { pipeline } from '../support/pipeline.ts'
import { webOf } from '../support/web.ts'

const ROOT = join(import.meta.dirname, '../..')
const line = await pipeline()
const folder = await mkdtemp(join(tmpdir(), 'unpick-registers-'))
const { page, match } = webOf(line)
afterAll(() => rm(folder, { recursive: true, force: true }))
const file = async (name: string, text: string) => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
const take = (path: string, options: Parameters<typeof importRegister>[2] = {}) =>
  importRegister({ db: line.db, url: line.url, now: () => new Date() }, path, options, () => undefined)
const OSH_HEAD = 'os_id,contribution_date,name,address,country_code,country_name,lat,lng,sector\n'
const oshRow = (n: number, name: string, address = `No. ${n} Mill Road, Dhaka`) =>
  `BD2021${String(n).padStart(9, '0')},2021-01-01,"${name}","${address}",BD,Bangladesh,23.7,90.4,Apparel\n`

describe('registers', () => {
  test('Open Supply Hub: rows are taken once, changed where they differ, refused with reasons, and found', async () => {
    const rows = `${oshRow(1, 'Meghna Knit Composite Ltd')}${oshRow(2, 'Padma "Star" Textile'.replaceAll('"', '""'))}${oshRow(3, '')}NOID,2021-01-01,X,Y,BD,Bangladesh,,,\n${oshRow(4, 'Broken, Row').replace('\n', ',one,more\n')}`
    const path = await file('osh.csv', `\uFEFF${OSH_HEAD}${rows}`)
    expect(await take(path)).toMatchObject({ register: 'osh', rows: 5, taken: 2, changed: 0, same: 0, refused: 3 })
    expect(await take(path)).toMatchObject({ rows: 5, taken: 0, changed: 0, same: 2, refused: 3 })
    const again = await take(
      await file('osh2.csv', OSH_HEAD + oshRow(1, 'Meghna Knit Composites Limited') + oshRow(2, 'Padma "Star" Textile'.replaceAll('"', '""'))),
    )
    expect(again).toMatchObject({ taken: 0, changed: 1, same: 1 })
    const refusals = await listRefusals(line.db, (await take(path)).importId, 10)
    expect(refusals.map((refusal) => refusal.row)).toEqual([3, 4, 5])
    expect(refusals.map((refusal) => refusal.reason).join(' ')).toMatch(/no name.*"NOID" is no OS ID.*11 cells/)
    await sleep(1_100)
    const { results } = await match({
      a: { name: 'MEGHNA KNIT COMPOSIT LTD.', country: 'BD' },
      b: { name: 'Anything', identifiers: ['os-id:BD2021000000002'] },
    })
    expect(results.a[0]).toMatchObject({ register: 'osh', country: 'BD', verdict: 'match', identifiers: ['os-id:BD2021000000001'] })
    expect(results.a[0].reasons).toContain('Both in BD')
    const named = await match({ a: { name: 'MEGHNA KNIT COMPOSIT LTD.', country: 'Bangladesh' } })
    expect(named.results.a[0].reasons).toContain('Both in BD')
    expect(await match({ a: { name: 'MEGHNA KNIT COMPOSIT LTD.', country: 'XX' } })).toMatchObject({ status: 400 })
    expect(await page(`/organisations/${encodeURIComponent(results.a[0].id)}`)).toContain('nothing more')
  })

  test('OpenSanctions: organisations are taken, people are not', async () => {
    const entity = (id: string, schema: string, properties: object) =>
      JSON.stringify({ id, schema, caption: (properties as { name: string[] }).name[0], properties })
    const path = await file(
      'entities.ftm.json',
      [
        entity('NK-1', 'Company', {
          name: ['Aksu Huafu Color Spinning'],
          alias: ['阿克苏华孚色纺有限公司'],
          country: ['cn'],
          leiCode: ['5493001KJTIIGC8Y1R12'],
        }),
        entity('NK-2', 'Person', { name: ['A Person'] }),
        'no json',
        '{"id":1}',
      ].join('\n'),
    )
    const outcome = await take(path)
    expect(outcome).toMatchObject({ register: 'opensanctions', rows: 4, taken: 1, refused: 2, leftOut: 1 })
    expect(await line.db.selectFrom('register.entry').select('name').where('name', '=', 'A Person').execute()).toEqual([])
    await sleep(1_100)
    const { results } = await match({ a: { name: '阿克苏华孚色纺' }, b: { name: 'Whatever', identifiers: ['lei:5493001KJTIIGC8Y1R12'] } })
    expect(results.a[0]).toMatchObject({ name: 'Aksu Huafu Color Spinning', identifiers: expect.arrayContaining(['lei:5493001KJTIIGC8Y1R12']) })
  })

  test('GLEIF and a supplier list are known by their headings', async () => {
    const gleif =
      'LEI,Entity.LegalName,Entity.OtherEntityNames.OtherEntityName.1,Entity.LegalAddress.FirstAddressLine,Entity.LegalAddress.City,Entity.LegalAddress.Country\n213800LH1BZH3DI6G760,BP P.L.C.,British Petroleum,1 St James Square,London,GB\nBAD,X,,,,GB\n'
    expect(await take(await file('gleif.csv', gleif))).toMatchObject({ register: 'gleif', taken: 1, refused: 1 })
    expect(await take(await file('list.csv', 'Factory Name;Country\nAmber Mill;Bangladesh\nGreen Mill;Atlantis\n'))).toMatchObject({
      register: 'suppliers',
      taken: 1,
      refused: 1,
    })
    await expect(take(await file('odd.csv', 'colour,size\nred,1\n'))).rejects.toThrow(/no register that is known/)
    await writeFile(join(folder, 'latin.csv'), Buffer.from('Factory Name,Country\nM\u00fcller,Germany\n', 'latin1'))
    expect(await take(join(folder, 'latin.csv'))).toMatchObject({ register: 'suppliers', taken: 1 })
    expect(await line.db.selectFrom('register.entry').select('name').where('name', '=', 'Müller').execute()).toHaveLength(1)
    await writeFile(join(folder, 'latin-osh.csv'), Buffer.from(OSH_HEAD + oshRow(1, 'Müller'), 'latin1'))
    await expect(take(join(folder, 'latin-osh.csv'))).rejects.toThrow(/not in UTF-8/)
    await expect(take(join(folder, 'none.csv'))).rejects.toThrow(/There is no file/)
  })

  test('GLEIF’s golden copy is taken in as it comes: zipped, with numbers of Companies House in one way', async () => {
    const head =
      'LEI,Entity.LegalName,Entity.LegalAddress.Country,Entity.RegistrationAuthority.RegistrationAuthorityID,Entity.RegistrationAuthority.RegistrationAuthorityEntityID\n'
    const rows = [
      ['213800EXAMPLE0088612', 'Éxample Wales Ltd', 'RA000585', '4256886'],
      ['213800EXAMPLE0021912', 'Example Scotland Ltd', 'RA000587', 'SC36219'],
      ['213800EXAMPLE0034512', 'Example Ulster Ltd', 'RA000586', 'NI012345'],
      ['213800EXAMPLE0034612', 'Example Abroad GmbH', 'RA000242', 'HRB 1'],
    ].map(([lei, name, authority, number]) => `${lei},${name},GB,${authority},${number}\n`)
    const bytes = new TextEncoder().encode(`\uFEFF${head}${rows.join('')}`)
    const path = join(folder, 'golden-copy.csv.zip')
    await writeFile(path, zipSync({ 'golden-copy/lei2.csv': bytes }))
    expect(await take(path)).toMatchObject({ register: 'gleif', rows: 4, taken: 4, refused: 0 })
    const entries = await line.db
      .selectFrom('register.entry')
      .select(['name', 'identifiers'])
      .where('id', 'like', 'gleif:213800EXAMPLE%')
      .orderBy('id')
      .execute()
    expect(entries.flatMap(({ identifiers }) => identifiers.filter((each) => each.startsWith('gb-coh:')))).toEqual([
      'gb-coh:SC036219',
      'gb-coh:NI012345',
      'gb-coh:04256886',
    ])
    expect(entries.map(({ name }) => name)).toContain('Éxample Wales Ltd')
    expect(await take(path)).toMatchObject({ taken: 0, same: 4 })
    await writeFile(join(folder, 'cut.zip'), zipSync({ 'lei2.csv': bytes }).subarray(0, 200))
    await expect(take(join(folder, 'cut.zip'))).rejects.toThrow(/zip/)
    const wacz = join(folder, 'pages.wacz')
    await writeFile(wacz, zipSync({ 'datapackage.json': bytes, 'archive/data.warc.gz': bytes }))
    expect(await registerOfFile(wacz)).toBe(null)
  })

  test('killed at any moment, an import goes on where it was and ends with the same entries', async () => {
    const count = 60_000
    let text = OSH_HEAD
    for (let i = 0; i < count; i += 1) text += oshRow(1_000_000 + i, `Riverside Knit ${i} Ltd`)
    const path = await file('large.csv', text)
    const run = () =>
      spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'import', path, '--json'], {
        cwd: ROOT,
        env: { ...process.env, DATABASE_URL: line.url, UNPICK_DATA: folder },
        stdio: 'ignore',
      })
    const done = async () =>
      Number((await line.db.selectFrom('register.import').select('rowsDone').where('fileName', '=', 'large.csv').executeTakeFirst())?.rowsDone ?? 0)
    for (const least of [1, 20_000]) {
      const child = run()
      const gone = new Promise((resolve) => child.once('exit', resolve))
      for (let waited = 0; waited < 4_000 && (await done()) < least; waited += 1) await sleep(20)
      child.kill('SIGKILL')
      await gone
    }
    const before = await done()
    expect(before).toBeGreaterThan(0)
    expect(await take(path)).toMatchObject({ rows: count, taken: count, changed: 0, same: 0, refused: 0 })
    expect((await line.db.selectFrom('register.entry').select('id').where('name', 'like', 'Riverside Knit%').execute()).length).toBe(count)
  })

  const LISTS = join(ROOT, '../shared/data/supplier-lists')
  test.skipIf(!existsSync(LISTS))('real supplier lists (the shared sample) are taken, each row or a reason', async () => {
    for (const name of readdirSync(LISTS).filter((each) => each.endsWith('.csv'))) {
      const outcome = await take(join(LISTS, name))
      // The head is the first row; a cell that names two sites makes two entries.
      expect(outcome.taken + outcome.changed + outcome.same + outcome.refused, name).toBeGreaterThanOrEqual(outcome.rows - 1)
      expect(outcome.refused, name).toBeLessThan(outcome.rows * 0.05 + 1)
    }
  })
})
