/** Sentences labelled with a relation between two companies, as far as a label is one of our predicates. Both names are known. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Knowledge, extractClaims, objectName } from '../../src/extract/extract-claims.ts'
import { type Tally, count, scoreText, tally } from './score.ts'

type Labelled = {
  readonly relation: string
  readonly invert_relation: number
  readonly e1_start: number
  readonly e1_end: number
  readonly e2_start: number
  readonly e2_end: number
  readonly context: readonly string[]
}

/** Labels that are ours: the predicate, and whether the first company is its subject. */
const OURS: Readonly<Record<string, readonly [predicate: string, isFirstSubject: boolean]>> = {
  client_of: ['sources_from', true],
  brand_of: ['brand_of', true],
  subsidiary_of: ['owned_by', true],
  acquired_by: ['owned_by', true],
  shareholder_of: ['owned_by|funded_by', false],
}

/** Prints the scores for each label that is ours; claims on sentences with another label are wrong. */
export async function scoreRelations(folder: string, knowing: (names: readonly string[]) => Knowledge, isShown: boolean): Promise<void> {
  const all = JSON.parse(await readFile(join(folder, 'core-test-708.json'), 'utf8')) as Labelled[]
  const total = tally()
  const each = new Map<string, Tally>()
  for (const labelled of all) {
    const text = labelled.context
      .join(' ')
      .replace(/ ([.,;:!?)'’])/g, '$1')
      .replace(/([(]) /g, '$1')
    const name = (from: number, to: number) =>
      labelled.context
        .slice(from, to + 1)
        .join(' ')
        .replace(/ ([.,;:!?)'’])/g, '$1')
    const [first, second] = [name(labelled.e1_start, labelled.e1_end), name(labelled.e2_start, labelled.e2_end)]
    const ours = OURS[labelled.relation]
    const ends = ours ? (ours[1] !== (labelled.invert_relation === 1) ? [first, second] : [second, first]) : []
    const wanted = ours ? new Set([`${ends[0]} ${ours[0]} ${ends[1]}`]) : new Set<string>()
    // A share in a company may have been said as funding.
    const named = (predicate: string) => (ours?.[0].split('|').includes(predicate) ? ours[0] : predicate)
    const claims = extractClaims(text, [{ start: 0, end: text.length }], knowing([first, second])).claims
    const found = new Set(
      claims
        .filter((claim) => [first, second].includes(claim.subject.name) && [first, second].includes(objectName(claim.object)))
        .map((claim) => `${claim.subject.name} ${named(claim.predicate)} ${objectName(claim.object)}`),
    )
    const label = ours ? labelled.relation : 'other'
    if (!each.has(label)) each.set(label, tally())
    count(total, found, wanted, isShown ? (what) => console.log(`   ${what} [${labelled.relation}${labelled.invert_relation}]: ${text}`) : undefined)
    count(each.get(label) as Tally, found, wanted)
  }
  console.log(`\nLabelled company relations: ${all.length} sentences, ${all.filter(({ relation }) => OURS[relation]).length} with a label that is ours`)
  console.log(`  all             ${scoreText(total)}`)
  for (const [label, score] of [...each].sort()) console.log(`    ${label.padEnd(14)}${scoreText(score)}`)
}
