/** Parts that several packs of a check are made of. */
import { dayText } from '../../model/day.ts'
import { phrase } from '../../words/language.ts'
import type { Block, Run } from '../pack.ts'
import type { FoundSupplier, CheckPackWriter } from '../check-pack.ts'

export { heading, paragraph } from '../kinds/parts.ts'

const MOST_NAMED = 8

/** What was checked, and what came of it, in a sentence that is no louder than the check. */
export function checked({ report, employer, found }: CheckPackWriter): string {
  const listed = report.counts.listed
  const values = { employer, count: report.rows.length - report.counts.unreadable, listed, linked: found.length - listed, day: dayText(report.made) }
  return found.length === 0
    ? phrase(
        '{employer} buys from {count, plural, one {one supplier} other {# suppliers}} on the list that was checked on {day}. No published link was found for any of them. That is not the same as clean.',
        values,
      )
    : phrase(
        '{employer} buys from {count, plural, one {one supplier} other {# suppliers}} on the list that was checked on {day}. {listed, plural, =0 {None stands} one {One stands} other {# stand}} on an official list; published claims link {linked, plural, =0 {no other} one {one other} other {# others}} to forced labour.',
        values,
      )
}

/** Each supplier of which something was found, with the facts of its strongest chain. */
export function suppliers({ found }: CheckPackWriter): Run[][] {
  return found.slice(0, MOST_NAMED).map((each) => [phrase('{name} (row {row} of the list): ', { name: each.name, row: each.row }), ...spaced(each)])
}
const spaced = ({ facts }: FoundSupplier): Run[] => facts.flatMap((fact, i) => (i === 0 ? [fact] : [' ', fact]))

/** What was not named, and what that means. */
export function rest({ report, found }: CheckPackWriter): string[] {
  return [
    ...(found.length > MOST_NAMED ? [phrase('{count} more are in the report of the check.', { count: found.length - MOST_NAMED })] : []),
    ...(report.counts.possible > 0
      ? [
          phrase('{count, plural, one {One name} other {# names}} may be that of a linked organisation; that is not settled, so none of them stands here.', {
            count: report.counts.possible,
          }),
        ]
      : []),
    phrase('For {count, plural, one {one} other {#}} no link was found. That is not the same as clean: most of what happens is written down nowhere.', {
      count: report.counts.none,
    }),
  ]
}

/** What the law of industrial action is about, and whom to ask. No advice. */
export function lawBox(): Block[] {
  return [
    { kind: 'heading', runs: [phrase('Before any industrial action: ask the union’s legal officer')] },
    {
      kind: 'small',
      runs: [
        phrase(
          'This is no advice, and was written on 21 November 2026 for England, Wales and Scotland. What members may do depends on facts that only the union’s legal officer can weigh. Ask:',
        ),
      ],
    },
    {
      kind: 'list',
      items: [
        [
          phrase(
            'Is there a trade dispute between us and our own employer, about one of the matters that the Act names? (Trade Union and Labour Relations (Consolidation) Act 1992, s. 244)',
          ),
        ],
        [phrase('Would what we want to do be secondary action, which the Act does not protect? (s. 224)')],
        [
          phrase(
            'What ballot and what notice are needed now, and how long does a ballot hold? (ss. 226 to 234A; changed in steps by the Employment Rights Act 2025: which of its parts are in force?)',
          ),
        ],
        [phrase('May a member refuse a task on grounds of conscience, health or contract, and what would that risk?')],
        [phrase('What may we do that is no industrial action at all: questions, a motion, a vote, a leaflet, a collection, a message to the union there?')],
      ],
    },
    { kind: 'small', runs: ['https://www.legislation.gov.uk/ukpga/1992/52 · https://www.legislation.gov.uk/ukpga/2025/36'] },
  ]
}
