/** The open letter, for groups to sign. */
import { definePack } from '../pack.ts'
import { answer, paragraph, thread } from './parts.ts'

export default definePack({
  kind: 'open-letter',
  shape: 'letter',
  title: ({ say, profile }) => say('open-letter.title', { brand: profile.name }),
  build: (writer) => {
    const { say, brand } = writer
    const demands = writer.demands()
    return [
      { kind: 'title', runs: [say('open-letter.title', { brand })] },
      paragraph(say('open-letter.opening')),
      paragraph(writer.sentence()),
      ...thread(writer),
      ...answer(writer),
      paragraph(say('open-letter.stand', { brand })),
      paragraph(say('open-letter.asks', { brand })),
      { kind: 'list', items: demands.length > 0 ? demands.map(({ text }) => [`${text}.`]) : [[say('letter.ask.chain')], [say('letter.ask.remedy')]] },
      paragraph(say('open-letter.signed')),
      paragraph(writer.group ?? say('open-letter.group')),
    ]
  },
})
