import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { findEmbedded, startEmbedded } from '../../src/db/embedded.ts'
import { commandOf } from '../../src/db/lock.ts'
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
  await ask(server.ownerUrl, 'create table kept (n int); insert into kept values (7)')
  expect(await findEmbedded(dataDir)).toMatchObject({ ownerUrl: server.ownerUrl })
  await expect(start()).rejects.toBeInstanceOf(ConflictError)
  await expect(start()).rejects.toThrow(/already running on .* Stop that one first/)
  await expect(ask(server.ownerUrl.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/)
  await server.stop()
  expect(await findEmbedded(dataDir)).toBeNull()
  const again = await start()
  expect(await ask(again.ownerUrl, 'select n from kept')).toEqual([{ n: 7 }])
  await again.stop()
})

test('a lock left by a process that is gone, or whose number another has now, is taken over', async () => {
  await writeFile(join(dataDir, 'unpick.lock'), JSON.stringify({ pid: process.pid, born: 'another birth', port: 1 }))
  await (await start()).stop()
  await writeFile(join(dataDir, 'unpick.lock'), '{ torn')
  await (await start()).stop()
})

/** A process that starts the server, and nothing else. */
async function startElsewhere(): Promise<ChildProcess> {
  const script = `const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/db/embedded.ts'))})
    await startEmbedded(${JSON.stringify(dataDir)}, () => undefined)
    console.log('up')
    setInterval(() => undefined, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}
const postmaster = async () => Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

test('a server that a killed process left behind is stopped, and a stale note of one is cleared', async () => {
  const first = await startElsewhere()
  const left = await postmaster()
  first.kill('SIGKILL')
  await once(first, 'exit')
  const second = await start()
  expect(await ask(second.ownerUrl, 'select n from kept')).toEqual([{ n: 7 }])
  expect(commandOf(left)).not.toContain(dataDir)
  await second.stop()
  await writeFile(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n`)
  await (await start()).stop()
})

test('a server that is killed is started again on its port, with what was committed, and can be stopped in between', async () => {
  const said: string[] = []
  const server = await startEmbedded(dataDir, (line) => said.push(line))
  for (const n of [8, 9]) {
    await ask(server.ownerUrl, `insert into kept values (${n})`)
    process.kill(await postmaster(), 'SIGKILL')
    const back = async () => ask(server.ownerUrl, 'select max(n) as n from kept').catch(() => null)
    let rows: unknown = null
    for (let i = 0; i < 100 && rows === null; i += 1) {
      await sleep(200)
      rows = await back()
    }
    expect(rows).toEqual([{ n }])
    for (let i = 0; i < 100 && !said.at(-1)?.includes('back'); i += 1) await sleep(100) // it is told a moment after it is so
  }
  expect(said).toEqual([
    expect.stringMatching(/^PostgreSQL ended \(SIGKILL\)\. It is started again/),
    'PostgreSQL is back.',
    expect.stringMatching(/^PostgreSQL ended \(SIGKILL\)\. It is started again/),
    'PostgreSQL is back.',
  ])
  process.kill(await postmaster(), 'SIGKILL')
  await sleep(50)
  await server.stop()
  await (await start()).stop() // and nothing of it is left
})

test('Unpick at work is no superuser, and owns nothing that it may not change', async () => {
  const server = await start()
  expect(await ask(server.url, 'select rolsuper, rolcreaterole, rolbypassrls, rolname from pg_roles where rolname = current_user')).toEqual([
    { rolsuper: false, rolcreaterole: false, rolbypassrls: false, rolname: 'unpick_app' },
  ])
  await expect(ask(server.url, 'truncate kept')).rejects.toThrow(/permission denied/)
  await expect(ask(server.url, 'alter table kept disable trigger all')).rejects.toThrow(/must be owner/)
  await expect(ask(server.url, 'set session_replication_role = replica')).rejects.toThrow(/permission denied/)
  await expect(ask(server.url, 'set role unpick')).rejects.toThrow(/permission denied/)
  await server.stop()
})
