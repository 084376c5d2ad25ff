/** Hand over: a file that only people can fetch comes to its source by the desk and by the command line, sealed as what it is. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { finishSource, listRuns } from '../../src/archive/source-queries.ts'
import { rowsToHash } from '../../src/archive/ledger-queries.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'

const SOURCE = 'gb-primark-supplier-list'
const PAGE = `/desk/sources/${SOURCE}`
const HEAD = 'Factory Name,Country,Address,Product Type\n'
const listOf = (name: string) => `${HEAD}"${name}",Bangladesh,"8 Harbour Road, Dhaka",Clothing\n`

const line = await pipeline()
const { somebody, get, post } = deskOf(line)
const [ann, bea, member] = [await somebody('researcher'), await somebody('reviewer'), await somebody('committee')]

const handIn = (text: string, cookie: string, more: Record<string, string> = {}, source = SOURCE) => {
  const form = new FormData()
  form.set('file', new File([text], 'GlobalSourcingMap.csv', { type: 'text/csv' }))
  for (const [name, value] of Object.entries(more)) form.set(name, value)
  return post(`/desk/sources/${source}/files`, form, { cookie })
}
const captures = () => line.db.selectFrom('capture').selectAll().where('handedBy', 'is not', null).orderBy('fetchedAt').execute()
const claimsAbout = async (name: string) =>
  line.db
    .selectFrom('claim')
    .innerJoin('organisation as o', 'o.id', 'claim.objectOrganisationId')
    .select(['claim.id', 'claim.status'])
    .where('o.name', '=', name)
    .execute()

test('a researcher hands a file over on the page of its source, which says where to get it; it is sealed as theirs, read, and counts as a run', async () => {
  const before = await (await get(PAGE, ann.cookie)).text()
  expect(before).toContain('press “Export”')
  expect(before).toContain('It has not run yet.')
  const answer = await handIn(listOf('Lantern Garments Ltd'), ann.cookie, { url: 'https://globalsourcingmap.primark.com/export.csv', saved: '2026-11-03' })
  expect(answer.status).toBe(303)
  await line.run()
  const [capture] = await captures()
  expect(capture).toMatchObject({
    via: 'file',
    handedBy: ann.pseudonym,
    saidSavedAt: new Date('2026-11-03T00:00:00Z'),
    url: 'https://globalsourcingmap.primark.com/export.csv',
    mediaType: 'text/csv',
  })
  expect((await rowsToHash(line.db, 'capture', [capture?.id ?? ''])).get(capture?.id ?? '')).toContain(ann.pseudonym)
  const document = await line.db
    .selectFrom('document')
    .selectAll()
    .where('id', '=', capture?.documentId ?? '')
    .executeTakeFirstOrThrow()
  expect(document).toMatchObject({ sourceId: SOURCE, state: 'done', submittedBy: ann.pseudonym, fetchDueAt: null })
  expect(await listRuns(line.db, SOURCE, 5)).toMatchObject([{ listed: 1, added: 1, problem: null }])
  const html = await (await get(PAGE, ann.cookie)).text()
  for (const text of [ann.pseudonym, 'saved on 2026-11-03 by their account', '1 claim found.', 'somebody else must compare it']) expect(html).toContain(text)
})

test('its rows wait until somebody else has confirmed the file; then the source’s rule accepts them', async () => {
  const [claim] = await claimsAbout('Lantern Garments Ltd')
  expect(claim).toMatchObject({ status: 'candidate' })
  await expect(decideClaim(line.deps, { claimId: claim?.id ?? '', ruling: 'accept', decidedBy: ann.pseudonym, reason: 'Mine.' })).rejects.toThrow(/submitted/)
  const [capture] = await captures()
  const confirm = (cookie: string) => post(`${PAGE}/files/${capture?.id}`, {}, { cookie })
  expect((await confirm(ann.cookie)).status).toBe(403)
  expect((await confirm(member.cookie)).status).toBe(403)
  await line.run()
  expect(await claimsAbout('Lantern Garments Ltd')).toMatchObject([{ status: 'candidate' }])
  expect((await confirm(bea.cookie)).status).toBe(303)
  await line.run()
  expect(await claimsAbout('Lantern Garments Ltd')).toMatchObject([{ status: 'published' }])
  expect(await (await get(PAGE, ann.cookie)).text()).toContain(`Confirmed by ${bea.pseudonym}.`)
  expect((await confirm(bea.cookie)).status).toBe(404)
})

test('the public page of the copy says that a person added it, and not who', async () => {
  const [capture] = await captures()
  const html = await (await get(`/captures/${capture?.sha256}`)).text()
  expect(html).toContain('A person added it as a file, saved on 3 November 2026 by their account.')
  expect(html).not.toContain(ann.pseudonym)
})

test('the same bytes twice are one copy, the next edition is another, and neither is ever fetched', async () => {
  const at = { url: 'https://globalsourcingmap.primark.com/export.csv' }
  await handIn(listOf('Lantern Garments Ltd'), ann.cookie, at)
  expect(await captures()).toHaveLength(1)
  await handIn(listOf('Orrin Weaving Co., Ltd.'), bea.cookie, at)
  await line.run()
  expect((await captures()).map(({ handedBy }) => handedBy)).toEqual([ann.pseudonym, bea.pseudonym])
  const [claim] = await claimsAbout('Orrin Weaving Co., Ltd.')
  await expect(decideClaim(line.deps, { claimId: claim?.id ?? '', ruling: 'accept', decidedBy: bea.pseudonym, reason: 'Mine.' })).rejects.toThrow(/submitted/)
  await line.db
    .updateTable('document')
    .set({ checkedAt: new Date('2026-01-01') })
    .where('sourceId', '=', SOURCE)
    .execute()
  await finishSource(line.db, SOURCE, new Date(), null)
  expect(await line.db.selectFrom('document').select('id').where('sourceId', '=', SOURCE).where('fetchDueAt', 'is not', null).execute()).toEqual([])
})

test('what is not right is refused with a sentence, and a file of another shape says how it differs', async () => {
  await line.add('https://example.org/other', { sourceId: 'gb-next-supplier-list', isFetched: true })
  const refused = async (text: string, more: Record<string, string>, source?: string) => {
    const answer = await handIn(text, ann.cookie, more, source)
    return [answer.status, (await answer.text()).replace(/\s+/g, ' ')] as const
  }
  const before = (await captures()).length
  expect(await refused('', {})).toEqual([400, expect.stringContaining('Choose the file')])
  expect(await refused(listOf('X Ltd'), { url: 'javascript:alert(1)' })).toEqual([400, expect.stringContaining('is not a web address')])
  expect(await refused(listOf('X Ltd'), { saved: '2999-01-01' })).toEqual([400, expect.stringContaining('cannot be right')])
  expect(await refused(listOf('X Ltd'), { url: 'https://example.org/other' })).toEqual([409, expect.stringContaining('another source')])
  expect(await refused(listOf('X Ltd'), {}, 'no-such-source')).toEqual([404, expect.stringContaining('There is no source')])
  expect(await refused('x'.repeat(1_000_001), {})).toEqual([400, expect.stringContaining('is larger than 1 MB')])
  expect((await handIn(listOf('X Ltd'), member.cookie)).status).toBe(403)
  expect((await handIn(listOf('X Ltd'), '')).status).toBe(401)
  expect(await captures()).toHaveLength(before)
  await handIn('Nothing,Known\n1,2\n', ann.cookie)
  await line.run()
  expect(await (await get(PAGE, ann.cookie)).text()).toMatch(/is missing|column/)
})

test('the command line hands a file over too', async () => {
  const file = join(line.dataDir, 'List of factories.csv')
  await writeFile(file, listOf('Dunmere Textile Ltd'))
  const unpick = (...words: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...words, '--json'], {
      env: { ...process.env, UNPICK_DATA: line.dataDir, DATABASE_URL: line.url, UNPICK_WEB_ARCHIVE: '', UNPICK_LOG: 'silent' },
    }).then(
      ({ stdout }) => ({ code: 0, answer: JSON.parse(stdout) as unknown }),
      (error: { code: number; stdout: string }) => ({ code: error.code, answer: JSON.parse(error.stdout) as unknown }),
    )
  expect(await unpick('scrape', SOURCE, '--from', file, '--fetched', '2026-11-20', '--by', 'cat')).toMatchObject({
    code: 0,
    answer: { isNew: true, document: { state: 'done', candidates: 1 } },
  })
  expect((await captures()).at(-1)).toMatchObject({ handedBy: 'cat', saidSavedAt: new Date('2026-11-20T00:00:00Z'), url: expect.stringMatching(/^upload:/) })
  expect(await unpick('scrape', '--from', file)).toMatchObject({ code: 1, answer: { error: { kind: 'invalid' } } })
  expect(await unpick('scrape', SOURCE, '--from', `${file}.not`)).toMatchObject({ code: 1, answer: { error: { kind: 'invalid' } } })
}, 120_000)
