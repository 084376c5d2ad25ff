/** What watches send: to whom, how often, and that nobody is held up or found out by it. */
import { expect, test } from 'vitest'
import deliver from '../../workers/deliver.ts'
import digest from '../../workers/digest.ts'
import watch from '../../workers/watch.ts'
import { ORIGIN } from '../support/people.ts'
import { LIST, watching } from '../support/watching.ts'

const { hooks, port, line, mails, deps, state, app, get, post, tell, send, keepAndWatch, news } = await watching()

test('an address is asked once a day whether it wants mail, however often it is saved, from whichever list or page', async () => {
  const at = await keepAndWatch(LIST)
  const other = await keepAndWatch('Name\nHarbour Tailoring\n')
  for (let i = 0; i < 12; i += 1) {
    await post(`${at}/mail`, { email: 'rep@example.org' })
    await tell()
    await post(`${at}/mail`, { email: '' })
  }
  await post(`${at}/mail`, { email: 'Rep@example.org' })
  await post(`${other}/mail`, { email: 'r.ep+again@example.org' })
  await post('/follow', { email: 'rep@example.org' })
  await tell()
  for (const payload of await digest.due(deps)) await digest.run(deps, payload, new AbortController().signal)
  expect(mails).toHaveLength(1)
  const kept = await line.db.selectFrom('mailQuestion').selectAll().execute()
  expect(kept).toHaveLength(1)
  expect(kept[0]?.mailbox.toString('latin1')).not.toContain('rep')
  state.today = new Date(Date.now() + 25 * 3_600_000)
  await tell()
  expect(mails).toHaveLength(2)
  state.today = new Date(Date.now() + 60 * 3_600_000)
  await tell()
  expect(mails).toHaveLength(2)
  expect(await line.db.selectFrom('mailQuestion').selectAll().execute()).toEqual([])
  expect((await line.db.selectFrom('watch').select('mailSealed').execute()).map(({ mailSealed }) => mailSealed)).toEqual([null, null])
})

test('an address that said yes is not asked again when it is saved again', async () => {
  const at = await keepAndWatch(LIST)
  await post(`${at}/mail`, { email: 'rep@example.org' })
  await tell()
  await post(/\/watches\/mail\/[\w-]+/.exec(mails[0]?.text ?? '')?.[0] as string, {})
  await post(`${at}/mail`, { email: 'rep@example.org' })
  state.today = new Date(Date.now() + 25 * 3_600_000)
  await tell()
  expect(mails).toHaveLength(1)
  await news()
  await tell()
  expect(mails).toHaveLength(2)
})

test('a watch posts one test a minute, and so does everybody to one host', async () => {
  const at = await keepAndWatch(LIST)
  const other = await keepAndWatch('Name\nHarbour Tailoring\n')
  for (let i = 0; i < 30; i += 1) {
    await post(`${at}/webhook`, { url: `https://hooks.example/${i}` })
    await post(`${other}/webhook`, { url: `https://hooks.example/${i}` })
    await tell()
  }
  expect(hooks).toHaveLength(1)
  await line.db
    .updateTable('watchDelivery')
    .set({ madeAt: new Date(Date.now() - 61_000) })
    .execute()
  await post(`${at}/webhook`, { url: 'https://hooks.example/again' })
  await tell()
  expect(hooks).toHaveLength(2)
})

test('a host that does not answer holds up itself alone: not the news, and not what goes to others', async () => {
  const slow = await keepAndWatch(LIST)
  const quick = await keepAndWatch(LIST)
  await post(`${slow}/webhook`, { url: 'https://slow.example/hook' })
  await post(`${quick}/webhook`, { url: 'https://hooks.example/hook' })
  state.today = new Date()
  const lanes = await deliver.due(deps)
  expect(lanes).toHaveLength(2)
  expect(JSON.stringify(await line.db.selectFrom('watchDelivery').select('lane').execute())).not.toContain('example')
  const stopping = new AbortController()
  const all = lanes.map((payload) => deliver.run(deps, payload, stopping.signal))
  await Promise.race(all)
  expect(hooks).toHaveLength(1)
  await news()
  for (const payload of await watch.due(deps)) await watch.run(deps, payload, new AbortController().signal)
  expect(await (await get(slow)).text()).toContain('Lantern Garments takes part.')
  const [next] = (await deliver.due(deps)).filter(({ lane }) => lane !== 'questions')
  stopping.abort()
  await Promise.all(all)
  // What waits for the slow host rests; the other's goes out.
  await send()
  expect(hooks).toHaveLength(2)
  expect(next).toBeDefined()
  expect(await (await get(slow)).text()).toContain('no answer')
  state.today = new Date(Date.now() + 60_000)
  expect((await deliver.due(deps)).filter(({ lane }) => lane !== 'questions')).toEqual([])
})

test('a webhook never reaches an address that is not public, whatever the fetcher may; the log says so in fixed words and names no host', async () => {
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, '169.254.169.254']) {
    const at = await keepAndWatch(LIST)
    await post(`${at}/webhook`, { url: `http://${host}/hook` })
    await send({ ...deps, post: line.deps.post })
    const page = await (await get(at)).text()
    expect(page).toContain('<td>not a public address</td>')
  }
  expect(hooks).toEqual([])
  const log = await line.db.selectFrom('watchDelivery').select(['outcome', 'lane']).execute()
  expect(new Set(log.map(({ outcome }) => outcome))).toEqual(new Set(['not a public address']))
  expect(JSON.stringify(log)).not.toMatch(/localhost|127\.0|169\.254/)
  await expect(line.db.updateTable('watchDelivery').set({ outcome: 'db.internal leads to 10.0.0.5' }).execute()).rejects.toThrow('watch_delivery_outcome')
})

test('a list that is kept is forgotten by the API too: its row, its watch and what was on its way', async () => {
  const at = await keepAndWatch(LIST)
  await post(`${at}/webhook`, { url: 'https://hooks.example/hook' })
  const path = at.replace('/watches/', '/api/v1/checks/')
  expect((await app.request(`${ORIGIN}${path}`, { method: 'DELETE' })).status).toBe(204)
  expect(await line.db.selectFrom('supplierCheck').selectAll().execute()).toEqual([])
  expect(await line.db.selectFrom('watch').selectAll().execute()).toEqual([])
  expect(await line.db.selectFrom('watchDelivery').selectAll().execute()).toEqual([])
  expect((await app.request(`${ORIGIN}${path}`)).status).toBe(404)
})
