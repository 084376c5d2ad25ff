/** The entry of the command line: an old Node is told what to do, in one sentence. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ENTRY = join(import.meta.dirname, '../../cli/main.ts')
const pretend = (version: string) => `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`

test.each(['18.20.4', '20.19.0', '21.7.3'])('Node %s is told to use npm start', (version) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', pretend(version), ENTRY, '--help'], { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toBe(
    `Unpick needs Node 22 or later, and this is Node ${version}. Start it with "npm start", or a command with "npx unpick": they bring their own Node.\n`,
  )
})

test('the entry loads nothing before it has looked', () => {
  expect(readFileSync(ENTRY, 'utf8')).not.toMatch(/^import\b(?!\()/m)
})
