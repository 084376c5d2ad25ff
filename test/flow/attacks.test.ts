import { expect, test } from 'vitest'
import { addDocument } from '../../src/archive/document-queries.ts'
import { keepBytes } from '../../src/archive/local.ts'
import { getClaim } from '../../src/publish/read-queries.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { deskOf } from '../support/desk.ts'
import { ORIGIN } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'

const line = await pipeline()
const { app, accounts, somebody, get, post } = deskOf(line)

/** What programs send without any cookie: other sites gain nothing by making a browser send it. */
const WITHOUT_COOKIE = /^\/api\/v1\/(?:match|reconcile|submissions|checks|claims\/:id\/responses)|^\/reconcile/

test('from another site no form does anything, whoever is signed in', async () => {
  const { cookie } = await somebody('admin')
  const routes = [
    ...new Map(
      app.routes
        .filter(({ method, path }) => !['GET', 'ALL'].includes(method) && !path.includes('*'))
        .map(({ method, path }) => [`${method} ${path}`, { method, path }]),
    ).values(),
  ]
  const forms = routes.filter(({ path }) => !WITHOUT_COOKIE.test(path))
  const letIn: string[] = []
  for (const { method, path } of forms) {
    for (const origin of ['https://evil.example', 'null', `${ORIGIN}.evil.example`]) {
      const answer = await app.request(`${ORIGIN}${path.replace(/:[a-z]+/g, 'none')}`, {
        method,
        headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'do=accept',
      })
      if (answer.status !== 403) letIn.push(`${method} ${path} from ${origin}: ${answer.status}`)
    }
  }
  console.log(`${forms.length} forms sent from 3 other sites, ${letIn.length} let in`)
  expect(letIn).toEqual([])
  expect(forms.length).toBeGreaterThan(25)
})

test('what is another person’s stays theirs: keys, visits and what they added', async () => {
  const [one, other] = [await somebody('researcher'), await somebody('researcher')]
  const me = (await accounts.whoIs(new Headers({ cookie: one.cookie }))) as never
  await accounts.makeKey(me, 'mine', ['extract'], 1)
  const { id: key } = await line.db.selectFrom('accounts.apiKey').select('id').where('personId', '=', one.id).executeTakeFirstOrThrow()
  const { id: visit } = await line.db.selectFrom('accounts.session').select('id').where('personId', '=', one.id).executeTakeFirstOrThrow()
  for (const [path, form] of [
    ['/account/keys/end', { id: key }],
    ['/account/visits', { id: visit }],
    [`/desk/people/${one.id}`, { role: 'out' }],
    [`/desk/people/${one.id}/keys/${key}`, {}],
  ] as const)
    await post(path, { ...form } as Record<string, string>, { cookie: other.cookie })
  expect(await line.db.selectFrom('accounts.apiKey').select('id').where('id', '=', key).executeTakeFirst()).toBeDefined()
  expect(await line.db.selectFrom('accounts.session').select('id').where('id', '=', visit).executeTakeFirst()).toBeDefined()
  expect(await (await get('/account/data', other.cookie)).text()).not.toContain(one.pseudonym)
})

test('a file that calls itself something else is read by its bytes, and handed out as bytes that no browser runs', async () => {
  const html = '<html><body><p>Zara buys shirts from Lantern Garments Ltd.</p><script>alert(1)</script></body></html>'
  const url = await keepBytes(line.deps.folders, 'report.pdf', new TextEncoder().encode(html), 1_000_000)
  const publisher = { name: 'Sender', kind: 'unknown', reliability: 'B', reliabilityReason: 'A test.' } as const
  const { id } = await addDocument(line.db, { url, publisher, submittedBy: 'adder', open: true, now: new Date() })
  await line.run()
  expect(await line.document(id)).toMatchObject({ state: 'done' })
  const [claim] = await listClaims(line.db, { status: 'candidate' }, 1)
  await decideClaim(line.deps, { claimId: claim?.id as string, ruling: 'accept', decidedBy: 'reviewer', reason: 'Read.' })
  await line.run()
  const { evidence } = await getClaim(line.web, claim?.id as string)
  const answer = await get(`/captures/${evidence[0]?.capture}/original`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  expect(await answer.text()).not.toContain('alert(1)')
})
