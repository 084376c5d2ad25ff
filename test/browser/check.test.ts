/** The walk of a union rep in a real Chromium: a list, a column corrected, a match confirmed, a motion, a watch, a new claim, the feed. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join as pathOf } from 'node:path'
import { parseFeed } from 'feedsmith'
import * as mupdf from 'mupdf'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, FLAGS, isFit, openPage } from '../support/browser.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Started, command, discard, startUnpick } from '../support/started.ts'

const SOFFICE = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path))
if (!SOFFICE) console.log('There is no LibreOffice on this machine, so the motion is not opened with it.')
const LIST = 'Wer;Was;Wo\nHemden;LANTERN GARMENTS LTD;\nGarn;Ashmeer Spining Co;\nStoff;Meadow Looms;China\nSchrauben;Quite Another Firm;\n;;\n'
const REPORT = '<p>In 2021, Meadow Looms Co., Ltd. accepted 200 surplus rural labourers under a labour transfer programme.</p>'

describe.skipIf(!CHROMIUM)('a check in a browser', () => {
  let unpick: Started
  let browser: Browser
  let folder: string
  beforeAll(async () => {
    unpick = await startUnpick()
    folder = await temporaryFolder('check')
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args: FLAGS })
  })
  afterAll(async () => {
    await browser.close()
    await discard(unpick)
  })

  test('while somebody writes, their machine does the little sum, and it goes ahead of the list', async () => {
    const { page } = await openPage(browser, unpick, { width: 1_280 })
    await page.goto(`${unpick.origin}/check`)
    await page.getByLabel(/names, one a line/).fill('Lantern Garments Ltd')
    await page.locator('form[action*="nonce="]').waitFor({ state: 'attached' })
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    expect(new URL((await sent).url()).searchParams.get('challenge')).toMatch(/^[0-9a-z]+-[0-9a-f]{24}-[0-9a-f]{32}$/)
    await page.getByRole('heading', { name: 'Take it along' }).waitFor()
    await page.close()
  })

  test.each([
    { width: 360, hasScript: true, dark: true },
    { width: 1_280, hasScript: false, dark: false },
  ])(
    'from a list to a motion, a watch and its feed at $width px, JavaScript: $hasScript',
    async ({ width, hasScript, dark }) => {
      const { page, foreign } = await openPage(browser, unpick, { width, hasScript, dark })
      const look = () => isFit(page, hasScript)
      const file = pathOf(folder, `our suppliers ${width}.csv`)
      await writeFile(file, LIST)
      await page.goto(unpick.origin)
      await page.getByRole('link', { name: 'Check suppliers' }).click()
      await look()
      await page.getByLabel(/^A file/).setInputFiles(file)
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await page.getByRole('heading', { name: 'Take it along' }).waitFor()
      await look()
      // The column of names was guessed, and is put right.
      await page.getByText('Names are taken from').click()
      await page.getByLabel('Names', { exact: true }).selectOption('Was')
      await page.getByLabel('Countries').selectOption('Wo')
      await page.getByRole('button', { name: 'Check again by these columns' }).click()
      await page.getByRole('heading', { name: 'Linked', exact: true }).waitFor()
      await page.locator('#row-2').getByText('How it is linked').click()
      await page.locator('#row-2 .thread').first().waitFor()
      await look()
      // On paper: every chain, and nothing to press.
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('main button:visible').count()).toBe(0)
      const hidden = "[...document.querySelectorAll('.chain')].filter((chain) => getComputedStyle(chain).contentVisibility !== 'visible').length"
      expect(await page.evaluate(hidden)).toBe(0)
      await page.emulateMedia({ media: 'screen' })
      // An unsure match is confirmed.
      await page
        .locator('#row-3')
        .getByRole('button', { name: /^Yes, Ashmeer/ })
        .click()
      await page.locator('#row-3').getByText('You said that it is the same.').waitFor()
      await look()
      await page.getByRole('link', { name: 'A motion, questions for the employer' }).click()
      await page.getByLabel('The employer', { exact: true }).fill('Halden Depots Ltd')
      await page.getByLabel('The branch').fill('Barnsley general')
      await page.getByRole('button', { name: 'Save, and look for the statement' }).click()
      await look()
      await page.getByRole('link', { name: 'Model motion' }).click()
      await look()
      const href = (await page.getByRole('link', { name: 'DOCX' }).getAttribute('href')) as string
      const docx = pathOf(folder, `motion-${width}.docx`)
      await writeFile(docx, Buffer.from(await (await fetch(unpick.origin + href)).arrayBuffer()))
      if (SOFFICE) {
        execFileSync(SOFFICE, ['--headless', `-env:UserInstallation=file://${folder}/office`, '--convert-to', 'pdf', '--outdir', folder, docx], {
          stdio: 'ignore',
          timeout: 120_000,
        })
        const document = mupdf.Document.openDocument(await readFile(docx.replace('.docx', '.pdf')), 'application/pdf')
        const words = document.loadPage(0).toStructuredText('').asText()
        expect(words).toContain('Moved by Barnsley general')
        expect(words.replace(/\s+/g, ' ')).toContain('LANTERN GARMENTS LTD (row 2 of the list)')
      }
      await page.goBack()
      await page.goto(page.url().replace(/\/packs.*$/, ''))
      await page.getByRole('button', { name: 'Keep the list' }).click()
      await page.getByRole('heading', { name: 'This list is kept' }).waitFor()
      await page.getByRole('button', { name: 'Watch this list' }).click()
      await page.getByRole('heading', { name: 'What the watch has seen' }).waitFor()
      expect(await page.getByText('Nothing yet.').count()).toBe(1)
      await look()
      const feed = `${page.url()}/feed.atom`
      // The first walk publishes the claim; the second list is watched when it is there, and is told of what comes after.
      await publish(width === 360 ? REPORT : REPORT.replace('Meadow Looms Co., Ltd.', 'Quite Another Firm Co., Ltd.'), width)
      const expected = width === 360 ? 'Meadow Looms' : 'Quite Another Firm'
      await expect
        .poll(async () => JSON.stringify(parseFeed(await (await fetch(feed)).text()).feed), { timeout: 30_000, interval: 250 })
        .toContain(`New: ${expected}`)
      await page.reload()
      await page.getByText(`${expected} Co., Ltd. takes part in`).waitFor()
      await look()
      await page.getByRole('link', { name: 'Check the list again' }).click()
      expect(foreign).toEqual([])
    },
    300_000,
  )

  /** A report is added, read, and its claim accepted by somebody else. */
  async function publish(report: string, key: number): Promise<void> {
    const file = pathOf(folder, `report-${key}.html`)
    await writeFile(file, report)
    const added = await command(unpick.dataDir, [
      'add',
      file,
      '--publisher',
      'Example Institute',
      '--kind',
      'university',
      '--reliability',
      'B',
      '--reason',
      'Names its records.',
      '--json',
    ])
    expect(added.code, added.stderr).toBe(0)
    const { stdout } = await command(unpick.dataDir, ['claims', '--status', 'candidate', '--json'])
    const { claims } = JSON.parse(stdout) as { claims: { id: string }[] }
    for (const { id } of claims)
      expect((await command(unpick.dataDir, ['decide', id, '--ruling', 'accept', '--by', 'somebody else', '--reason', 'The sentence says so.'])).code).toBe(0)
  }

  test('a workplace, on a phone and wide: the map, the list, and no way to a single person', async () => {
    for (const width of [360, 1_280]) {
      const { page } = await openPage(browser, unpick, { width, dark: width === 360 })
      await page.goto(`${unpick.origin}/workplaces?q=leeds`)
      await isFit(page)
      await page.locator('a.who').first().click()
      await page.getByRole('heading', { name: /^Who else works for/ }).waitFor()
      await isFit(page)
      expect(await page.locator('a[href^="mailto:"], a[href^="tel:"]').count()).toBe(0)
    }
  })
})
