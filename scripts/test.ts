/** Test: every suite in turn, and one closing line over all of them: `N passed, N failed` (`, N skipped`). */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const isCi = process.env['UNPICK_CI'] === 'true'
const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['formatting', 'oxfmt', '--check', '.'],
  ['lint', 'oxlint'],
  ['dead code', 'knip', '--no-progress'],
  ['types', 'tsc', '-p', '.', '--noUnusedLocals', '--noUnusedParameters'],
  ['openapi.json', 'node', '--import', 'tsx', 'scripts/openapi.ts', '--verify'],
  ['database types', 'node', '--import', 'tsx', 'scripts/types.ts', '--verify'],
]

type Report = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTotalTestSuites: number
  readonly success: boolean
  readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[]
}

let passed = 0
let failed = 0
let skipped = 0

for (const [name, command, ...args] of CHECKS) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status === 0) passed += 1
  else failed += 1
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${name}`)
  if (status !== 0) console.log(`${stdout}${stderr}`)
}

const folder = await mkdtemp(join(tmpdir(), 'unpick-report-'))
const file = join(folder, 'report.json')
const { status } = spawnSync('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
const report = await readFile(file, 'utf8').then(
  (text) => JSON.parse(text) as Report,
  () => null,
)
await rm(folder, { recursive: true, force: true })
passed += report?.numPassedTests ?? 0
failed += report ? report.numFailedTests : 1
skipped += report?.numPendingTests ?? 0
if (status !== 0 && failed === 0) failed += 1
const hasSamples = existsSync(join(import.meta.dirname, '../../shared/data'))
const mayNotSkip = (report?.testResults ?? [])
  .flatMap((file) => file.assertionResults)
  .filter((each) => /pending|skipped/.test(each.status) && (hasSamples || !each.title.includes('sample')))
if (isCi && mayNotSkip.length > 0) {
  console.log(`On CI only tests on samples that are not beside the checkout may be skipped, but these were: ${mayNotSkip.map((each) => each.title).join('; ')}`)
  failed += 1
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1
