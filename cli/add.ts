/** unpick add: adds addresses or files, and shows what became of each. */
import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { addDocument, listDocuments, type DocumentRow } from '../src/archive/document-queries.ts'
import { keepUpload } from '../src/archive/local.ts'
import { InvalidError } from '../src/errors.ts'
import { makeConfidential } from '../src/review/protect-queries.ts'
import { demonstrationState } from '../workers/demonstrate.ts'
import type { Run } from './program.ts'
import { type PublisherOptions, publisherOf, withPublisher } from './publisher.ts'
import { withWork } from './work.ts'

type AddOptions = PublisherOptions & {
  by: string
  open?: boolean
  licence?: string
  again?: boolean
  confidential?: string
  wait: boolean
  json?: boolean
}

export function addCommand(program: Command, run: Run): void {
  withPublisher(program.command('add <addresses...>'), 'the host of the address')
    .description('Add web addresses or files: each is fetched, sealed, read and searched for claims.')
    .option('--by <pseudonym>', 'who adds it; somebody else must accept its claims', 'command line')
    .option('--open', 'its licence lets everyone read the whole text')
    .option('--licence <text>', 'its licence')
    .option('--confidential <reason>', 'never show it: say who could be harmed, without naming them')
    .option('--again', 'fetch it again though it is known')
    .option('--no-wait', 'do not wait until it is done')
    .option('--json', 'print JSON')
    .action((addresses: string[], options: AddOptions) =>
      run(options, ({ config, say }) =>
        withWork(config, say, async ({ deps, until }) => {
          const ids: string[] = []
          for (const address of addresses) {
            const { url, host } = await addressOf(address, deps.folders, config.fetch.maxBytes)
            const publisher = publisherOf(options, host)
            const added = await addDocument(deps.db, {
              url,
              publisher,
              submittedBy: options.by,
              open: options.open ?? false,
              licence: options.licence ?? null,
              again: options.again ?? false,
              now: deps.now(),
            })
            if (options.confidential !== undefined) await makeConfidential(deps, { documentId: added.id, reason: options.confidential, by: options.by })
            ids.push(added.id)
          }
          const rows = async () => (await Promise.all(ids.map((id) => listDocuments(deps.db, { id }, 1)))).flat()
          if (options.wait) {
            await until(
              async () => (await rows()).every(isSettled),
              async () => {
                const now = await rows()
                return `${now.filter(isSettled).length} of ${now.length} documents done`
              },
              ['collect'],
            )
          }
          const documents = await rows()
          say.result({ documents, demonstration: await demonstrationState(deps.db) }, () => documents.flatMap(describe))
          return documents.some((document) => document.state === 'failed') ? 1 : 0
        }),
      ),
    )
}

/** A pause that nobody waits out at a terminal: its host rests, or its source has done all that it may today. */
const LONG_PAUSE_MS = 60_000

const isPutOff = (row: DocumentRow) => row.dueAt !== null && row.dueAt.getTime() - Date.now() > LONG_PAUSE_MS
const isSettled = (row: DocumentRow) => row.state === 'done' || row.state === 'failed' || row.state === 'gone' || isPutOff(row)

async function addressOf(address: string, folders: Parameters<typeof keepUpload>[0], maxBytes: number): Promise<{ url: string; host: string }> {
  if (/^https?:\/\//i.test(address)) {
    if (!URL.canParse(address)) throw new InvalidError(`"${address}" is not an address.`)
    const url = new URL(address)
    url.hash = ''
    return { url: url.href, host: url.host }
  }
  if (!(await stat(address).catch(() => null))) throw new InvalidError(`"${address}" is neither a web address (https://…) nor a file here.`)
  return { url: await keepUpload(folders, address, maxBytes), host: 'Files added here' }
}

/** A document in a few lines. */
export function describe(row: DocumentRow): string[] {
  const head = `${row.state.padEnd(8)} ${row.title ?? row.url}`
  if (isPutOff(row))
    return [
      head,
      `         ${row.url}`,
      `         ${row.problem ?? 'Its host is left alone for a while.'} Tried again after ${row.dueAt?.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    ]
  if (row.problem) return [head, `         ${row.url}`, `         ${row.problem}`]
  return [
    head,
    `         ${row.url}`,
    `         ${row.id}, sealed as ${row.sha256 ?? 'nothing yet'}`,
    `         ${row.candidates} claims to review, ${row.published} accepted${row.candidates > 0 ? `. See them: unpick claims --document ${row.id}` : ''}`,
  ]
}
