import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { findEmbedded, startEmbedded } from '../../src/db/embedded.ts'
import { ConflictError } from '../../src/errors.ts'
import { temporaryFolder } from '../support/folder.ts'

const dataDir = await temporaryFolder('embedded')
afterAll(() => rm(dataDir, { recursive: true, force: true }))
const start = () => startEmbedded(dataDir, () => undefined)

async function ask(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

test('a server starts on a random password kept for its owner alone, answers, and keeps its data', async () => {
  const server = await start()
  expect((await stat(join(dataDir, 'postgres-secrets.json'))).mode & 0o777).toBe(0o600)
  await ask(server.url, 'create table kept (n int); insert into kept values (7)')
  expect(await findEmbedded(dataDir)).toMatchObject({ url: server.url })
  await expect(start()).rejects.toBeInstanceOf(ConflictError)
  await expect(start()).rejects.toThrow(/already running on .* Stop that one first/)
  await expect(ask(server.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/)
  await server.stop()
  expect(await findEmbedded(dataDir)).toBeNull()
  const again = await start()
  expect(await ask(again.url, 'select n from kept')).toEqual([{ n: 7 }])
  await again.stop()
})

test('a lock left by a process that is gone, or whose number another has now, is taken over', async () => {
  await writeFile(join(dataDir, 'unpick.lock'), JSON.stringify({ pid: process.pid, born: 'another birth', port: 1 }))
  await (await start()).stop()
  await writeFile(join(dataDir, 'unpick.lock'), '{ torn')
  await (await start()).stop()
})

test('a server that a killed process left behind is stopped, and a stale note of one is cleared', async () => {
  const first = await start()
  const left = Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
  await rm(join(dataDir, 'unpick.lock')) // as if its owner had been killed
  const second = await start()
  expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }])
  expect(() => process.kill(left, 0)).toThrow()
  await second.stop()
  await first.stop()
  await writeFile(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n`)
  await (await start()).stop()
})
