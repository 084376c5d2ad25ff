/** The letter to a member of parliament, from a constituent. */
import { definePack } from '../pack.ts'
import { paragraph, thread } from './parts.ts'

export default definePack({
  kind: 'mp-letter',
  shape: 'letter',
  title: ({ say, profile }) => say('mp.subject', { brand: profile.name }),
  build: (writer) => {
    const { say, brand } = writer
    return [
      paragraph(say('mp.dear')),
      { kind: 'title', runs: [say('mp.subject', { brand })] },
      paragraph(say('mp.opening')),
      paragraph(writer.sentence()),
      ...thread(writer),
      ...writer.said(),
      paragraph(say('mp.law')),
      paragraph(say('mp.asks', { brand })),
      paragraph(say('mp.yours')),
      paragraph(writer.group ?? say('letter.you')),
    ]
  },
})
