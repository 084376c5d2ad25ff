/** unpick extract: what a file would yield, nothing stored. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { catalogue } from '../catalogue/catalogue.ts'
import { InvalidError } from '../src/errors.ts'
import { extractClaims, objectName, programmeTitles } from '../src/extract/extract-claims.ts'
import { loadRules } from '../src/extract/extract-capture.ts'
import { catalogueNames } from '../src/extract/catalogue-names.ts'
import { createNamesIndex } from '../src/extract/names-index.ts'
import { codePointPlaces } from '../src/model/offsets.ts'
import { spanAt } from '../src/model/document.ts'
import { createReadingRoom } from '../src/read/reading-room.ts'
import type { Run } from './main.ts'

export function extractCommand(program: Command, run: Run): void {
  program
    .command('extract <file>')
    .description('Show the organisations, programmes and candidate claims in a file. Nothing is stored, no server is needed.')
    .option('--json', 'print JSON')
    .action((file: string, options: { json?: boolean }) =>
      run(options, async ({ say }) => {
        const bytes = await readFile(file).catch(() => null)
        if (bytes === null) throw new InvalidError(`There is no file ${file}.`)
        const room = createReadingRoom()
        const reading = await room
          .read({ url: pathToFileURL(basename(file)).href, as: 'document', bytes, headers: {}, fetchedAt: new Date() })
          .finally(room.close)
        const names = catalogueNames(catalogue)
        const { mentions, claims } = extractClaims(reading.text, reading.spans, {
          find: createNamesIndex(names).find,
          programmes: programmeTitles(names),
          rules: await loadRules(),
        })
        const at = codePointPlaces(reading.text)
        const page = (place: number) => spanAt(reading.spans, place)?.page ?? null
        const named = (kind: 'programme' | 'organisation') =>
          mentions
            .filter((mention) => (mention.kind === 'programme') === (kind === 'programme'))
            .map((mention) => ({
              name: mention.surface,
              kind,
              known: mention.id !== null,
              start: at(mention.start),
              end: at(mention.end),
              page: page(mention.start),
            }))
        const result = {
          language: reading.language,
          pages: Math.max(0, ...reading.spans.map((span) => span.page ?? 0)) || null,
          organisations: named('organisation'),
          programmes: named('programme'),
          claims: claims.map((claim) => ({
            subject: claim.subject.name,
            predicate: claim.predicate,
            object: objectName(claim.object),
            product: claim.product ?? null,
            period: claim.period ?? null,
            quote: reading.text.slice(claim.start, claim.end),
            start: at(claim.start),
            end: at(claim.end),
            page: page(claim.start),
            stance: claim.stance,
            confidence: claim.confidence,
            rule: claim.rule,
          })),
        }
        say.result(result, () => [
          `${result.organisations.length} organisations named: ${[...new Set(result.organisations.map((organisation) => organisation.name))].join('; ') || 'none'}`,
          `${result.programmes.length} programmes named: ${[...new Set(result.programmes.map((programme) => programme.name))].join('; ') || 'none'}`,
          ...result.claims.flatMap((claim) => [
            '',
            `${claim.subject} · ${claim.predicate.replaceAll('_', ' ')} · ${claim.object} (${claim.stance}, ${claim.confidence}, ${claim.rule})`,
            `  “${claim.quote}”`,
          ]),
        ])
      }),
    )
}
