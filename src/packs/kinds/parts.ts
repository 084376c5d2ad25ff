/** Parts that several kinds of pack are made of. */
import { dayText } from '../../model/day.ts'
import { type Block, type Run, type Writer, callText, printedUrl } from '../pack.ts'

export const heading = (text: string): Block => ({ kind: 'heading', runs: [text] })
export const paragraph = (...runs: readonly Run[]): Block => ({ kind: 'paragraph', runs })

/** The strongest chain, step by step; nothing where only a call was made. */
export const thread = ({ chains, steps }: Writer, most = 1): Block[] =>
  chains.slice(0, most).map((chain) => ({ kind: 'numbered' as const, items: steps(chain).map((step) => [step]) }))

/** The same under a heading. */
export const threadUnder = (title: string, writer: Writer, most = 1): Block[] => (writer.chains.length > 0 ? [heading(title), ...thread(writer, most)] : [])

/** What the brand says, under its heading, and then what others say. */
export const answer = (writer: Writer): Block[] => [heading(writer.say('says.heading', { brand: writer.brand })), ...writer.said()]

/** What a reader can do: the call with its ballot, or to write. */
export function doing({ say, call, brand, url }: Writer): Block[] {
  const items: Run[][] = call
    ? [
        [callText(say, call, brand)],
        [say('do.ballot', { day: dayText(call.ballot.held), yes: call.ballot.yes, no: call.ballot.no, abstained: call.ballot.abstained })],
      ]
    : [[say('do.nocall', { brand })]]
  return [heading(say('do.heading')), { kind: 'list', items: [...items, [say('do.ask')], [say('do.follow', { url: printedUrl(url) })]] }]
}

/** How strong it is, in a word and a pair. */
export const graded = ({ say, profile, origin }: Writer): string =>
  profile.grade ? say('grade.line', { word: profile.headline, grade: profile.grade, url: printedUrl(`${origin}/how-we-grade`) }) : say('grade.none')
