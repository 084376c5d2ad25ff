/** Turns over HTTP: what one visitor asks for holds up nobody else, and a queue that is full says when to come back. */
import { beforeAll, expect, test } from 'vitest'
import { createNamesThread } from '../../src/publish/names-thread.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { ORIGIN, PASSPHRASE } from '../support/people.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { app, post, accounts } = deskOf(line)

beforeAll(async () => {
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 20))
    await decideClaim(line.deps, { claimId: each.id, ruling: 'accept', decidedBy: 'one', reason: 'Read.' })
  await line.run()
})

/** How long this process answers nobody, at the longest, while something is done. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let [last, longest] = [performance.now(), 0]
  const looking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  await work()
  clearInterval(looking)
  return longest
}
const slugOf = async () => (await line.db.selectFrom('published.brand').select('slug').limit(1).executeTakeFirstOrThrow()).slug
const ask = (path: string) => app.request(ORIGIN + path, { headers: { accept: 'application/json' } })

test('packs are made beside the process that answers; where very many are asked for, the last are told when to come back', async () => {
  const slug = await slugOf()
  expect((await ask(`/brands/${slug}/packs/leaflet.pdf`)).status).toBe(200)
  let statuses: number[] = []
  const pause = await longestPause(async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => ask(`/brands/${slug}/packs/leaflet.pdf?group=Branch ${i}`)))
    statuses = answers.map(({ status }) => status)
    for (const answer of answers.filter(({ status }) => status === 503)) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  expect(pause).toBeLessThan(1_000)
  for (const [file, head] of [
    ['leaflet.pdf', '%PDF'],
    ['card.png', '\u0089PNG'],
    ['letter.docx', 'PK'],
  ] as const)
    expect(
      Buffer.from(await (await ask(`/brands/${slug}/packs/${file}`)).arrayBuffer())
        .toString('latin1')
        .startsWith(head),
    ).toBe(true)
})

test('many sign-ins at once wait in a short queue; who finds it full is told when to come back', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => post('/sign-in', { pseudonym: `nobody-${i}`, passphrase: PASSPHRASE }, { accept: 'application/json' })),
  )
  const statuses = answers.map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([401, 503]))
  for (const answer of answers.filter(({ status }) => status === 503)) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a browser that came in before comes in however many strangers try', async () => {
  await accounts.join(await accounts.invite('member', 'test'), 'known-one', PASSPHRASE)
  const { device } = await accounts.signIn('known-one', PASSPHRASE, undefined)
  const strangers = Array.from({ length: 60 }, (_, i) => accounts.signIn(`stranger-${i}`, PASSPHRASE, undefined).catch(() => null))
  expect((await accounts.signIn('known-one', PASSPHRASE, device ?? undefined)).next).toBe('in')
  await Promise.all(strangers)
})

test('one name is answered while somebody else asks for five hundred long ones', async () => {
  const names = createNamesThread({ url: line.webUrl, role: null })
  await names.suggest('zara', 1)
  const long = Array.from({ length: 500 }, (_, i) => ({ name: `Lantern Garments ${i} Zara shirts of ${'Lantern Garments Ltd '.repeat(14)}`.slice(0, 300) }))
  let isOver = false
  const much = Promise.all([names.match(long, 50), names.match(long, 50)]).finally(() => (isOver = true))
  await new Promise((go) => setTimeout(go, 20))
  const from = performance.now()
  const [found] = await names.match([{ name: 'Lantern Garments' }], 5)
  expect(found?.[0]?.name).toBe('Lantern Garments Ltd')
  expect([isOver, performance.now() - from < 1_500]).toEqual([false, true])
  expect((await much).map(({ length }) => length)).toEqual([500, 500])
  await names.close()
})

test('a long list is told in pieces and written beside: whatever is asked of it, others are answered in between', async () => {
  const body = `Supplier\n${'Lantern Garments Ltd\n'.repeat(20_000)}`
  const begun = await app.request(`${ORIGIN}/api/v1/checks`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body })
  const { id } = (await begun.json()) as { id: string }
  while (!(await (await app.request(`${ORIGIN}/checks/${id}`)).text()).includes('/list.xlsx')) await new Promise((go) => setTimeout(go, 100))

  let text = ''
  const pause = await longestPause(async () => {
    const decoder = new TextDecoder()
    for await (const piece of (await ask(`/api/v1/checks/${id}`)).body as ReadableStream<Uint8Array>) text += decoder.decode(piece, { stream: true })
  })
  const { state, report } = JSON.parse(text) as { state: string; report: { counts: { linked: number }; rows: { row: number }[] } }
  expect([state, report.counts.linked, report.rows.length, report.rows.at(-1)?.row]).toEqual(['done', 20_000, 20_000, 20_001])
  expect(pause).toBeLessThan(500)
  expect(await longestPause(async () => expect((await ask(`/checks/${id}/list.xlsx`)).status).toBe(200))).toBeLessThan(1_000)
})
