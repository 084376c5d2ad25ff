/** unpick publishers: who puts documents out, how far they can be relied on, and whether a model may be sent their texts. */
import type { Command } from 'commander'
import { letModelRead, listPublishers } from '../src/archive/publisher-queries.ts'
import { InvalidError, NotFoundError } from '../src/errors.ts'
import type { Run } from './program.ts'
import { openSession } from './session.ts'

export function publishersCommand(program: Command, run: Run): void {
  program
    .command('publishers [name]')
    .description('List the publishers; or let a language model read the texts of one (--model yes), where one is configured.')
    .option('--model <answer>', 'yes or no: whether a model may be sent the texts of the publisher named')
    .option('--json', 'print JSON')
    .action((name: string | undefined, options: { model?: string; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        if (options.model !== undefined && (name === undefined || !/^(?:yes|no)$/.test(options.model)))
          throw new InvalidError('Say which publisher, and yes or no: unpick publishers "Institute for Fair Supply" --model yes')
        const session = await openSession(config, say)
        try {
          if (options.model !== undefined) {
            const isAllowed = options.model === 'yes'
            if (!(await letModelRead(session.db, name as string, isAllowed)))
              throw new NotFoundError(`There is no publisher "${name}". The list: unpick publishers`)
            const trouble = isAllowed && config.model === null ? ' No model is configured (UNPICK_MODEL_URL), so none is asked.' : ''
            return say.result({ publisher: name, modelMayRead: isAllowed }, () => [
              `A model ${isAllowed ? 'may' : 'may not'} be sent what ${name} publishes, from the next document on.${trouble}`,
            ])
          }
          const publishers = (await listPublishers(session.db)).filter((each) => name === undefined || each.name === name)
          say.result({ publishers }, () =>
            publishers.length === 0
              ? ['There are no publishers yet.']
              : publishers.map(
                  (each) => `${each.reliability}  ${each.name} (${each.kind}, ${each.documents} documents${each.modelMayRead ? ', a model may read' : ''})`,
                ),
          )
        } finally {
          await session.close()
        }
      }),
    )
}
