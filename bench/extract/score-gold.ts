/** Our own gold sentences, the half kept apart from tuning by itself. */
import { hashId } from '../../src/model/id.ts'
import { type Knowledge, extractClaims, objectName } from '../../src/extract/extract-claims.ts'
import { goldTexts } from './gold.ts'
import { type Tally, count, scoreText, tally } from './score.ts'

const plain = (name: string) => name.toLowerCase().replace(/^the /, '').replace(/[.,]/g, '').replace(/\s+/g, ' ').trim()

/** Prints the scores, and with `isShown` each miss of the half that is for tuning. */
export function scoreGold(knowledge: Knowledge, isShown: boolean): void {
  for (const isTuning of [true, false]) {
    const texts = goldTexts.filter((text) => text.isTuning === isTuning)
    const [organisations, claims] = [tally(), tally()]
    const each = new Map<string, Tally>()
    for (const { text, names, claims: wanted } of texts) {
      const found = extractClaims(text, [{ start: 0, end: text.length }], knowledge)
      const tell = isShown && (isTuning || process.argv.includes('--all')) ? (what: string) => console.log(`   ${what}\n      ${text}`) : undefined
      count(
        organisations,
        new Set(found.mentions.filter(({ kind }) => kind === 'organisation' || kind === 'proposed').map(({ surface }) => plain(surface))),
        new Set(names.map(plain)),
        tell,
      )
      const foundKeys = new Map(
        found.claims.map((claim) => [keyOf(claim.subject.name, claim.predicate, titled(claim.object, wanted), claim.stance), claim.predicate] as const),
      )
      const wantedKeys = new Map(
        wanted.map((claim) => [keyOf(claim.subject, claim.predicate, inKnown(claim.object, knowledge), claim.stance), claim.predicate] as const),
      )
      count(claims, new Set(foundKeys.keys()), new Set(wantedKeys.keys()), tell)
      for (const predicate of new Set([...foundKeys.values(), ...wantedKeys.values()])) {
        if (!each.has(predicate)) each.set(predicate, tally())
        const only = (keys: ReadonlyMap<string, string>) => new Set([...keys].filter(([, of]) => of === predicate).map(([key]) => key))
        count(each.get(predicate) as Tally, only(foundKeys), only(wantedKeys))
      }
    }
    console.log(`\nOur own gold, ${isTuning ? 'the half for tuning' : 'the half kept apart'}: ${texts.length} texts`)
    console.log(`  organisations   ${scoreText(organisations)}   aim F1 0.85`)
    console.log(`  claims          ${scoreText(claims)}   aim P 0.85, R 0.60`)
    for (const [predicate, score] of [...each].sort()) console.log(`    ${predicate.padEnd(14)}${scoreText(score)}`)
  }
}

const keyOf = (subject: string, predicate: string, object: string, stance: string) => [plain(subject), predicate, plain(object), stance].join(' | ')

/** A programme's slug as its title; everything else as it is. */
const inKnown = (object: string, { programmes }: Knowledge) => programmes.get(hashId('prg', object)) ?? object

/** Words that are an object count as right when the wanted ones begin or stand in them. */
function titled(object: Parameters<typeof objectName>[0], wanted: readonly { readonly object: string }[]): string {
  const name = objectName(object)
  if (object.type !== 'place' && object.type !== 'pledge') return name
  return wanted.find((claim) => plain(name).includes(plain(claim.object)))?.object ?? name
}
