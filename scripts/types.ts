/** Types: migrates an empty database and writes src/db/schema.ts from it. `--verify` compares instead. */
import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDb } from '../src/db/client.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'

/** Columns whose type the database cannot say. */
const OVERRIDES: Readonly<Record<string, string>> = {
  'claim.status': "Generated<import('../model/claim.ts').ClaimStatus>",
  'claim.predicate': "import('../model/claim.ts').Predicate",
  'evidence.stance': "import('../model/claim.ts').Stance",
  'document.state': "Generated<import('../model/document.ts').DocumentState>",
  'publisher.reliability': "import('../model/grade.ts').Reliability",
  'publisher.kind': "import('../model/organisation.ts').PublisherKind",
  'reading.spans': "import('../model/spans.ts').PackedSpans",
  'organisation.kind': "import('../model/organisation.ts').OrganisationKind",
  'decision.ruling': "import('../model/claim.ts').Ruling",
}

const folder = await mkdtemp(join(tmpdir(), 'unpick-types-'))
await chmod(folder, 0o755) // PostgreSQL's user must be able to enter, also when this runs as root
const server = await startEmbedded(folder, () => undefined, { flags: ['fsync=off'] })
try {
  const { db, close } = openDb(server.ownerUrl)
  await migrate(db)
  await close()
  const verify = process.argv.includes('--verify') ? ['--verify'] : []
  execFileSync(
    'kysely-codegen',
    [
      '--dialect',
      'postgres',
      '--camel-case',
      '--url',
      server.ownerUrl,
      '--out-file',
      'src/db/schema.ts',
      '--date-parser',
      'string',
      '--numeric-parser',
      'number',
      '--type-mapping',
      JSON.stringify({ int8: 'number', jsonb: 'unknown', date: 'string' }),
      '--overrides',
      JSON.stringify({ columns: OVERRIDES }),
      '--exclude-pattern',
      '{kysely_*,bullmq.*}',
      '--default-schema',
      'public',
      '--include-pattern',
      '{public,published,ledger,gazetteer,register,accounts}.*',
      ...verify,
    ],
    { stdio: 'inherit' },
  )
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
