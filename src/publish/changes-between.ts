/** Changes between: what is different between two states of a brand's page, each in a sentence that a person can read. */
import type { BrandProfile, Chain } from '../model/profile.ts'
import { dayText } from '../model/day.ts'

const gradeText = (profile: Pick<BrandProfile, 'headline' | 'grade'>) => (profile.grade ? `${profile.headline} ${profile.grade}` : profile.headline)
const chainKey = (chain: Chain) => `${chain.steps[0]?.claim} ${chain.ends.kind} ${chain.ends.slug}`
const stateOf = ({ status, word, grade }: Chain) => (status === 'current' ? `${word} ${grade}` : `${status} (${grade})`)

/** What changed; none when the pages say the same. Before the first page: that it was published. `withdrawn` gives why claims of before were withdrawn. */
export function changesBetween(before: BrandProfile | null, after: BrandProfile, withdrawn: ReadonlyMap<string, string> = new Map()): string[] {
  if (before === null) return [`First published: ${gradeText(after)}, ${after.chains.length} ${after.chains.length === 1 ? 'chain' : 'chains'}.`]
  const said: string[] = []
  if (before.name !== after.name) said.push(`Its name was “${before.name}” and is “${after.name}”.`)
  if (gradeText(before) !== gradeText(after)) said.push(`From ${gradeText(before)} to ${gradeText(after)}.`)
  const [old, now] = [new Map(before.chains.map((chain) => [chainKey(chain), chain])), new Map(after.chains.map((chain) => [chainKey(chain), chain]))]
  for (const [key, chain] of now) {
    const was = old.get(key)
    if (!was) said.push(`New chain, ${stateOf(chain)}: ${chain.title}.`)
    else if (stateOf(was) !== stateOf(chain)) said.push(`From ${stateOf(was)} to ${stateOf(chain)}: ${chain.title}.`)
    else if (steps(was) !== steps(chain)) said.push(`Another way, of the same strength: ${chain.title}.`)
  }
  for (const [key, chain] of old) {
    if (now.has(key)) continue
    const reasons = chain.steps.flatMap(({ claim }) => withdrawn.get(claim) ?? [])
    said.push(`No longer shown: ${chain.title}.${reasons.length > 0 ? ` A step of it was withdrawn: ${reasons.join(' ')}` : ''}`)
  }
  for (const one of added(before.retractions, after.retractions, (each) => each.claim)) said.push(`Withdrawn: ${one.statement} ${one.reason}`)
  for (const one of added(answers(before), answers(after), (each) => each.id)) said.push(`${one.by.name} answered, ${dayText(one.received)}.`)
  if (after.told && after.told.sent !== before.told?.sent)
    said.push(`${after.told.to.name} was told on ${dayText(after.told.sent)}, and asked to answer by ${dayText(after.told.answerBy)}.`)
  for (const name of added(before.names, after.names, (each) => each)) said.push(`Also known as “${name}”.`)
  for (const name of added(after.names, before.names, (each) => each)) said.push(`No longer counted among its names: “${name}”.`)
  for (const one of added(before.owners, after.owners, (each) => each.organisation.id)) said.push(`Part of ${one.organisation.name}.`)
  for (const one of added(after.owners, before.owners, (each) => each.organisation.id)) said.push(`No longer shown as part of ${one.organisation.name}.`)
  for (const one of added(before.pledges, after.pledges, (each) => each.claim)) said.push(`It promised: ${one.text}`)
  for (const one of after.campaigns) {
    const was = before.campaigns.find(({ slug }) => slug === one.slug)
    if (was?.call?.kind !== one.call?.kind) said.push(one.call ? `A call to ${one.call.kind}, by ballot: ${one.title}.` : `No call any more: ${one.title}.`)
    else if (JSON.stringify(was?.demands) !== JSON.stringify(one.demands)) said.push(`Demands changed: ${one.title}.`)
  }
  for (const one of added(before.actions, after.actions, (each) => each.id)) said.push(`Action: ${one.title}, ${dayText(one.starts)}.`)
  if (before.sites !== after.sites) said.push(`Shops known: from ${before.sites} to ${after.sites}.`)
  if (before.sector !== after.sector) said.push(`Sector: ${after.sector ?? 'none'}.`)
  return said
}

/** Everybody's answers: an earlier version of a page may not tell apart whose they are. */
const answers = ({ responses, otherResponses = [] }: Pick<BrandProfile, 'responses'> & { readonly otherResponses?: BrandProfile['otherResponses'] }) => [
  ...responses,
  ...otherResponses,
]
const steps = (chain: Chain) => chain.steps.map(({ claim, grade }) => `${claim} ${grade}`).join()

function added<T>(before: readonly T[], after: readonly T[], key: (each: T) => string): T[] {
  const had = new Set(before.map(key))
  return after.filter((each) => !had.has(key(each)))
}
