/** Cards to share: pictures with the answer in one sentence. */
import { type PackKind, type Shape, definePack } from '../pack.ts'

const card = (kind: string, shape: Shape): PackKind =>
  definePack({
    kind,
    shape,
    withoutLinks: true,
    title: ({ profile }) => profile.name,
    build: (writer) => [
      { kind: 'title', runs: [writer.say('card.line', { brand: writer.brand })] },
      { kind: 'lead', runs: [writer.sentence()] },
    ],
  })

export const wide = card('card', 'card')
export const square = card('square', 'square')
