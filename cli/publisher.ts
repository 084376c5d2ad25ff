/** Publisher options: who puts a document out, and how far they can be relied on, as several commands ask for it. */
import { type Command, InvalidArgumentError } from 'commander'
import { InvalidError } from '../src/errors.ts'
import { PublisherInput, PublisherKind } from '../src/model/organisation.ts'

export type PublisherOptions = {
  readonly publisher?: string
  readonly kind: string
  readonly reliability: string
  readonly reason: string
  readonly speaksFor?: string
}

/** Adds the options to a command. `otherwise` says who it is when nobody is named. */
export function withPublisher(command: Command, otherwise: string): Command {
  return command
    .option('--publisher <name>', `who put it out (else ${otherwise})`)
    .option('--kind <kind>', PublisherKind.options.join(', '), 'unknown')
    .option('--reliability <letter>', 'A to F, by the Admiralty code', letter, 'F')
    .option('--reason <text>', 'why this letter', 'Nobody has judged this publisher yet.')
    .option('--speaks-for <organisation>', 'the company that speaks here, when it speaks of itself')
}

/** The publisher that the options state. @throws InvalidError naming what is wrong */
export function publisherOf(options: PublisherOptions, otherwise: string): PublisherInput {
  const stated = PublisherInput.safeParse({
    name: options.publisher ?? otherwise,
    kind: options.kind,
    reliability: options.reliability,
    reliabilityReason: options.reason,
    organisation: options.speaksFor ?? null,
  })
  if (stated.success) return stated.data
  throw new InvalidError(`The publisher is not stated right: ${stated.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`)
}

function letter(value: string): string {
  if (!/^[A-F]$/.test(value)) throw new InvalidArgumentError('It is one letter from A to F.')
  return value
}
