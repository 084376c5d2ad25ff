/** Lists in an account: opened by the owner's passphrase, and by nothing that lies in the database, the data folder or a backup. */
import { expect, test } from 'vitest'
import { openTo, openWith, sealWith } from '../../src/model/sealing.ts'
import { deskOf } from '../support/desk.ts'
import { PASSPHRASE, SECRET, cookieOf } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'

const line = await pipeline()
const { accounts, get, post, somebody } = deskOf(line)
const without = (cookie: string) => cookie.replace(/; unpick_lists=[\w-]+/, '')

async function keep(cookie: string, title: string): Promise<void> {
  const form = new FormData()
  form.set('file', new File(['Name\nLantern Garments Ltd\n'], title))
  const at = (await post('/check', form)).headers.get('location') as string
  expect((await post(`${at}/keep`, { days: '30', mine: 'yes' }, { cookie })).status).toBe(303)
}
const shown = async (cookie: string) => await (await get('/check', cookie)).text()
const rows = () => line.db.selectFrom('accountCheck').selectAll().execute()

test('a list in an account opens in the browser that gave the passphrase, and in no other', async () => {
  const [member, other] = [await somebody('member'), await somebody('member')]
  await keep(member.cookie, 'our dear suppliers.csv')
  expect(await shown(member.cookie)).toContain('our dear suppliers')
  expect(await shown(other.cookie)).not.toContain('our dear suppliers')
  const locked = await shown(without(member.cookie))
  expect(locked).not.toContain('our dear suppliers')
  expect(locked).toContain('open all of them')
  const othersKey = /unpick_lists=[\w-]+/.exec(other.cookie)?.[0]
  expect(await shown(`${without(member.cookie)}; ${othersKey}`)).not.toContain('our dear suppliers')
})

test('nothing that is kept here opens it: not the instance’s secret, not the wrapped key, not another passphrase', async () => {
  const member = await somebody('member')
  await keep(member.cookie, 'closed list.csv')
  const row = (await rows()).find(({ personId }) => personId === member.id)
  const sealed = row?.sealed as Buffer
  expect(sealed.includes('closed list')).toBe(false)
  for (const secret of [line.deps.secret, SECRET]) {
    expect(() => openWith(secret, 'account check', sealed)).toThrow()
    expect(() => openTo(secret, 'account check', sealed)).toThrow()
  }
  const key = await line.db.selectFrom('accounts.listKey').selectAll().where('personId', '=', member.id).executeTakeFirstOrThrow()
  expect(() => openTo(key.wrapped.toString('base64url'), 'account check', sealed)).toThrow()
})

test('a changed passphrase opens the lists that were there; signing out takes the key back', async () => {
  const member = await somebody('member')
  await keep(member.cookie, 'before the change.csv')
  const next = 'plum ladder nineteen orbit'
  const changed = await post('/account/passphrase', { present: PASSPHRASE, next, again: next }, { cookie: member.cookie })
  expect(changed.status).toBe(200)
  const { listKey } = await accounts.signIn(member.pseudonym, next, undefined)
  const session = cookieOf(changed.headers.getSetCookie())
  expect(await shown(`${session}; unpick_lists=${listKey}`)).toContain('before the change')
  const half = await post('/sign-in', { pseudonym: member.pseudonym, passphrase: next })
  expect(half.headers.getSetCookie().find((cookie) => cookie.startsWith('unpick_lists='))).toMatch(/Path=\/check; HttpOnly; SameSite=Strict/)
  const out = await post('/sign-out', {}, { cookie: session })
  expect(out.headers.getSetCookie().find((cookie) => cookie.startsWith('unpick_lists='))).toMatch(/Max-Age=0/)
})

test('a list that an earlier version sealed with the instance’s secret is sealed to its owner as soon as they look', async () => {
  const member = await somebody('member')
  await keep(member.cookie, 'earlier list.csv')
  const row = (await rows()).find(({ personId }) => personId === member.id)
  const old = sealWith(line.deps.secret, 'account check', { token: 'x'.repeat(32), title: 'earlier list' })
  await line.db.updateTable('accountCheck').set({ sealed: old }).where('personId', '=', member.id).execute()
  expect(await shown(member.cookie)).toContain('earlier list')
  const now = (await rows()).find(({ personId }) => personId === member.id)
  expect(now?.checkId).toBe(row?.checkId)
  expect(() => openWith(line.deps.secret, 'account check', now?.sealed as Buffer)).toThrow()
  expect(await shown(member.cookie)).toContain('earlier list')
})
