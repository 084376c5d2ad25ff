/** A request under the duty to make a modern slavery statement: what the employer's own statement says, quoted, and what it lacks. */
import { phrase } from '../../words/language.ts'
import type { Block } from '../pack.ts'
import type { EmployersStatement } from '../../model/meeting.ts'
import { defineCheckPack } from '../check-pack.ts'
import { checked, heading, paragraph, suppliers } from './parts.ts'

const DUTY =
  'Section 54 of the Modern Slavery Act 2015 asks every commercial organisation that supplies goods or services, does business in the United Kingdom and has a turnover of £36 million or more, for a statement each financial year of what it has done so that slavery and human trafficking take place nowhere in its business and its supply chains, or that it has done nothing.'

export default defineCheckPack({
  kind: 'statement',
  label: 'Request about the modern slavery statement',
  about: 'What the employer’s own statement says on each area of the Act, and what it lacks.',
  title: ({ employer }) => phrase('Request to {employer}: its modern slavery statement', { employer }),
  build: (writer) => {
    const { employer, branch, meeting, found } = writer
    return [
      { kind: 'title', runs: [phrase('Request to {employer}: its modern slavery statement', { employer })] },
      paragraph(phrase('From {branch}', { branch })),
      paragraph(phrase(DUTY)),
      ...(meeting.statement
        ? ofStatement(meeting.statement)
        : [paragraph(phrase('We have not found the statement of {employer}. Please say where it stands, or that there is none.', { employer }))]),
      heading(phrase('What the list shows')),
      paragraph(checked(writer)),
      ...(found.length > 0 ? [{ kind: 'numbered' as const, items: suppliers(writer) }] : []),
      heading(phrase('What we ask')),
      {
        kind: 'numbered',
        items: [
          [phrase('Fill what is lacking above in the next statement, and tell us by when.')],
          ...(found.length > 0 ? [[phrase('Say in it what was found about the suppliers named here, and what was done.')]] : []),
          [phrase('Agree the next statement with the recognised unions before the board approves it.')],
          [phrase('Put it on the government’s registry, with the list of suppliers it speaks of.')],
        ],
      },
      { kind: 'small', runs: ['https://www.legislation.gov.uk/ukpga/2015/30/section/54'] },
    ]
  },
})

function ofStatement({ title, url, registry, capture, areas }: EmployersStatement): Block[] {
  const from = [
    ...(registry
      ? [
          paragraph(phrase('The government’s registry says of it (sealed copy {capture}):', { capture: registry.capture.slice(0, 16) })),
          { kind: 'said' as const, runs: [`“${registry.row}”`] },
        ]
      : []),
    ...(url ? [{ kind: 'small' as const, runs: [url] }] : []),
  ]
  if (areas === null)
    return [
      ...from,
      paragraph(phrase('Nobody here has the text of the statement, so what it says is not judged. Open it at its address, and give its text to this request.')),
    ]
  const missing = areas.filter(({ quotes }) => quotes.length === 0)
  return [
    heading(phrase('What the statement says: {title}', { title })),
    ...from,
    paragraph(
      capture
        ? phrase('Quoted from the sealed copy {capture}. The areas are those that section 54(5) names.', { capture: capture.slice(0, 16) })
        : phrase('Quoted from the text that the branch gave. The areas are those that section 54(5) names.'),
    ),
    ...areas.flatMap(({ paragraph: clause, title: area, quotes }) => [
      { kind: 'paragraph' as const, runs: [phrase('On {area} (s. {clause}):', { area: phrase(area), clause })] },
      ...(quotes.length === 0
        ? [{ kind: 'paragraph' as const, runs: [phrase('We found nothing on this in its words.')] }]
        : quotes.map(({ text }) => ({ kind: 'said' as const, runs: [`“${text.replace(/\s+/g, ' ')}”`] }))),
    ]),
    paragraph(
      missing.length === 0
        ? phrase('It speaks of every area. Whether what it says is enough is for its readers to judge.')
        : phrase('We found nothing on {count, plural, one {one area} other {# areas}}: {areas}.', {
            count: missing.length,
            areas: missing.map(({ title: area }) => phrase(area)).join('; '),
          }),
    ),
  ]
}
