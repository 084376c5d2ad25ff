/** Browser for tests: the Chromium of this machine, and somebody who signs in with it. */
import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { PASSPHRASE, codeOf } from './people.ts'
import { type Started, command } from './started.ts'

/** Where Chromium is; undefined where there is none. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The link by which somebody of a role joins, as the command line makes it. */
export async function invitation(unpick: Started, role: string): Promise<string> {
  const { stdout } = await command(unpick.dataDir, ['invite', '--role', role, '--json'])
  return `${unpick.origin}/join/${(JSON.parse(stdout) as { link: string }).link.split('/').at(-1)}`
}

/** Joins by an invitation, with a second factor. @returns the secret of the codes */
export async function join(page: Page, link: string, pseudonym: string, look: () => Promise<void> = async () => undefined): Promise<string> {
  await page.goto(link)
  await look()
  await page.getByLabel('Pseudonym').fill(pseudonym)
  await page.getByLabel(/Passphrase/).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Join' }).click()
  const secret = ((await page.locator('ol > li > code').first().textContent()) ?? '').replaceAll(' ', '')
  await look()
  await page.getByLabel(/six digits/).fill(codeOf(secret))
  await page.getByRole('button', { name: 'Confirm' }).click()
  return secret
}
