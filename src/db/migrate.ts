/** Migrations: brings a database to the present shape, under a lock, so that several processes may start at once. */
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import * as fs from 'node:fs/promises'
import * as path from 'node:path'
import type { Db } from './client.ts'

const FOLDER = path.join(import.meta.dirname, '../../migrations')

/**
 * Runs every migration that has not run yet.
 * @returns the names of those that ran
 * @throws Error naming the migration that failed; what it had done is rolled back
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder: FOLDER }) })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) {
    const failed = results.find((result) => result.status === 'Error')
    throw new Error(`Migration ${failed?.migrationName ?? ''} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  return results.map((result) => result.migrationName)
}
