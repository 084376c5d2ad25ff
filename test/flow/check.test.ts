/** Checks: lists of suppliers held against the evidence, by command and over HTTP. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { randomFrom } from '../../bench/names/made-up.ts'
import { guessColumns } from '../../src/names/guess-columns.ts'
import { runCheck } from '../../src/checks/run-check.ts'
import type { SupplierTable } from '../../src/model/check.ts'
import { findLinks } from '../../src/publish/find-links.ts'
import { createNameMatcher } from '../../src/publish/match-names.ts'
import { readSupplierTable } from '../../src/read/supplier-table.ts'
import { carryLists } from '../../cli/carry-lists.ts'
import { changedNames } from '../support/listed-names.ts'
import { pipeline } from '../support/pipeline.ts'

const LISTS = join(import.meta.dirname, '../../../shared/data/supplier-lists')
const line = await pipeline()
const matcher = createNameMatcher(line.web)
const deps = { match: matcher.match, findLinks: (ids: readonly string[]) => findLinks(line.web, ids, '2026-11-21'), now: () => new Date() }
const check = (table: SupplierTable) => runCheck(deps, table, guessColumns(table))

beforeAll(async () => {
  await line.db.updateTable('source').set({ enabled: true }).where('id', '=', 'unpick-uflpa-table').execute()
  await carryLists({ deps: line.deps, until: async (isDone) => void (await line.run(), expect(await isDone()).toBe(true)) })
})

test.skipIf(!existsSync(LISTS))('listed names that were planted into real lists, changed as people change them, are found; nothing else is', async () => {
  const random = randomFrom(8)
  const [found, missed, wrong]: [Record<string, number>, string[], string[]] = [{}, [], []]
  let planted = 0
  for (const file of readdirSync(LISTS).filter((name) => /\.(csv|xlsx?)$/.test(name))) {
    const table = await readSupplierTable(readFileSync(join(LISTS, file)))
    const columns = guessColumns(table)
    expect([file, columns]).toEqual([file, { name: 'name', otherName: null, country: 'country', address: 'address', city: null }])
    const at = table.headings.indexOf('name')
    const [country, address] = [table.headings.indexOf('country'), table.headings.indexOf('address')]
    const changes = changedNames(random).filter(() => random() < 0.35)
    const rows = table.rows.map(({ cells }) => ({ cells: [...cells], of: null as string | null, how: '' }))
    for (const { name, written, how } of changes) {
      const cells = [...(table.rows[0]?.cells ?? [])]
      cells[at] = written
      cells[country] = random() < 0.5 ? 'China' : 'CN'
      cells[address] = ''
      rows.splice(Math.floor(random() * rows.length), 0, { cells, of: name, how })
    }
    planted += changes.length
    const { rows: checked } = await check({ ...table, rows: rows.map(({ cells }, i) => ({ row: i + 2, cells })) })
    expect(checked.map(({ row }) => row)).toEqual(rows.map((_, i) => i + 2))
    for (const [i, { of, how }] of rows.entries()) {
      const { result, name, matches } = checked[i] as (typeof checked)[number]
      const isFound = result === 'listed' || result === 'linked' || result === 'possible'
      const isRight = isFound && matches.some((match) => match.name === of)
      if (of === null && isFound) wrong.push(`${file}: ${name} as ${result} ${matches[0]?.name}`)
      else if (of !== null && isRight) found[`${how} ${result}`] = (found[`${how} ${result}`] ?? 0) + 1
      else if (of !== null) missed.push(`${how}: ${name} is not found as ${of}${isFound ? `, but as ${matches[0]?.name}` : ''}`)
    }
  }
  const right = Object.values(found).reduce((a, b) => a + b, 0)
  const [precision, recall] = [right / (right + wrong.length), right / planted]
  console.log(`${planted} planted: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`, found, missed, wrong)
  expect(precision).toBeGreaterThanOrEqual(0.95)
  expect(recall).toBeGreaterThanOrEqual(0.95)
})
