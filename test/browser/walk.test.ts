/** The walk of a campaigner in a real Chromium: home, brand, claim, sealed copy; every page fit for everyone (axe), on a phone and wide, light and dark. */
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, FLAGS, type Look, invitation, isFit, join, openPage } from '../support/browser.ts'
import { PASSPHRASE, codeOf } from '../support/people.ts'
import { type Started, discard, startUnpick } from '../support/started.ts'

if (!CHROMIUM) console.log('There is no Chromium on this machine, so the browser walk is skipped. On Debian: apt-get install chromium')
test('CI walks in a browser', () => {
  if (process.env['UNPICK_CI'] === 'true') expect(CHROMIUM, 'chromium is not installed').toBeDefined()
})

describe.skipIf(!CHROMIUM)('in a browser', () => {
  let unpick: Started
  let browser: Browser
  beforeAll(async () => {
    unpick = await startUnpick()
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args: FLAGS })
  })
  afterAll(async () => {
    await browser.close()
    await discard(unpick)
  })

  const open = (look: Look) => openPage(browser, unpick, look)

  test.each([{ width: 360 }, { width: 1_280 }])(
    'names come as they are typed at $width px, by keyboard alone, and the form works without',
    async ({ width }) => {
      const { page, foreign } = await open({ width, bypassCSP: false })
      await page.goto(unpick.origin)
      const field = page.getByRole('combobox', { name: 'A brand' })
      await field.pressSequentially('haldn and ro')
      const option = page.getByRole('option', { name: 'Halden & Row' })
      await page.locator('[role=option]').first().filter({ hasText: 'Halden & Row' }).waitFor()
      await field.press('ArrowDown')
      expect(await option.getAttribute('aria-selected')).toBe('true')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      await field.press('Enter')
      await page.waitForURL('**/brands/halden-and-row')
      expect(foreign).toEqual([])
      const plain = await open({ width, hasScript: false })
      await plain.page.goto(unpick.origin)
      await plain.page.getByLabel('A brand').fill('Haldn & Row')
      await plain.page.getByRole('button', { name: 'Search' }).click()
      await plain.page.getByRole('link', { name: 'Halden & Row', exact: true }).first().waitFor()
    },
  )

  test.each([
    { width: 360, dark: true },
    { width: 1_280, dark: false },
  ])('the desk at $width px, from an invitation to a source and a document', async ({ width, dark }) => {
    const { page, foreign } = await open({ width, dark })
    const pseudonym = `wren-${width}`
    const secret = await join(page, await invitation(unpick, 'admin'), pseudonym, () => isFit(page))
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(pseudonym)
    await isFit(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto(`${unpick.origin}/desk`)
    await isFit(page)
    await page.getByLabel('Pseudonym').fill(pseudonym)
    await page.getByLabel('Passphrase').fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel(/six digits/).fill(codeOf(secret, Date.now() + 30_000))
    await page.getByRole('button', { name: 'Go on' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The desk')
    await isFit(page)
    await page.getByRole('link', { name: 'Names that may be one' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Names that may be one')
    await isFit(page)
    await page.getByRole('link', { name: 'The desk' }).click()
    await page.getByRole('button', { name: 'Run now Watched folder' }).click()
    await page.getByRole('link', { name: 'Demonstration: reports' }).click()
    await page.getByRole('cell', { name: 'fine' }).first().waitFor()
    await isFit(page)
    await page.getByRole('link', { name: 'The desk' }).click()
    await page.getByRole('link', { name: 'People' }).click()
    await isFit(page)
    await page.getByRole('link', { name: 'The desk' }).click()
    await page.getByRole('link', { name: 'Threads of the Tarn' }).click()
    await page.locator('.keys').waitFor({ state: 'visible' })
    await page.keyboard.press('j')
    expect(await page.locator('mark.lit').first().textContent()).toContain('Shipping records')
    await page.keyboard.press('a')
    await page.getByLabel('The words that say it').waitFor()
    await isFit(page)
    for (const path of ['/desk/review', '/desk/add', '/account', '/account/second-factor']) {
      await page.goto(`${unpick.origin}${path}`)
      await isFit(page)
    }
    await page.goto(`${unpick.origin}/desk/extract`)
    await page.getByLabel('or words').fill('Ashmere Spinning Co., Ltd. supplies yarn to Lantern Garments Ltd.')
    await page.getByRole('button', { name: 'Look' }).click()
    await page.getByRole('heading', { name: '1 claim in the text' }).waitFor()
    await isFit(page)
    expect(foreign).toEqual([])
  })

  test.each([
    { width: 320, dark: true },
    { width: 1_280, dark: false },
  ])('home, brand, claim, sealed copy at $width px', async ({ width, dark }) => {
    const { page, foreign } = await open({ width, dark })
    await page.goto(unpick.origin)
    await isFit(page)
    await page.getByLabel('A brand').fill('halden')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: 'Halden & Row' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Halden & Row made up')
    expect(await page.locator('.say').textContent()).toContain('The strongest is substantial.')
    await isFit(page)
    await page
      .getByRole('link', { name: /buys combed cotton yarn from/ })
      .first()
      .click()
    expect(page.url()).toContain('/claims/clm_')
    const quote = await page
      .locator('blockquote p')
      .first()
      .evaluate((p) =>
        [...p.childNodes]
          .filter((node) => node.nodeType === 3)
          .map((node) => node.textContent)
          .join(''),
      )
    await isFit(page)
    await page
      .getByRole('link', { name: /Sealed copy/ })
      .first()
      .click()
    await page.waitForURL(/\/captures\/[0-9a-f]{64}/)
    expect(await page.locator('mark').allTextContents()).toContainEqual(expect.stringContaining(quote.trim()))
    await isFit(page)
    expect(foreign).toEqual([])
    await page.context().close()
  })

  test('every other page is fit too', async () => {
    const { page, foreign } = await open({ width: 360 })
    for (const path of [
      '/brands',
      '/brands/pell-electricals',
      '/brands/brightwell-home',
      '/brands/northway-sports',
      '/how-we-grade',
      '/targets?near=Leeds',
      '/actions',
      '/campaigns/cut-the-tarn-thread',
      '/programmes',
      '/programmes/tarn-basin-labour-placement-scheme',
      '/lists',
      '/lists/uflpa-entity-list',
      '/docs',
      '/data',
      '/demonstration/about',
      '/nowhere',
    ]) {
      await page.goto(unpick.origin + path)
      await isFit(page)
    }
    expect(foreign).toEqual([])
    await page.context().close()
  })

  test('no page breaks its own content security policy', async () => {
    const { page } = await open({ width: 1_280, bypassCSP: false })
    const refused: string[] = []
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text())
    })
    for (const path of ['/', '/brands/halden-and-row', '/targets?near=Leeds', '/how-we-grade', '/docs']) await page.goto(unpick.origin + path)
    expect(refused).toEqual([])
    expect(await page.evaluate('document.fonts.check("16px Atkinson")')).toBe(true)
    await page.context().close()
  })

  test('without JavaScript a place still leads to shops, and a thread still opens', async () => {
    const { page } = await open({ width: 360, hasScript: false })
    await page.goto(unpick.origin)
    await page.getByLabel('A place').fill('Leeds')
    await page.getByRole('button', { name: 'Find' }).click()
    expect(await page.locator('.target').count()).toBeGreaterThan(3)
    await page.goto(`${unpick.origin}/brands/halden-and-row`)
    const folded = page.locator('details.ev:not([open])').first()
    await folded.locator('summary').click()
    expect(await page.locator('details.ev[open]').count()).toBeGreaterThan(3)
    await page.context().close()
  })

  test('on paper every quote is open', async () => {
    const { page } = await open({ width: 800 })
    await page.goto(`${unpick.origin}/brands/kestrel-kids`)
    await page.emulateMedia({ media: 'print' })
    const heights = await page.locator('.chain .ev blockquote').evaluateAll((quotes) => quotes.map((quote) => quote.getBoundingClientRect().height))
    expect(heights.length).toBeGreaterThan(3)
    expect(heights.every((height) => height > 10)).toBe(true)
    await page.context().close()
  })
})
