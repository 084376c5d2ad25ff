import { expect, test } from 'vitest'
import { withCookies } from '../../src/accounts/accounts.ts'
import { createThrottle } from '../../src/accounts/throttle.ts'
import { hashPassphrase, isPassphrase, passphraseFault } from '../../src/accounts/passphrase.ts'
import { deskOf } from '../support/desk.ts'
import { PASSPHRASE, codeOf, cookieOf } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'

const line = await pipeline()
const { accounts, somebody, get, post } = deskOf(line)
const whoIs = (cookie: string) => accounts.whoIs(new Headers({ cookie }))

test('the first admin joins by the link that a start prints; it works once, and ends when another is printed', async () => {
  const [first, second] = [(await accounts.inviteFirst()) as string, (await accounts.inviteFirst()) as string]
  expect(await accounts.invited(first)).toBeNull()
  const page = await (await get(`/join/${second}`)).text()
  expect(page).toContain('Join as an admin')
  expect((await post(`/join/${second}`, { pseudonym: 'Red Wren', passphrase: PASSPHRASE })).status).toBe(400)
  expect((await post(`/join/${second}`, { pseudonym: 'Red-Wren', passphrase: 'too short' })).status).toBe(400)
  const joined = await post(`/join/${second}`, { pseudonym: 'Red-Wren', passphrase: PASSPHRASE })
  expect(joined.status).toBe(200)
  const html = await joined.text()
  const secret = (/<code>((?:[A-Z2-7]{4} ?)+)<\/code>/.exec(html)?.[1] ?? '').replaceAll(' ', '')
  const cookie = cookieOf(joined.headers.getSetCookie())
  expect((await get('/desk', cookie)).headers.get('location')).toBe('/account/second-factor')
  const confirmed = await post('/account/second-factor/confirm', { code: codeOf(secret) }, { cookie })
  expect(confirmed.status).toBe(303)
  const now = cookieOf(confirmed.headers.getSetCookie()) || cookie
  expect((await get('/desk', now)).status).toBe(200)
  expect((await get(`/join/${second}`)).status).toBe(404)
  expect(await accounts.inviteFirst()).toBeNull()
})

test('who signs in gives the second factor; a recovery code works once', async () => {
  const { pseudonym } = await somebody('reviewer')
  const { cookies } = await accounts.signIn(pseudonym, PASSPHRASE, undefined)
  const half = cookieOf(cookies)
  expect(await whoIs(half)).toBeNull()
  const wrong = await post('/sign-in/code', { code: '000000' }, { cookie: half })
  expect(wrong.status).toBe(401)
  expect(await wrong.text()).toContain('not the code of this moment')
  const other = await somebody('researcher')
  const begun = await accounts.beginSecondFactor(PASSPHRASE, new Headers({ cookie: other.cookie }))
  await accounts.giveCode(codeOf(begun.secret), withCookies(new Headers({ cookie: other.cookie }), begun.cookies))
  const code = begun.recoveryCodes[0] as string
  const come = async () =>
    (await post('/sign-in/code', { code }, { cookie: cookieOf((await accounts.signIn(other.pseudonym, PASSPHRASE, undefined)).cookies) })).status
  expect(await come()).toBe(303)
  expect(await come()).toBe(401)
})

test('signing in makes a new visit, whatever cookie came, and leads only to our own pages', async () => {
  const { pseudonym, secret } = await somebody('researcher')
  const planted = 'unpick.session_token=planted.by.somebody'
  const answer = await post('/sign-in', { pseudonym, passphrase: PASSPHRASE, to: 'https://evil.example/desk' }, { cookie: planted })
  expect(answer.headers.get('location')).toBe('/sign-in/code?to=%2Fdesk')
  const done = await post(
    '/sign-in/code',
    { code: codeOf(secret, Date.now() + 30_000), to: '//evil.example' },
    { cookie: `${planted}; ${cookieOf(answer.headers.getSetCookie())}` },
  )
  expect(done.headers.get('location')).toBe('/desk')
  const [session] = done.headers.getSetCookie().filter((cookie) => cookie.startsWith('unpick.session_token='))
  expect(session).toMatch(/HttpOnly; SameSite=Strict/)
  expect(session).not.toContain('planted')
})

