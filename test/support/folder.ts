/** Temporary folders that PostgreSQL's user can enter, also when the tests run as root. */
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new folder below the system's temporary one. */
export async function temporaryFolder(what: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `unpick-${what}-`))
  await chmod(folder, 0o755)
  return folder
}
