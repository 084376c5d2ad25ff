/** The secret that sessions are signed with: made at the first start in `accounts-secret` below the data folder. */
import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where the secret is kept. */
export const secretFile = (dataDir: string): string => join(dataDir, 'accounts-secret')

/** The secret, made if there is none. Only the owner of the file can read it. Losing it ends every visit and every second factor. */
export async function loadAccountsSecret(dataDir: string): Promise<string> {
  const file = secretFile(dataDir)
  const known = await readFile(file, 'utf8').catch(() => null)
  if (known !== null) return known.trim()
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.new`
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft, { force: true })
  return (await readFile(file, 'utf8')).trim()
}
