/** The shared reports, beside the links that a reader found in them. A link is found when a claim names its company and its place overlaps. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Knowledge, extractClaims, objectName } from '../../src/extract/extract-claims.ts'
import { readCapture } from '../../src/read/read-capture.ts'
import { codePointPlaces } from '../../src/model/offsets.ts'
import { count, scoreText, tally } from './score.ts'

type Gold = {
  readonly documents: readonly {
    readonly file: string
    readonly companiesComplete: boolean
    readonly organisations: readonly { readonly name: string; readonly type: string; readonly mentions: readonly { readonly text: string }[] }[]
    readonly links: readonly {
      readonly brandOrCompany: string
      readonly relation: string
      readonly quote: string
      readonly start: number
      readonly end: number
    }[]
  }[]
}
const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[’']s$/, '')
    .replace(/^the /, '')
    .replace(/[^\p{L}\p{N}&]+/gu, '')

/** Prints the scores of each report and of all. */
export async function scoreReports(folder: string, knowledge: Knowledge, isShown: boolean): Promise<void> {
  const gold = JSON.parse(await readFile(join(folder, 'gold.json'), 'utf8')) as Gold
  const [organisations, links, unlisted] = [tally(), tally(), tally()]
  for (const document of gold.documents) {
    const bytes = new Uint8Array(await readFile(join(folder, 'texts', document.file)))
    const reading = await readCapture({ url: `file:///${document.file}`, as: 'document', bytes, headers: {}, fetchedAt: new Date() })
    const found = extractClaims(reading.text, reading.spans, knowledge)
    const at = codePointPlaces(reading.text)
    const tell = isShown ? (what: string) => console.log(`   ${document.file} ${what}`) : undefined
    const names = new Map(
      document.organisations.flatMap(({ name, type, mentions }) =>
        [name, ...mentions.map(({ text }) => text)].map((each) => [plain(each), { name, type }] as const),
      ),
    )
    const named = new Set(
      found.mentions.filter(({ kind }) => kind === 'organisation' || kind === 'proposed').map(({ surface }) => names.get(plain(surface))?.name ?? surface),
    )
    const companies = document.organisations.filter(({ type }) => type !== 'ngo' && type !== 'media').map(({ name }) => name)
    if (document.companiesComplete) count(organisations, named, new Set(companies), tell)
    const used = new Set<number>()
    for (const link of document.links) {
      const hit = found.claims.findIndex(
        (claim) =>
          at(claim.start) < link.end &&
          link.start < at(claim.end) &&
          [claim.subject.name, objectName(claim.object)].some((name) => (names.get(plain(name))?.name ?? name) === link.brandOrCompany),
      )
      const into = link.relation === 'listed_by_report' ? [links] : [links, unlisted]
      if (hit >= 0) used.add(hit)
      for (const score of into) score[hit >= 0 ? 'right' : 'missed'] += 1
      if (hit < 0) tell?.(`- ${link.brandOrCompany}, ${link.relation}: ${link.quote}`)
    }
    for (const [i, claim] of found.claims.entries()) {
      if (
        used.has(i) ||
        document.links.some(
          (link) => at(claim.start) < link.end && link.start < at(claim.end) && (names.get(plain(claim.subject.name))?.name ?? '') === link.brandOrCompany,
        )
      )
        continue
      links.wrong += 1
      unlisted.wrong += 1
      tell?.(`+ ${claim.subject.name} ${claim.predicate} ${objectName(claim.object)}: ${reading.text.slice(claim.start, claim.end).slice(0, 240)}`)
    }
  }
  console.log(`\nThe shared reports: ${gold.documents.length} with gold`)
  console.log(`  organisations   ${scoreText(organisations)}`)
  console.log(`  links           ${scoreText(links)}`)
  console.log(`  without lists   ${scoreText(unlisted)}`)
}
