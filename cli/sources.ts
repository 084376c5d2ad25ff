/** unpick sources and scrape: what the catalogue holds, how each source's last run went, and running one now. */
import type { Command } from 'commander'
import { type SourceRow, countUnderWay, listSourceRows, setSource } from '../src/archive/source-queries.ts'
import { InvalidError } from '../src/errors.ts'
import { handOverCommand } from './hand-over.ts'
import type { Run } from './program.ts'
import { tryCommand } from './try-sources.ts'
import { withWork } from './work.ts'

export function sourcesCommand(program: Command, run: Run): void {
  program
    .command('sources')
    .description('List the sources: what ran, when, how many documents, and what is wrong.')
    .option('--on <id>', 'switch one on')
    .option('--off <id>', 'switch one off')
    .option('--try [ids...]', 'ask each for one document, read it, and say how it went; nothing is stored, no database is needed')
    .option('--json', 'print JSON')
    .action((options: { on?: string; off?: string; try?: true | string[]; json?: boolean }) =>
      run(options, async ({ config, say }) => {
        if (options.try !== undefined) return await tryCommand(config, say, options.try === true ? [] : options.try)
        await withWork(config, say, async ({ deps }) => {
          for (const [id, enabled] of [
            [options.on, true],
            [options.off, false],
          ] as const) {
            if (id !== undefined && !(await setSource(deps.db, id, { enabled, ...(enabled ? { dueAt: deps.now() } : {}) })))
              throw new InvalidError(`There is no source "${id}". "unpick sources" lists them.`)
          }
          const sources = await listSourceRows(deps.db)
          say.result({ sources }, () =>
            sources.flatMap((source) => [
              `${source.enabled ? 'on ' : 'off'}  ${source.id.padEnd(38)} ${source.title}`,
              `     ${describe(source)}`,
              ...(source.problem ? [`     ${source.problem}`] : []),
            ]),
          )
        })
      }),
    )
}

const minute = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ')

/** How a source stands, in one line. */
function describe(source: SourceRow): string {
  const documents = [
    `${source.documents} documents`,
    source.added ? `${source.added} new in the last run` : '',
    source.waiting ? `${source.waiting} waiting` : '',
    source.failed ? `${source.failed} failed` : '',
    source.gone ? `${source.gone} gone` : '',
  ]
  const ran = source.runningSince
    ? `running since ${minute(source.runningSince)}, ${source.listed ?? 0} listed`
    : source.lastRunAt
      ? `ran ${minute(source.lastRunAt)}`
      : 'has not run'
  return `${documents.filter(Boolean).join(', ')}; ${ran}; ${source.enabled ? `next run ${minute(source.nextDueAt)}` : 'no next run while it is off'}`
}

type ScrapeOptions = { from?: string; url?: string; fetched?: string; by: string; json?: boolean }

export function scrapeCommand(program: Command, run: Run): void {
  program
    .command('scrape [source]')
    .description('Run one source now, or all that are on, and wait until its documents are done; or hand it a file.')
    .option('--from <file>', 'a file of this source that you saved yourself: it is sealed, read by the source and counts as its run')
    .option('--url <address>', 'where the file was saved from')
    .option('--fetched <day>', 'when it was saved, such as 2026-11-29')
    .option('--by <pseudonym>', 'who hands it over; somebody else must confirm it', 'command line')
    .option('--json', 'print JSON')
    .action((id: string | undefined, options: ScrapeOptions) =>
      run(options, ({ config, say }) =>
        withWork(config, say, async ({ deps, until }) => {
          if (options.from !== undefined) return await handOverCommand({ deps, until }, say, id, { ...options, from: options.from })
          if (options.url !== undefined || options.fetched !== undefined)
            throw new InvalidError('--url and --fetched say where a file comes from: give the file with --from.')
          const before = await listSourceRows(deps.db)
          const ids = id === undefined ? before.filter((source) => source.enabled && !source.id.startsWith('demonstration-')).map((source) => source.id) : [id]
          const startedAt = deps.now()
          for (const each of ids)
            if (!(await setSource(deps.db, each, { enabled: true, dueAt: startedAt })))
              throw new InvalidError(`There is no source "${each}". "unpick sources" lists them.`)
          const waiting = () => countUnderWay(deps.db, ids, deps.now())
          const ran = async () =>
            (await listSourceRows(deps.db)).filter((source) => ids.includes(source.id) && source.lastRunAt !== null && source.lastRunAt >= startedAt)
          await until(
            async () => (await ran()).length === ids.length && (await waiting()) === 0,
            async () => `${(await ran()).length} of ${ids.length} sources listed, ${await waiting()} documents under way`,
          )
          const sources = (await listSourceRows(deps.db)).filter((source) => ids.includes(source.id))
          say.result({ sources }, () =>
            sources.map(
              (source) =>
                `${source.id}: ${source.documents} documents${source.failed ? `, ${source.failed} failed` : ''}${source.problem ? `. ${source.problem}` : ''}`,
            ),
          )
          return sources.some((source) => source.problem !== null) ? 1 : 0
        }),
      ),
    )
}
