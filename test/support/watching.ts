/** Watching: lists that are kept and watched on a pipeline of its own, a mailbox, and a receiver of webhooks. */
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { createGate } from '../../src/http/give/gate.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import deliver from '../../workers/deliver.ts'
import type { WorkerDeps } from '../../workers/deps.ts'
import watch from '../../workers/watch.ts'
import { deskOf } from './desk.ts'
import { pipeline } from './pipeline.ts'
import { localSite } from './site.ts'

export const LIST = 'Supplier,Country\nLANTERN GARMENTS LIMITED,\nOrrin Weaveing,China\nHarbour Tailoring,\nQuite Another Firm,\n'

/** The app, its stages and whatever they sent, with one published chain to begin with; everything kept goes before each test. */
export async function watching() {
  const site = await localSite({
    '/one':
      '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
    '/two': '<p>In 2021, Orrin Weaving Co., Ltd. accepted 200 surplus rural labourers under a labour transfer programme.</p>',
    '/three': '<p>Harbour Tailoring Ltd buys cloth from Orrin Weaving Co., Ltd.</p>',
  })
  const hooks: { headers: Record<string, string>; body: string }[] = []
  const state = { today: new Date(), answer: 200 }
  const receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      hooks.push({ headers: request.headers as Record<string, string>, body })
      response.writeHead(state.answer).end()
    })
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  afterAll(() => void receiver.close())
  const { port } = receiver.address() as { port: number }
  const line = await pipeline({ UNPICK_ALLOW_HOSTS: `${site.host},127.0.0.1:${port},localhost:${port}` })
  const mails: { to: string; subject: string; text: string; outUrl?: string }[] = []
  /** As the real one, but for the rule that an address must be public: what is public is not there in tests. `slow.example` never answers. */
  const postHere: WorkerDeps['post'] = async (url, headers, body, signal) => {
    if (new URL(url).hostname === 'slow.example') await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    return (await fetch(`http://127.0.0.1:${port}/hook`, { method: 'POST', headers, body })).status
  }
  const mailer = { send: async (mail: (typeof mails)[number]) => void mails.push(mail), close: () => undefined }
  const deps: WorkerDeps = { ...line.deps, now: () => state.today, mailer, post: postHere }
  let clock = 0 // an hour later whenever the gate looks
  const { app, get, post } = deskOf(line, { gate: createGate('a secret of tests', () => (clock += 3_600_001)) })

  const accept = async (path: string) => {
    await line.add(`${site.origin}${path}`)
    await line.run()
    for (const each of await listClaims(line.db, { status: 'candidate' }, 10))
      await decideClaim(line.deps, { claimId: each.id, ruling: 'accept', decidedBy: 'one', reason: 'Read.' })
    await line.run()
  }
  const tell = async () => {
    state.today = new Date(Math.max(state.today.getTime(), Date.now()))
    for (const payload of await watch.due(deps)) await watch.run(deps, payload, new AbortController().signal)
    await send()
  }
  const send = async (by = deps) => {
    state.today = new Date(Math.max(state.today.getTime(), Date.now()))
    for (const payload of await deliver.due(by)) await deliver.run(by, payload, new AbortController().signal)
  }
  const begin = async (list: string): Promise<string> => {
    const form = new FormData()
    form.set('file', new File([list], 'our suppliers.csv'))
    const started = await post('/check', form)
    expect(started.status).toBe(303)
    const at = started.headers.get('location') as string
    for (let i = 0; i < 100 && !(await (await get(at)).text()).includes('Take it along'); i += 1) await new Promise((done) => setTimeout(done, 20))
    return at
  }
  const keepAndWatch = async (list: string): Promise<string> => {
    const at = await begin(list)
    expect((await post(`${at}/keep`, { days: '90' })).status).toBe(303)
    const watching = await post(`${at}/watch`, {})
    expect(watching.headers.get('location')).toBe(at.replace('/checks/', '/watches/'))
    return at.replace('/checks/', '/watches/')
  }

  beforeAll(() => accept('/one'))
  beforeEach(async () => {
    await line.db.deleteFrom('supplierCheck').execute()
    await line.db.deleteFrom('claimNews').execute()
    await line.db.deleteFrom('mailQuestion').execute()
    await line.db.deleteFrom('follower').execute()
    hooks.length = 0
    mails.length = 0
    state.answer = 200
    state.today = new Date()
  })

  const news = async () => {
    const subject = await line.db.selectFrom('published.organisation').select('canonicalId').where('name', 'like', 'Lantern%').executeTakeFirstOrThrow()
    const claim = (await listClaims(line.db, { status: 'published' }, 50)).find(({ quote }) => quote?.includes('320 surplus'))
    await line.db
      .insertInto('claimNews')
      .values({
        claimId: claim?.id as string,
        subjectId: subject.canonicalId,
        kind: 'graded',
        statement: 'Lantern Garments takes part.',
        gradeBefore: 'B3',
        grade: 'B2',
        at: state.today,
      })
      .execute()
  }
  return { site, hooks, port, line, mails, deps, state, app, get, post, accept, tell, send, begin, keepAndWatch, news }
}