test('visits are listed and ended, and nothing of a browser or its address is kept', async () => {
  const { pseudonym, cookie, secret, id } = await somebody('researcher')
  const { cookies } = await accounts.signIn(pseudonym, PASSPHRASE, undefined)
  const second = cookieOf(
    (
      await accounts.giveCode(
        codeOf(secret, Date.now() + 30_000),
        new Headers({ cookie: cookieOf(cookies), 'user-agent': 'Firefox', 'x-forwarded-for': '192.0.2.7' }),
      )
    ).cookies,
  )
  expect(await whoIs(second)).toMatchObject({ pseudonym })
  expect((await (await get('/account', cookie)).text()).match(/last here/g)?.length).toBeGreaterThanOrEqual(2)
  await post('/account/visits', { id: 'others' }, { cookie })
  expect(await whoIs(second)).toBeNull()
  expect(await whoIs(cookie)).toMatchObject({ id })
  const rows = await line.db.selectFrom('accounts.session').select(['ipAddress', 'userAgent']).execute()
  expect(rows.every((row) => !row.ipAddress && !row.userAgent)).toBe(true)
  await post('/sign-out', {}, { cookie })
  expect(await whoIs(cookie)).toBeNull()
})

test('strangers who guess make strangers wait, not the owner', () => {
  let at = 1_000_000
  const throttle = createThrottle('secret', () => at)
  const device = throttle.deviceOf('Wren')
  for (let i = 0; i < 12; i += 1) throttle.failed('wren', undefined)
  expect(throttle.waitMs('WREN', undefined)).toBeGreaterThan(60_000)
  expect(throttle.waitMs('wren', 'forged')).toBeGreaterThan(60_000)
  expect(throttle.waitMs('wren', device)).toBe(0)
  for (let i = 0; i < 6; i += 1) throttle.failed('wren', device)
  expect(throttle.waitMs('wren', device)).toBeGreaterThan(0)
  at += 3_700_000
  expect(throttle.waitMs('wren', undefined)).toBe(0)
})

test('wrong tries are slowed down over HTTP', async () => {
  const { pseudonym } = await somebody('member')
  for (let i = 0; i < 5; i += 1) expect((await post('/sign-in', { pseudonym, passphrase: 'wrong wrong wrong' })).status).toBe(401)
  const slowed = await post('/sign-in', { pseudonym, passphrase: PASSPHRASE })
  expect(slowed.status).toBe(429)
  expect(await slowed.text()).toContain('Try again in')
})

test('a changed role holds at once; who is kept out is out; the last admin stays', async () => {
  const admin = await somebody('admin')
  const other = await somebody('researcher')
  expect((await get('/desk/extract', other.cookie)).status).toBe(200)
  expect((await post(`/desk/people/${other.id}`, { role: 'member' }, { cookie: admin.cookie })).status).toBe(303)
  expect((await get('/desk/extract', other.cookie)).status).toBe(403)
  await post(`/desk/people/${other.id}`, { role: 'out' }, { cookie: admin.cookie })
  expect(await whoIs(other.cookie)).toBeNull()
  await expect(accounts.signIn(other.pseudonym, PASSPHRASE, undefined)).rejects.toThrow()
  const me = await whoIs(admin.cookie)
  for (const { id } of await line.db.selectFrom('accounts.person').select('id').where('role', '=', 'admin').where('id', '<>', admin.id).execute())
    await accounts.changeRole(me as never, id, 'member')
  await expect(accounts.changeRole(me as never, admin.id, 'member')).rejects.toThrow(/only admin/)
  await expect(accounts.leaveForGood(me as never)).rejects.toThrow(/only admin/)
})

test('a form cannot give more than it asks: role and factor are not taken from it', async () => {
  const token = await accounts.invite('member', 'test')
  await post(`/join/${token}`, { pseudonym: 'Sly-Fox', passphrase: PASSPHRASE, role: 'admin', twoFactorEnabled: 'true', email: 'x@y.z' })
  expect(
    await line.db.selectFrom('accounts.person').select(['role', 'twoFactorEnabled', 'email']).where('username', '=', 'sly-fox').executeTakeFirst(),
  ).toMatchObject({
    role: 'member',
    twoFactorEnabled: false,
    email: expect.stringMatching(/@account\.invalid$/),
  })
})

