/** Browser for tests: the Chromium of this machine, and somebody who signs in with it. */
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
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

/** A page may take long while other suites run beside it: what is wrong is found by what it shows, not by when. */
const PATIENCE_MS = 120_000

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

export type Look = {
  readonly width: number
  readonly dark?: boolean
  readonly hasScript?: boolean
  /** Axe needs to run its own script. */ readonly bypassCSP?: boolean
}

/** A page of its own, and the requests it makes to anybody else. */
export async function openPage(browser: Browser, unpick: Started, { width, dark = false, hasScript = true, bypassCSP = hasScript }: Look) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: hasScript, bypassCSP })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(unpick.origin)) foreign.push(request.url())
  })
  return { page, foreign }
}

/** A page is fit for everyone: axe finds nothing (where scripts run), and it is no wider than its screen. */
export async function isFit(page: Page, hasScript = true): Promise<void> {
  await page.waitForLoadState() // a page that was just asked for may have no element yet
  if (hasScript) {
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ target }) => target.join(' '))
            .slice(0, 3)
            .join(', ')} on ${page.url()}`,
      ),
    ).toEqual([])
  }
  expect(await page.evaluate('document.documentElement.scrollWidth'), `${page.url()} is wider than the screen`).toBeLessThanOrEqual(
    page.viewportSize()?.width ?? 0,
  )
}
