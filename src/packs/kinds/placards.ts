/** Placards: lines to paint or print, each on a page of its own. */
import { type Block, definePack } from '../pack.ts'

export default definePack({
  kind: 'placards',
  shape: 'placards',
  title: ({ say, profile }) => say('placards.who', { brand: profile.name }),
  build: ({ say, brand, chains, step, demands }) => {
    const first = chains[0]
    const facts = first && first.word !== 'Contested' ? first.steps.slice(0, 3).map((one) => step(first, one)) : []
    const demand = demands().find(({ text }) => text.length < 60)
    const lines = [
      say('placards.who', { brand }),
      ...facts,
      demand ? say('placards.demand', { brand, text: demand.text }) : say('placards.publish', { brand }),
      say('placards.work'),
      say('placards.everywhere'),
    ]
    return lines.flatMap((line, i): Block[] => [...(i > 0 ? [{ kind: 'page' as const }] : []), { kind: 'line', runs: [line] }])
  },
})
