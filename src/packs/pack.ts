/** Pack: something to hand out about a brand, made from published claims alone. Each sentence of fact carries the numbers of its notes; each note is a claim. */
import type { Call } from '../model/campaign.ts'
import { dayText } from '../model/day.ts'
import type { BrandProfile, Chain, ChainStep, OtherResponse, Response } from '../model/profile.ts'
import { sentenceOf } from '../model/sentence.ts'
import { openCallOf } from '../model/target.ts'
import { phrase } from '../words/language.ts'
import { createNotes, footOf } from './notes.ts'
import type { Say } from '../words/say.ts'

/** A piece of text: our own words, or a sentence of fact with the notes that it rests on. */
export type Run = string | { readonly fact: string; readonly notes: readonly number[] }
export type Block =
  | { readonly kind: 'title' | 'heading' | 'lead' | 'paragraph' | 'small' | 'line'; readonly runs: readonly Run[] }
  | { readonly kind: 'list' | 'numbered'; readonly items: readonly (readonly Run[])[] }
  | { readonly kind: 'said'; readonly runs: readonly Run[] }
  | { readonly kind: 'page' }
export type Note = { readonly n: number; readonly claim: string; readonly text: string; readonly source: string; readonly url: string }
export type Shape = 'leaflet' | 'page' | 'placards' | 'letter' | 'slides' | 'card' | 'square'
export type Pack = {
  readonly kind: string
  readonly shape: Shape
  readonly title: string
  readonly blocks: readonly Block[]
  readonly notes: readonly Note[]
  /** How it can be checked: the ledger's head, when it was made. */
  readonly foot: readonly string[]
  /** The brand's page, also as a QR code. */
  readonly url: string
  /** The grade, for pictures. */
  readonly grade: { readonly word: string; readonly pair: string | null }
  readonly demonstration: boolean
}

export type PackInput = {
  readonly profile: BrandProfile
  readonly say: Say
  readonly origin: string
  /** Who hands it out: a branch, a group. */
  readonly group: string | null
  readonly head: { readonly size: number; readonly root: string } | null
  readonly today: string
}

export type PackKind = {
  readonly kind: string
  readonly shape: Shape
  readonly title: (input: PackInput) => string
  readonly build: (writer: Writer) => readonly Block[]
  /** Also for brands that are no targets: a question, and what is known in a sentence. */
  readonly withoutLinks?: boolean
}
export const definePack = (kind: PackKind): PackKind => kind

/** What a kind of pack writes with: the profile, the words, and facts that number their notes. */
export type Writer = PackInput & {
  readonly brand: string
  readonly url: string
  readonly chains: readonly Chain[]
  readonly call: BrandProfile['campaigns'][number]['call']
  /** A step as one sentence, never louder than the chain's evidence, with its notes. */
  readonly step: (chain: Chain, step: ChainStep) => Run
  /** Every step of a chain. */
  readonly steps: (chain: Chain) => Run[]
  /** The brand's answer in one sentence. */
  readonly sentence: () => Run
  /** What the brand says of what is told here, or that it has said nothing; then what others say, each by name. */
  readonly said: () => Block[]
  /** What others say of what is told here so far; owners also of themselves. */
  readonly othersSaid: () => readonly OtherResponse[]
  /** Words that are as they are: names, days. */
  readonly demands: () => { readonly text: string; readonly state: string; readonly day: string }[]
}

/** An address as it is printed: people type it without its beginning. */
export const printedUrl = (url: string): string => url.replace(/^https?:\/\//, '')

/** Makes a pack of one kind. */
export function makePack(kind: PackKind, input: PackInput): Pack {
  const { profile, say, origin, head, today } = input
  const url = `${origin}/brands/${profile.slug}`
  const notes = createNotes(say, origin)
  const current = profile.chains.filter(({ status }) => status !== 'historic')
  const notesOf = ({ claim }: Response) => (claim === null ? [] : notes.known(claim))
  const othersSaid = () => profile.otherResponses.filter((response) => response.claim === null || notesOf(response).length > 0)
  const campaigns = profile.campaigns.filter(({ ended }) => ended === null)
  const writer: Writer = {
    ...input,
    brand: profile.name,
    url,
    chains: current,
    call: openCallOf(profile.campaigns, today),
    step: notes.step,
    steps: notes.steps,
    sentence: () => {
      const steps = current.slice(0, 1).flatMap((chain) => chain.steps)
      const sentence = sentenceOf(profile.name, profile.chains, phrase)
      return steps.length === 0 ? sentence : { fact: sentence, notes: steps.map(notes.of) }
    },
    said: () => saidBlocks(say, profile, othersSaid(), notesOf),
    othersSaid,
    demands: () =>
      campaigns.flatMap(({ demands }) =>
        demands.map(({ text, state, since }) => ({ text: text.replace(/\.$/, ''), state: say(`state.${state}`), day: dayText(since) })),
      ),
  }
  const blocks = kind.build(writer)
  return {
    kind: kind.kind,
    shape: kind.shape,
    title: kind.title(input),
    blocks,
    notes: notes.all(),
    foot: footOf(say, { today, head, madeUp: profile.demonstration ? say('made-up.brand', { brand: profile.name }) : null }),
    url,
    grade: { word: profile.headline, pair: profile.grade },
    demonstration: profile.demonstration,
  }
}

function saidBlocks(say: Say, profile: BrandProfile, others: readonly OtherResponse[], notesOf: (response: Response) => number[]): Block[] {
  const told = profile.told ? [` ${say('says.told', { day: dayText(profile.told.sent), by: dayText(profile.told.answerBy) })}`] : []
  const words = (response: Response): Block => {
    const values = { words: response.text, by: response.by.name, day: dayText(response.received) }
    return { kind: 'said', runs: [{ fact: say('says.words', values), notes: notesOf(response) }] }
  }
  const own: Block[] =
    profile.responses.length > 0 ? profile.responses.map(words) : [{ kind: 'paragraph', runs: [say('says.none', { brand: profile.name }), ...told] }]
  return others.length === 0 ? own : [...own, { kind: 'paragraph', runs: [say('says.others', { brand: profile.name })] }, ...others.map(words)]
}

export type OpenCall = NonNullable<Writer['call']>
/** What a call asks of people, as a sentence. */
export const callText = (say: Say, call: { readonly kind: Call['kind'] }, brand: string): string => say(`do.call.${call.kind}`, { brand })
