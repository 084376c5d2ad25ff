/** The one-page explainer for members. */
import { phrase } from '../../words/language.ts'
import { defineCheckPack } from '../check-pack.ts'
import { checked, heading, lawBox, paragraph, suppliers } from './parts.ts'

const MOST = 3

export default defineCheckPack({
  kind: 'explainer',
  label: 'One page for members',
  about: 'What was found, why it is our business, what anybody can do.',
  title: ({ employer }) => phrase('What {employer} buys, and who makes it', { employer }),
  build: (writer) => {
    const { employer, branch, say } = writer
    const found = suppliers(writer).slice(0, MOST)
    return [
      { kind: 'title', runs: [phrase('What {employer} buys, and who makes it', { employer })] },
      { kind: 'lead', runs: [checked(writer)] },
      ...(found.length > 0 ? [heading(phrase('What is known')), { kind: 'list' as const, items: found }] : []),
      heading(phrase('Why it is our business')),
      paragraph(
        phrase(
          'We unpack, carry, sell and use these goods. Whoever made them was paid less, or nothing, so that somebody could be paid more; and that is used to hold our own pay down. Workers here and workers there have the same employers in the end.',
        ),
      ),
      paragraph(
        say('motion.believe.people')
          .replace(/^that /, '')
          .replace(/^./, (first) => first.toUpperCase()),
      ),
      heading(phrase('What you can do')),
      {
        kind: 'list',
        items: [
          [phrase('Come to the meeting of {branch}, and vote on the motion.', { branch })],
          [phrase('Tell the rep what you see on labels, pallets and papers. Take no photographs that your contract forbids, and put yourself at no risk.')],
          [phrase('Ask at work where it comes from. A question is no offence.')],
          [phrase('If you know somebody who works along the chain: through their union, never by their name.')],
        ],
      },
      ...lawBox().slice(0, 2),
    ]
  },
})
