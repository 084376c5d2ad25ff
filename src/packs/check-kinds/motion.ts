/** The model motion for the branch, about what the employer buys. */
import { dayText } from '../../model/day.ts'
import { phrase } from '../../words/language.ts'
import { defineCheckPack } from '../check-pack.ts'
import { checked, heading, lawBox, paragraph, rest, suppliers } from './parts.ts'

export default defineCheckPack({
  kind: 'motion',
  label: 'Model motion',
  about: 'Notes, believes, resolves: what the employer buys, and what the branch asks.',
  title: ({ employer }) => phrase('Motion: forced labour in what {employer} buys', { employer }),
  build: (writer) => {
    const { say, employer, branch, meeting, found } = writer
    return [
      { kind: 'title', runs: [phrase('Motion: forced labour in what {employer} buys', { employer })] },
      paragraph(meeting.day ? phrase('Moved by {branch}, {day}', { branch, day: dayText(meeting.day) }) : phrase('Moved by {branch}', { branch })),
      heading(say('motion.notes')),
      { kind: 'numbered', items: [[checked(writer)], ...suppliers(writer), ...rest(writer).map((text) => [text])] },
      heading(say('motion.believes')),
      { kind: 'numbered', items: [[say('motion.believe.work')], [say('motion.believe.all')], [say('motion.believe.people')]] },
      heading(say('motion.resolves')),
      {
        kind: 'numbered',
        items: [
          [phrase('to put the questions that go with this motion to {employer}, and to ask for an answer in writing within 28 days;', { employer })],
          [phrase('to ask {employer} to publish its suppliers, down to the raw materials;', { employer })],
          ...(found.length > 0
            ? [
                [
                  phrase(
                    'to ask {employer} to stop buying what is made by forced labour, in a way that its workers’ own unions can agree with, and to pay for what was done to them;',
                    { employer },
                  ),
                ],
              ]
            : []),
          [phrase('to negotiate the clauses that go with this motion, for procurement and for the recognition agreement;')],
          [say('motion.resolve.union')],
          [phrase('to take up links with the workplaces on the same chain, through their unions;')],
          [say('motion.resolve.legal')],
          [say('motion.resolve.forward')],
        ],
      },
      ...lawBox(),
    ]
  },
})
