/** The talk: five slides. */
import { type Block, type Writer, definePack } from '../pack.ts'
import { doing, graded, heading, paragraph, thread } from './parts.ts'

const page: Block = { kind: 'page' }

export default definePack({
  kind: 'talk',
  shape: 'slides',
  title: ({ say }) => say('talk.title'),
  build: (writer) => {
    const { say, brand, chains } = writer
    const demands = writer.demands()
    return [
      { kind: 'title', runs: [say('talk.title')] },
      { kind: 'lead', runs: [say('talk.sub', { brand })] },
      ...(chains.length > 0 ? evidence(writer) : []),
      page,
      heading(say('talk.answers')),
      ...writer.said(),
      ...(demands.length > 0 ? [{ kind: 'list' as const, items: demands.map((demand) => [say('briefing.demand', demand)]) }] : []),
      page,
      ...doing(writer),
      { kind: 'small', runs: [say('people.never')] },
    ]
  },
})

/** The slides of the evidence: the thread, and where it ends. */
function evidence(writer: Writer): Block[] {
  const { say, chains } = writer
  const ends = new Map(chains.map((chain) => [`${chain.ends.kind} ${chain.ends.slug}`, chain]))
  return [
    page,
    heading(say('talk.thread')),
    ...thread(writer),
    paragraph(graded(writer)),
    page,
    heading(say('talk.end')),
    {
      kind: 'list',
      items: [...ends.values()].slice(0, 5).map((chain) => {
        const last = chain.steps.at(-1)
        const text = say(`talk.end.${chain.ends.kind}`, { name: chain.ends.name })
        const step = last && writer.step(chain, last)
        return [typeof step === 'object' ? { fact: text, notes: step.notes } : text]
      }),
    },
  ]
}