test('keys are shown once, do what their scope says, and end', async () => {
  const { cookie } = await somebody('researcher')
  const made = await post('/account/keys', { name: 'bench', scope: 'extract', days: '1' }, { cookie })
  const key = /unpick_[a-z0-9]{16}_[\w-]{43}/.exec(await made.text())?.[0] as string
  const byKey = (given: string) => accounts.whoIs(new Headers({ authorization: `Bearer ${given}` }))
  expect(await byKey(key)).toMatchObject({ scopes: ['extract'] })
  expect(await byKey(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBeNull()
  expect(await (await get('/account', cookie)).text()).not.toContain(key)
  await post('/account/keys/end', { id: key.split('_')[1] as string }, { cookie: (await somebody('researcher')).cookie })
  expect(await byKey(key)).not.toBeNull()
  await post('/account/keys/end', { id: key.split('_')[1] as string }, { cookie })
  expect(await byKey(key)).toBeNull()
  const token = await accounts.invite('researcher', 'test')
  await accounts.join(token, 'no-factor', PASSPHRASE)
  const half = cookieOf((await accounts.signIn('no-factor', PASSPHRASE, undefined)).cookies)
  expect((await post('/account/keys', { name: 'x', scope: 'extract', days: '1' }, { cookie: half })).status).toBe(403)
  const member = await somebody('member')
  expect((await post('/account/keys', { name: 'x', scope: 'extract', days: '1' }, { cookie: member.cookie })).status).toBe(403)
})

test('a program has a key of its own, under a name that nobody signs in with', async () => {
  const key = await accounts.makeServiceKey('nightly', 'researcher', ['extract'], 30)
  expect(await accounts.whoIs(new Headers({ authorization: `Bearer ${key}` }))).toMatchObject({ pseudonym: 'nightly', role: 'researcher', scopes: ['extract'] })
  await expect(accounts.signIn('nightly', PASSPHRASE, undefined)).rejects.toThrow(/do not belong together/)
  const { pseudonym } = await somebody('member')
  await expect(accounts.makeServiceKey(pseudonym, 'researcher', ['extract'], 30)).rejects.toThrow(/person's pseudonym/)
})

test('one’s own data is given out, and one’s account taken away; the audit log is only added to', async () => {
  const { cookie, id, pseudonym } = await somebody('researcher')
  const data = (await (await get('/account/data', cookie)).json()) as { account: object }
  expect(data.account).toMatchObject({ pseudonym })
  expect(JSON.stringify(data)).not.toMatch(/argon2|token|secret/i)
  expect((await post('/account/leave', {}, { cookie })).status).toBe(303)
  expect(await line.db.selectFrom('accounts.person').select('id').where('id', '=', id).execute()).toEqual([])
  for (const table of ['session', 'credential', 'twoFactor', 'apiKey'] as const)
    expect(await line.db.selectFrom(`accounts.${table}`).select('personId').where('personId', '=', id).execute()).toEqual([])
  for (const [db, refusal] of [[line.owner, /only added to/] as const, [line.db, /permission denied/] as const]) {
    await expect(db.updateTable('accounts.audit').set({ doneBy: 'nobody' }).execute()).rejects.toThrow(refusal)
    await expect(db.deleteFrom('accounts.audit').execute()).rejects.toThrow(refusal)
  }
})

test('passphrases are kept with argon2id, and easy ones refused', async () => {
  const kept = await hashPassphrase(PASSPHRASE)
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await isPassphrase(kept, PASSPHRASE)).toBe(true)
  expect(await isPassphrase(kept, `${PASSPHRASE} `)).toBe(false)
  expect(await isPassphrase('$2b$10$other', PASSPHRASE)).toBe(false)
  for (const easy of ['short one', 'aaaaaaaaaaaaaaaaaa', 'red-wren red-wren red-wren']) expect(passphraseFault(easy, 'red-wren')).not.toBeNull()
  expect(passphraseFault(PASSPHRASE, 'red-wren')).toBeNull()
})

/** Gives passphrase and code as a browser does; `device` is the cookie of a browser that came in before. */
async function come(pseudonym: string, code: string, device = '') {
  const half = await post('/sign-in', { pseudonym, passphrase: PASSPHRASE }, device ? { cookie: device } : {})
  const answer = await post('/sign-in/code', { code }, { cookie: [cookieOf(half.headers.getSetCookie()), device].filter(Boolean).join('; ') })
  return { status: answer.status, text: await answer.text(), retry: answer.headers.get('retry-after'), cookies: answer.headers.getSetCookie(), half }
}
const deviceIn = (cookies: readonly string[]) => cookieOf(cookies.filter((cookie) => cookie.startsWith('unpick_device=')))

test('a code opens an account once, also when it is given twice at the same moment', async () => {
  const { pseudonym, secret } = await somebody('researcher')
  const code = codeOf(secret, Date.now() + 30_000)
  const tries = await Promise.all([come(pseudonym, code), come(pseudonym, code), come(pseudonym, code)])
  expect(tries.map(({ status }) => status).sort()).toEqual([303, 401, 401])
  expect(tries.find(({ status }) => status === 401)?.text).toContain('This code was used already')
  expect((await come(pseudonym, code)).status).toBe(401)
  const sessions = await line.db
    .selectFrom('accounts.session')
    .innerJoin('accounts.person', 'accounts.person.id', 'personId')
    .select('accounts.session.id')
    .where('name', '=', pseudonym)
    .execute()
  expect(sessions).toHaveLength(2) // the one that made the account, and the one that the code opened
})

test('wrong codes make strangers wait and say so; recovery codes and the browser that is known go on', async () => {
  const { pseudonym, secret, cookie } = await somebody('researcher')
  const known = deviceIn((await come(pseudonym, codeOf(secret, Date.now() + 30_000))).cookies)
  expect(known).not.toBe('')
  const wrong = []
  for (let i = 0; i < 7; i += 1) wrong.push(await come(pseudonym, '000000'))
  expect(deviceIn(wrong[0]?.half.headers.getSetCookie() ?? [])).toBe('') // a passphrase alone makes no browser known
  expect(wrong[0]?.text).toContain('After five wrong codes')
  expect(wrong[4]?.text).toMatch(/can be tried in \d+ seconds?/)
  expect(wrong[5]).toMatchObject({ status: 429, retry: expect.stringMatching(/^\d+$/) })
  expect(wrong[5]?.text).toContain('recovery code')
  const before = await come(pseudonym, codeOf(secret, Date.now()), known)
  expect([303, 401]).toContain(before.status) // not made to wait
  expect(before.text).not.toContain('Too many')
  const begun = await accounts.beginSecondFactor(PASSPHRASE, new Headers({ cookie }))
  await accounts.giveCode(codeOf(begun.secret), withCookies(new Headers({ cookie }), begun.cookies))
  expect((await come(pseudonym, begun.recoveryCodes[1] as string)).status).toBe(303)
})

test('a passphrase is changed by whoever knows it; every other visit ends, and it is on record', async () => {
  const { pseudonym, cookie } = await somebody('reviewer')
  const other = await accounts.signIn(pseudonym, PASSPHRASE, undefined)
  expect(other.next).toBe('second factor')
  const next = 'plum ladder nineteen orbit'
  const change = (fields: Record<string, string>) => post('/account/passphrase', fields, { cookie })
  expect(await (await get('/account/passphrase', cookie)).text()).toContain('Change your passphrase')
  expect((await change({ present: 'not this at all', next, again: next })).status).toBe(401)
  expect((await change({ present: PASSPHRASE, next: 'too short', again: 'too short' })).status).toBe(400)
  expect((await change({ present: PASSPHRASE, next, again: `${next}s` })).status).toBe(400)
  expect((await change({ present: PASSPHRASE, next: PASSPHRASE, again: PASSPHRASE })).status).toBe(400)
  const done = await change({ present: PASSPHRASE, next, again: next })
  expect(done.status).toBe(200)
  expect(await done.text()).toContain('Your passphrase is changed')
  await expect(accounts.signIn(pseudonym, PASSPHRASE, undefined)).rejects.toThrow(/do not belong together/)
  expect((await accounts.signIn(pseudonym, next, undefined)).next).toBe('second factor')
  expect(await whoIs(cookie)).toBeNull()
  expect(await whoIs(cookieOf(done.headers.getSetCookie()))).toMatchObject({ pseudonym })
  const audit = await line.db.selectFrom('accounts.audit').select(['doneBy', 'what']).where('doneBy', '=', pseudonym).execute()
  expect(audit.map(({ what }) => what)).toContain('changed their passphrase')
})

test('wrong passphrases of somebody who is in make them wait', async () => {
  const { cookie } = await somebody('researcher')
  const answers = []
  for (let i = 0; i < 6; i += 1)
    answers.push(
      await post('/account/passphrase', { present: `wrong ${i}`, next: 'plum ladder nineteen orbit', again: 'plum ladder nineteen orbit' }, { cookie }),
    )
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429])
  expect(answers[5]?.headers.get('retry-after')).toMatch(/^\d+$/)
})

