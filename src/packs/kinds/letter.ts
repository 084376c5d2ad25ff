/** The letter to the company, which goes from whoever sends it. */
import { definePack } from '../pack.ts'
import { paragraph, thread } from './parts.ts'

export default definePack({
  kind: 'letter',
  shape: 'letter',
  withoutLinks: true,
  title: ({ say, profile }) => say('letter.subject', { brand: profile.name }),
  build: (writer) => {
    const { say, brand, url, chains } = writer
    const asks = chains.length > 0 ? [say('letter.ask.know'), say('letter.ask.chain'), say('letter.ask.remedy')] : [say('letter.ask.none')]
    return [
      paragraph(say('letter.dear', { brand })),
      { kind: 'title', runs: [say('letter.subject', { brand })] },
      ...(chains.length > 0 ? [paragraph(say('letter.opening')), paragraph(writer.sentence()), ...thread(writer)] : [paragraph(say('letter.none', { brand }))]),
      paragraph(say('letter.asks')),
      { kind: 'list', items: [...asks.map((ask) => [ask]), ...writer.demands().map(({ text }) => [`${text}.`])] },
      paragraph(say('letter.close', { url })),
      paragraph(say('letter.yours')),
      paragraph(writer.group ?? say('letter.you')),
    ]
  },
})
