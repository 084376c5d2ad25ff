/** The model motion for a branch: notes, believes, resolves. */
import { dayText } from '../../model/day.ts'
import { definePack } from '../pack.ts'
import { heading, paragraph } from './parts.ts'

export default definePack({
  kind: 'motion',
  shape: 'letter',
  title: ({ say, profile }) => say('motion.title', { brand: profile.name }),
  build: (writer) => {
    const { say, brand, call, profile, chains } = writer
    const facts = chains.slice(0, 2).flatMap((chain) => writer.steps(chain))
    const [isAnswered, othersAnswered] = [profile.responses.length > 0, writer.othersSaid().length > 0]
    return [
      { kind: 'title', runs: [say('motion.title', { brand })] },
      paragraph(say('motion.by', { group: writer.group ?? say('motion.blank') })),
      heading(say('motion.notes')),
      {
        kind: 'numbered',
        items: [
          [writer.sentence()],
          ...facts.map((fact) => [fact]),
          ...(profile.grade ? [[say('motion.noteGrade', { word: profile.headline, grade: profile.grade })]] : []),
          ...(call ? [[say('motion.noteCall', { day: dayText(call.ballot.held), yes: call.ballot.yes, no: call.ballot.no, call: call.kind })]] : []),
          [isAnswered ? say('motion.noteSays', { brand }) : say('motion.noteSilent', { brand })],
          ...(othersAnswered ? [[say('motion.noteOthers', { brand })]] : []),
        ],
      },
      ...(isAnswered || othersAnswered ? writer.said() : []),
      heading(say('motion.believes')),
      { kind: 'numbered', items: [[say('motion.believe.work')], [say('motion.believe.all')], [say('motion.believe.people')]] },
      heading(say('motion.resolves')),
      {
        kind: 'numbered',
        items: [
          [say('motion.resolve.write', { brand })],
          ...(call ? [[say('motion.resolve.call', { call: call.kind })]] : []),
          [say('motion.resolve.work', { brand })],
          [say('motion.resolve.union')],
          [say('motion.resolve.legal')],
          [say('motion.resolve.forward')],
        ],
      },
    ]
  },
})
