/** unpick documents: how far each document has come, and what to do about those that failed. */
import type { Command } from 'commander'
import { countDocuments, listDocuments } from '../src/archive/document-queries.ts'
import { InvalidError } from '../src/errors.ts'
import { DocumentState } from '../src/model/document.ts'
import { describe } from './add.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function documentsCommand(program: Command, run: Run): void {
  program
    .command('documents')
    .description('List documents, newest first, with what to do about each that failed.')
    .option('--failed', 'only those that failed')
    .option('--state <state>', `only those that are ${DocumentState.options.join(', ')}`)
    .option('--limit <n>', 'how many', '50')
    .option('--json', 'print JSON')
    .action((options: { failed?: boolean; state?: string; limit: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const state = options.failed ? 'failed' : options.state
        const wanted = state === undefined ? undefined : DocumentState.safeParse(state)
        if (wanted && !wanted.success) throw new InvalidError(`There is no state "${state}". There are: ${DocumentState.options.join(', ')}.`)
        const session = await openSession(config, say)
        try {
          const documents = await listDocuments(session.db, { state: wanted?.data }, Math.max(1, Math.min(10_000, Number(options.limit) || 50)))
          const counts = await countDocuments(session.db)
          say.result({ counts, documents }, () => [
            ...(documents.length === 0
              ? [state === 'failed' ? 'No document has failed.' : 'There is no document yet. Add one with: unpick add https://…']
              : documents.flatMap(describe)),
            '',
            Object.entries(counts)
              .map(([name, count]) => `${count} ${name}`)
              .join(', '),
          ])
        } finally {
          await session.close()
        }
      }),
    )
}
