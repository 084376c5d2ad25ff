/** unpick changes: what a document says now that it did not say before. */
import type { Command } from 'commander'
import { listChanged } from '../src/read/change-queries.ts'
import { type Change, getChanges } from '../src/read/changes.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function changesCommand(program: Command, run: Run): void {
  program
    .command('changes [document]')
    .description('Show how a document (by its id or address) changed from one sealed copy to the next; without one, list those that changed.')
    .option('--json', 'print JSON')
    .action((key: string | undefined, options: { json?: boolean }) =>
      run(options, async ({ config, say }) => {
        const session = await openSession(config, say)
        try {
          if (key === undefined) {
            const documents = await listChanged(session.db, 100)
            return say.result({ documents }, () =>
              documents.length === 0
                ? ['No document has changed since it was first sealed.']
                : documents.map((each) => `${each.id}  ${each.versions} copies, last ${each.changedAt.toISOString().slice(0, 10)}  ${each.title ?? each.url}`),
            )
          }
          const found = await getChanges(session.db, key)
          say.result(found, () => [
            `${found.title ?? found.url}: ${found.versions.length} sealed ${found.versions.length === 1 ? 'copy' : 'copies'}${found.state === 'gone' ? '. The address is gone; the copies stay.' : ''}`,
            ...(found.steps.length === 0 ? ['It has not changed.'] : []),
            ...found.steps.flatMap((step) => [
              '',
              `${step.from.fetchedAt.toISOString().slice(0, 10)} to ${step.to.fetchedAt.toISOString().slice(0, 10)}: ${step.wordsAdded} words added, ${step.wordsRemoved} taken out`,
              ...step.changes.map(lineOf),
            ]),
          ])
        } finally {
          await session.close()
        }
      }),
    )
}

const MARKS = { added: '+', removed: '-', changed: '~' } as const

/** A change as one line: `[-taken out-]`, `{+put in+}`. */
function lineOf({ kind, parts }: Change): string {
  const text = parts
    .map((part) => (part.change === null || kind !== 'changed' ? part.text : part.change === 'in' ? `{+${part.text}+}` : `[-${part.text}-]`))
    .join('')
  return `${MARKS[kind]} ${text}`
}
