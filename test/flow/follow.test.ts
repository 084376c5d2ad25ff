import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import digest from '../../workers/digest.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

/** A mail server that takes everything and keeps it. */
const mails: string[] = []
const server = createServer((socket) => {
  let isData = false
  let text = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 test')
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    for (;;) {
      if (isData) {
        const end = text.indexOf('\r\n.\r\n')
        if (end < 0) return
        mails.push(text.slice(0, end).replace(/\r\n /g, ' ').replace(/=\r\n/g, '').replace(/=3D/g, '='))
        text = text.slice(end + 5)
        isData = false
        say('250 kept')
        continue
      }
      const end = text.indexOf('\r\n')
      if (end < 0) return
      const line = text.slice(0, end).toUpperCase()
      text = text.slice(end + 2)
      if (line.startsWith('DATA')) isData = true
      say(line.startsWith('DATA') ? '354 go on' : line.startsWith('QUIT') ? '221 bye' : line.startsWith('RCPT TO:<GONE') ? '550 nobody here' : '250 test')
    }
  })
  socket.on('error', () => undefined)
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
afterAll(() => void server.close())
const { port } = server.address() as { port: number }

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host, UNPICK_SMTP_URL: `smtp://127.0.0.1:${port}`, UNPICK_MAIL_FROM: 'unpick@example.org' })
const { get, post } = deskOf(line)
let today = new Date()
const deps = { ...line.deps, now: () => today }
const sendAll = async () => {
  for (const payload of await digest.due(deps)) await digest.run(deps, payload, new AbortController().signal)
}

beforeAll(async () => {
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 10))
    await decideClaim(line.deps, { claimId: each.id, ruling: 'accept', decidedBy: 'one', reason: 'Read.' })
  await line.run()
})

test('nobody gets a digest who has not confirmed that they asked; asking again asks nobody twice', async () => {
  expect((await post('/follow', { email: 'no address' })).status).toBe(400)
  expect((await post('/follow', { email: 'a@b.example\r\nBcc: c@d.example' })).status).toBe(400)
  for (let i = 0; i < 2; i += 1) expect((await post('/follow', { email: 'reader@example.org', brand: 'zara' })).status).toBe(303)
  await sendAll()
  await sendAll()
  expect(mails).toHaveLength(1)
  expect(mails[0]).toContain('Do you want to follow?')
  today = new Date(Date.now() + 30 * 86_400_000)
  await sendAll()
  expect(mails).toHaveLength(1)
})

test('a confirmed address is told once a week what changed; one click ends it, and forgets it', async () => {
  today = new Date()
  await line.db.deleteFrom('follower').execute()
  await line.db.deleteFrom('mailQuestion').execute()
  mails.length = 0
  await post('/follow', { email: 'reader@example.org', brand: 'zara' })
  await sendAll()
  const token = /\/follow\/([\w-]{32})/.exec(mails[0] as string)?.[1] as string
  expect((await get('/follow/wrong')).status).toBe(404)
  expect((await post(`/follow/${token}`, {})).status).toBe(303)
  await sendAll()
  expect(mails).toHaveLength(1) // nothing has changed since
  const [claim] = await listClaims(line.db, { status: 'published' }, 1)
  await decideClaim(line.deps, { claimId: claim?.id as string, ruling: 'contest', decidedBy: 'two', reason: 'Look again.' })
  await line.run()
  await sendAll()
  expect(mails).toHaveLength(1) // not before the week is over
  today = new Date(Date.now() + 8 * 86_400_000)
  await sendAll()
  await sendAll()
  expect(mails).toHaveLength(2)
  expect(mails[1]).toContain('What changed: Zara')
  expect(mails[1]).toContain(`List-Unsubscribe: <http://localhost:3000/unfollow/${token}>`)
  expect(mails[1]).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  // As mail programs do it: from nowhere, without a page.
  expect((await post(`/unfollow/${token}`, { 'List-Unsubscribe': 'One-Click' }, { origin: '' })).status).toBe(200)
  expect(await line.db.selectFrom('follower').selectAll().execute()).toEqual([])
})

test('an address that takes no mail keeps it from nobody else, and is tried again an hour later', async () => {
  today = new Date()
  mails.length = 0
  const week = new Date(Date.now() - 8 * 86_400_000)
  for (const email of ['gone@example.org', 'reader@example.org'])
    await line.db
      .insertInto('follower')
      .values({ id: email, email, token: email, askedAt: week, askedMailAt: week, confirmedAt: week, sentUntil: week })
      .execute()
  await sendAll()
  expect(mails.map((mail) => /To: (\S+)/.exec(mail)?.[1])).toEqual(['reader@example.org'])
  expect(await digest.due(deps)).toEqual([])
  today = new Date(Date.now() + 61 * 60_000)
  expect(await digest.due(deps)).toHaveLength(1)
})
