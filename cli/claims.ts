/** unpick claims, decide, respond: review from a terminal, until there is a desk. */
import type { Command } from 'commander'
import { InvalidError } from '../src/errors.ts'
import { ClaimStatus, Ruling } from '../src/model/claim.ts'
import { isDay } from '../src/model/day.ts'
import { addResponse } from '../src/review/add-response.ts'
import { decideClaim } from '../src/review/decide-claim.ts'
import { listClaims } from '../src/review/queries.ts'
import { publishChanges } from '../src/publish/publish-changes.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function claimsCommand(program: Command, run: Run): void {
  program
    .command('claims')
    .description('List claims with their quotes, oldest first: those that wait for review unless another status is named.')
    .option('--status <status>', `one of ${ClaimStatus.options.join(', ')}`, 'candidate')
    .option('--document <id>', 'only those that this document says')
    .option('--limit <n>', 'how many', '50')
    .option('--json', 'print JSON')
    .action((options: { status: string; document?: string; limit: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const status = ClaimStatus.safeParse(options.status)
        if (!status.success) throw new InvalidError(`There is no status "${options.status}". There are: ${ClaimStatus.options.join(', ')}.`)
        const session = await openSession(config, say)
        try {
          const claims = await listClaims(
            session.db,
            { status: status.data, documentId: options.document },
            Math.max(1, Math.min(10_000, Number(options.limit) || 50)),
          )
          say.result({ claims }, () =>
            claims.length === 0
              ? [`No claim is ${status.data}.`]
              : claims.flatMap((claim) => [
                  `${claim.id}  ${claim.subject} · ${claim.predicate.replaceAll('_', ' ')} · ${claim.object}${claim.stance === 'refutes' ? '  (speaks against it)' : ''}`,
                  `    “${claim.quote ?? ''}”`,
                  `    ${claim.url ?? ''}, found by ${claim.rule}, confidence ${claim.confidence}`,
                ]),
          )
        } finally {
          await session.close()
        }
      }),
    )
}

export function decideCommand(program: Command, run: Run): void {
  program
    .command('decide <claims...>')
    .description('Rule on claims. Whoever added the document cannot accept its claims.')
    .requiredOption('--ruling <ruling>', `one of ${Ruling.options.join(', ')}`)
    .requiredOption('--by <pseudonym>', 'who decides')
    .requiredOption('--reason <text>', 'what was checked, in a sentence')
    .option('--json', 'print JSON')
    .action((claims: string[], options: { ruling: string; by: string; reason: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const ruling = Ruling.safeParse(options.ruling)
        if (!ruling.success) throw new InvalidError(`There is no ruling "${options.ruling}". There are: ${Ruling.options.join(', ')}.`)
        const session = await openSession(config, say)
        const deps = { db: session.db, now: () => new Date() }
        try {
          const decided: { claim: string; status: string }[] = []
          for (const claimId of claims)
            decided.push({ claim: claimId, status: await decideClaim(deps, { claimId, ruling: ruling.data, decidedBy: options.by, reason: options.reason }) })
          while ((await publishChanges(deps)) > 0);
          say.result({ decided }, () => decided.map(({ claim, status }) => `${claim} is ${status === 'accepted' ? 'accepted and published' : status}`))
        } finally {
          await session.close()
        }
      }),
    )
}

export function respondCommand(program: Command, run: Run): void {
  program
    .command('respond <claim>')
    .description('Record what a company says about a claim; it stands beside it.')
    .requiredOption('--from <name>', 'who answers')
    .requiredOption('--text <text>', 'the answer')
    .requiredOption('--received <day>', 'when it came, YYYY-MM-DD')
    .option('--told <day>', 'when the company was told of the claim, YYYY-MM-DD')
    .option('--url <address>', 'where the whole letter stands')
    .option('--json', 'print JSON')
    .action((claim: string, options: { from: string; text: string; received: string; told?: string; url?: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        for (const day of [options.received, options.told])
          if (day !== undefined && !isDay(day)) throw new InvalidError(`"${day}" is not a day. Write it as 2026-03-01.`)
        const session = await openSession(config, say)
        const deps = { db: session.db, now: () => new Date() }
        try {
          await addResponse(deps, {
            claimId: claim,
            fromName: options.from,
            text: options.text,
            receivedOn: options.received,
            toldOn: options.told ?? null,
            url: options.url ?? null,
          })
          while ((await publishChanges(deps)) > 0);
          say.result({ claim, response: 'recorded' }, () => ['The answer is recorded and stands beside the claim.'])
        } finally {
          await session.close()
        }
      }),
    )
}
