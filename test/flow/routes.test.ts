import { expect, test } from 'vitest'
import { type Permission, ROLES, SCOPES, type Scope, may } from '../../src/accounts/roles.ts'
import type { Person } from '../../src/accounts/person.ts'
import { deskOf } from '../support/desk.ts'
import { ORIGIN } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'

const line = await pipeline()
const { app, accounts, somebody } = deskOf(line, { extract: async () => ({ language: null, pages: null, organisations: [], programmes: [], claims: [] }) })

/** Who may use each route: everybody, whoever has signed in, or by a permission. The first rule that fits holds. */
const RULES: readonly [path: RegExp, rule: 'everybody' | 'signed in' | Permission, method?: string][] = [
  [/^\/desk\/queues/, 'see queues'],
  [/^\/desk\/people/, 'look after people'],
  [/^\/desk\/names/, 'judge names', 'POST'],
  [/^\/desk\/settings/, 'change settings'],
  [/^\/desk\/submissions/, 'add'],
  [/^\/desk\/(?:claims|replies)/, 'decide claims', 'POST'],
  [/^\/desk\/publishers/, 'rate publishers', 'POST'],
  [/^\/desk\/extract/, 'extract'],
  [/^\/desk\/review/, 'decide claims', 'POST'],
  [/^\/desk\/(?:add|columns)/, 'add'],
  [/^\/desk\/committee\/ballots/, 'vote', 'POST'],
  [/^\/desk\/committee/, 'run campaigns', 'POST'],
  [/^\/desk\/campaigns/, 'run campaigns'],
  [/^\/desk\/actions/, 'look over actions'],
  [/^\/desk\/sources\/[^/]+\/files$/, 'add', 'POST'],
  [/^\/desk\/sources\/[^/]+\/files\//, 'decide claims', 'POST'],
  [/^\/desk\/sources/, 'run sources', 'POST'],
  [/^\/desk/, 'come to the desk'],
  [/^\/documents\/:id\/(?:claims|protection)$/, 'add'],
  [/^\/documents/, 'read documents'],
  [/^\/account/, 'signed in'],
  [/^\/api\/v1\/extract$/, 'extract'],
  [/^\/api\/v1\/(?:review\/claims|claims\/:id\/decisions)$/, 'decide claims'],
  [/^\/(?:sign-in|sign-out|join)(?:\/|$)/, 'everybody'],
  [
    /^\/api\/v1\/(?:brands|organisations|programmes|lists|claims|documents|captures|match|suggest|targets|actions|campaigns|ballots|affiliates|exports|ledger|reconcile|openapi|challenge|submissions|checks|workplaces)/,
    'everybody',
  ],
  [
    /^\/(?:about|submit|submissions|reply|brands|organisations|programmes|lists|claims|captures|targets|actions(?:\.ics)?|my-actions|follow|unfollow|embed|oembed|campaigns|ballots|affiliates|corrections|how-we-grade|data|docs|static|demonstration|places|feed|ledger|verify|checks?|watches|workplaces)/,
    'everybody',
  ],
  [/^\/(?:healthz|readyz|metrics|robots\.txt|favicon\.ico)?(?:\.[a-z]+)?$/, 'everybody'],
]
/** These end the visit that asks, so each is asked by somebody made for it. */
const ENDS = /^\/(?:sign-out|account\/leave|account\/visits)$/

const routes = [
  ...new Map(
    app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*')).map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  ).values(),
]

async function outcome(method: string, path: string, headers: Record<string, string>): Promise<'done' | 'asked to sign in' | 'refused'> {
  const address = path.replace(/:[a-z\d]+(?:\{[^}]*\})?\??/gi, 'none')
  const answer = await app.request(`${ORIGIN}${address}`, {
    method,
    headers: { origin: ORIGIN, accept: 'text/html', ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
    ...(method === 'GET' ? {} : { body: '' }),
  })
  // A wrong passphrase is 401 too, on a page that asks for it.
  if ((answer.status === 401 && (await answer.text()).includes('Sign in first')) || (answer.headers.get('location') ?? '').startsWith('/sign-in?'))
    return 'asked to sign in'
  return answer.status === 403 ? 'refused' : 'done'
}

test('every route of the app has a rule, and holds it for every role, for visitors, ended visits and keys', async () => {
  const without = routes.filter(({ method, path }) => !RULES.some(([fits, , only]) => fits.test(path) && (!only || only === method)))
  expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  const researcher = await somebody('researcher')
  const holder = (await accounts.whoIs(new Headers({ cookie: researcher.cookie }))) as Person
  const keys = new Map<Scope, string>()
  for (const scope of Object.keys(SCOPES) as Scope[]) keys.set(scope, await accounts.makeKey(holder, scope, [scope], 1))
  const ended = await somebody('admin')
  await line.db.deleteFrom('accounts.session').where('personId', '=', ended.id).execute()
  const cookies = new Map<string, string>()
  for (const role of ROLES) cookies.set(role, (await somebody(role)).cookie)
  const wrong: string[] = []
  let asked = 0
  const check = async (who: string, method: string, path: string, headers: Record<string, string>, wanted: string) => {
    asked += 1
    const found = await outcome(method, path, headers)
    if (found !== wanted) wrong.push(`${method} ${path} as ${who}: ${found}, not ${wanted}`)
  }
  for (const { method, path } of routes) {
    const rule = (RULES.find(([fits, , only]) => fits.test(path) && (!only || only === method)) as (typeof RULES)[number])[1]
    const open = rule === 'everybody'
    await check('a visitor', method, path, {}, open ? 'done' : 'asked to sign in')
    await check('an ended visit', method, path, { cookie: ended.cookie }, open ? 'done' : 'asked to sign in')
    for (const role of ROLES) {
      const cookie = ENDS.test(path) ? (await somebody(role)).cookie : (cookies.get(role) as string)
      await check(role, method, path, { cookie }, open || rule === 'signed in' || may(role, rule) ? 'done' : 'refused')
    }
    // A key signs nobody in to pages of their own account, and does only what its scope says.
    for (const [scope, key] of keys) {
      const wanted = open || (rule === SCOPES[scope] && path.startsWith('/api/')) ? 'done' : rule === 'signed in' ? 'asked to sign in' : 'refused'
      await check(`a key to ${scope}`, method, path, { authorization: `Bearer ${key}` }, wanted)
    }
  }
  console.log(`${asked} of ${routes.length} routes times ${ROLES.length + 2 + keys.size} callers asked, ${wrong.length} surprises`)
  expect(wrong).toEqual([])
}, 120_000)
