/** unpick merges, judge: which organisations may be one under two names, and what a person judges of them. */
import type { Command } from 'commander'
import { InvalidError } from '../src/errors.ts'
import { publishChanges } from '../src/publish/publish-changes.ts'
import { type Ruling, judge } from '../src/resolve/judge.ts'
import { reviewMerges } from '../src/resolve/review-merges.ts'
import { listJudgements } from '../src/resolve/suggest-queries.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

const RULINGS: readonly Ruling[] = ['same', 'different', 'unsure']

export function mergesCommand(program: Command, run: Run): void {
  program
    .command('merges')
    .description('List organisations that may be one under two names, those first that would connect a brand with a programme.')
    .option('--limit <n>', 'how many', '30')
    .option('--judged', 'list what was judged instead, newest first')
    .option('--json', 'print JSON')
    .action((options: { limit: string; judged?: boolean; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const limit = Math.min(1_000, Math.max(1, Math.floor(Number(options.limit)) || 30))
        const session = await openSession(config, say)
        try {
          if (options.judged) {
            const judgements = await listJudgements(session.db, limit)
            return say.result({ judgements }, () =>
              judgements.length === 0
                ? ['Nothing has been judged yet.']
                : judgements.map(
                    (each) =>
                      `${each.leftId} ${each.left} · ${each.rightId} ${each.right}: ${each.ruling}${each.holds ? '' : ' (judged otherwise since)'}, by ${each.decidedBy}: ${each.reason}`,
                  ),
            )
          }
          const { items, total } = await reviewMerges(session.db, limit)
          say.result({ suggestions: items, total }, () =>
            total === 0
              ? ['No two organisations look like one.']
              : items.flatMap(({ left, right, score, verdict, reasons, connects }) => [
                  `${verdict} ${score}${connects > 0 ? `, would connect ${connects}` : ''}: ${reasons.join('; ')}`,
                  `    ${left.id}  ${left.name} (${[left.kind, left.country, left.place].filter(Boolean).join(', ')})`,
                  `    ${right.id}  ${right.name} (${[right.kind, right.country, right.place].filter(Boolean).join(', ')})`,
                ]),
          )
        } finally {
          await session.close()
        }
      }),
    )
}

export function judgeCommand(program: Command, run: Run): void {
  program
    .command('judge <one> <other>')
    .description('Judge whether two organisations are one. Nothing is lost by it; judging again takes it back.')
    .requiredOption('--ruling <ruling>', `one of ${RULINGS.join(', ')}`)
    .requiredOption('--by <pseudonym>', 'who judges')
    .requiredOption('--reason <text>', 'what was compared, in a sentence')
    .option('--json', 'print JSON')
    .action((one: string, other: string, options: { ruling: string; by: string; reason: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const ruling = RULINGS.find((each) => each === options.ruling)
        if (!ruling) throw new InvalidError(`There is no ruling "${options.ruling}". There are: ${RULINGS.join(', ')}.`)
        const session = await openSession(config, say)
        const deps = { db: session.db, now: () => new Date() }
        try {
          await judge(deps, { oneId: one, otherId: other, ruling, decidedBy: options.by, reason: options.reason })
          while ((await publishChanges(deps)) > 0);
          say.result({ one, other, ruling }, () => [`Judged "${ruling}", and published.`])
        } finally {
          await session.close()
        }
      }),
    )
}
