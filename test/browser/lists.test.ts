/** A list that only people can fetch, through a real browser: handed over, not understood, mended by saying which column is what; the next edition reads itself. */
import { type Browser, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, FLAGS, invitation, isFit, join } from '../support/browser.ts'
import { type Started, command, discard, startUnpick } from '../support/started.ts'

const SOURCE = '/desk/sources/gb-new-look-supplier-list'
const EDITION = 'Alpha,Beta,Gamma\nLantern North,12 Mill Road,Oranmore\nAshmere Works,3 Dyke Lane,Port Ellis\nHarl Shed,9 Quay,Port Ellis\n'

describe.skipIf(!CHROMIUM)('a list that changed its shape', () => {
  let unpick: Started
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    unpick = await startUnpick({ environment: { UNPICK_DEMONSTRATION: 'off' }, untilDone: false })
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args: FLAGS })
    page = await (await browser.newContext({ viewport: { width: 360, height: 800 }, bypassCSP: true })).newPage()
    await join(page, await invitation(unpick, 'researcher'), 'heron-lists')
  })
  afterAll(async () => {
    await browser.close()
    await discard(unpick)
  })

  async function handOver(name: string, text: string): Promise<void> {
    await page.goto(unpick.origin + SOURCE)
    await page.getByLabel('The file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: 'Hand it over' }).click()
  }
  const until = (says: RegExp) =>
    expect.poll(async () => (await page.goto(unpick.origin + SOURCE), await page.locator('main').innerText()), { timeout: 60_000, interval: 500 }).toMatch(says)
  const claims = async () =>
    (JSON.parse((await command(unpick.dataDir, ['claims', '--json'])).stdout) as { claims: { subject: string; object: string }[] }).claims

  test('it is handed over to its source, which says that it cannot tell the columns', async () => {
    await handOver('list-2026.csv', EDITION)
    await until(/Say which column is what/)
    await isFit(page)
  })

  test('somebody says which column is what, sees the claims that follow, and keeps it', async () => {
    await page.getByRole('link', { name: 'Say which column is what' }).first().click()
    await isFit(page)
    await page.getByLabel('Name of the site or supplier').selectOption('Alpha')
    await page.getByLabel('Address', { exact: true }).selectOption('Beta')
    await page.getByLabel('City').selectOption('Gamma')
    await page.getByRole('button', { name: 'Show what follows' }).click()
    await expect.poll(() => page.locator('main').innerText()).toMatch(/New Look buys from Lantern North \(12 Mill Road, Oranmore\)/)
    await isFit(page)
    await page.getByRole('button', { name: 'Keep it' }).click()
    await until(/3 claims found/)
    expect((await claims()).map(({ subject, object }) => `${subject} buys from ${object}`).sort()).toEqual(
      ['Ashmere Works', 'Harl Shed', 'Lantern North'].map((name) => `New Look buys from ${name}`),
    )
  })

  test('the next edition is read by itself', async () => {
    await handOver('list-2027.csv', `${EDITION}Vetch Yard,1 Salt Street,Oranmore\n`)
    await until(/4 claims found/)
    expect((await claims()).map(({ object }) => object)).toContain('Vetch Yard')
  })
})
