/** The briefing: a page for somebody who will be asked questions. */
import { definePack } from '../pack.ts'
import { answer, doing, graded, heading, paragraph, threadUnder } from './parts.ts'

export default definePack({
  kind: 'briefing',
  shape: 'page',
  title: ({ say, profile }) => say('briefing.title', { brand: profile.name }),
  build: (writer) => {
    const { say } = writer
    const demands = writer.demands()
    return [
      { kind: 'title', runs: [say('briefing.title', { brand: writer.brand })] },
      { kind: 'lead', runs: [writer.sentence()] },
      paragraph(graded(writer)),
      ...threadUnder(say('briefing.chains'), writer, 2),
      ...answer(writer),
      ...(demands.length > 0
        ? [heading(say('briefing.demands')), { kind: 'list' as const, items: demands.map((demand) => [say('briefing.demand', demand)]) }]
        : []),
      ...doing(writer),
      heading(say('briefing.questions')),
      { kind: 'list', items: [[say('briefing.q.sure')], [say('briefing.q.staff')], [say('briefing.q.country')]] },
    ]
  },
})