test('an admin takes a lost second factor away, on record; nobody their own, and nobody who is no admin', async () => {
  const [admin, lost, reviewer] = [await somebody('admin'), await somebody('researcher'), await somebody('reviewer')]
  expect((await post(`/desk/people/${lost.id}/second-factor`, {}, { cookie: reviewer.cookie })).status).toBe(403)
  expect((await post(`/desk/people/${admin.id}/second-factor`, {}, { cookie: admin.cookie })).status).toBe(403)
  expect(await (await get('/desk/people', admin.cookie)).text()).toContain('Be sure that it is them')
  expect((await post(`/desk/people/${lost.id}/second-factor`, {}, { cookie: admin.cookie })).status).toBe(303)
  expect((await post(`/desk/people/${lost.id}/second-factor`, {}, { cookie: admin.cookie })).status).toBe(404)
  expect(await whoIs(lost.cookie)).toBeNull()
  const { next, cookies } = await accounts.signIn(lost.pseudonym, PASSPHRASE, undefined)
  expect(next).toBe('in')
  const headers = new Headers({ cookie: cookieOf(cookies) })
  const begun = await accounts.beginSecondFactor(PASSPHRASE, headers)
  await accounts.giveCode(codeOf(begun.secret), withCookies(headers, begun.cookies))
  expect((await accounts.signIn(lost.pseudonym, PASSPHRASE, undefined)).next).toBe('second factor')
  const audit = await line.db.selectFrom('accounts.audit').select('what').where('about', '=', lost.id).execute()
  expect(audit.map(({ what }) => what)).toContain('took the second factor of somebody away, who had lost it')
})
