/** The way of one claim through a real browser: a PDF is added, somebody else accepts what it says, the brand's page shows the chain, the company answers, a third person withdraws it. */
import * as mupdf from 'mupdf'
import { type Browser, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, FLAGS, invitation, isFit, join } from '../support/browser.ts'
import { type Started, command, discard, startUnpick } from '../support/started.ts'

const LINES = [
  'Zara buys shirts from Lantern Garments Ltd.',
  'In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.',
  'Gulnisa Imin, 34, said that she was taken from her home.',
]

/** A report of one page. */
function pdf(): Buffer {
  const document = new mupdf.PDFDocument()
  const font = document.addSimpleFont(new mupdf.Font('Helvetica'))
  const text = LINES.map((line, i) => `BT /F1 10 Tf 20 ${250 - 40 * i} Td (${line}) Tj ET`).join('\n')
  document.insertPage(-1, document.addPage([0, 0, 560, 300], 0, { Font: { F1: font } }, text))
  return Buffer.from(document.saveToBuffer('').asUint8Array())
}

describe.skipIf(!CHROMIUM)('the way of a claim', () => {
  let unpick: Started
  let browser: Browser
  const pages = new Map<string, Page>()
  beforeAll(async () => {
    unpick = await startUnpick({ environment: { UNPICK_DEMONSTRATION: 'off' }, untilDone: false })
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args: FLAGS })
    for (const [name, role] of [
      ['adder', 'researcher'],
      ['accepter', 'reviewer'],
      ['judge', 'reviewer'],
    ] as const) {
      const page = await (await browser.newContext({ viewport: { width: name === 'adder' ? 360 : 1_280, height: 800 }, bypassCSP: true })).newPage()
      await join(page, await invitation(unpick, role), `heron-${name}`)
      pages.set(name, page)
    }
    pages.set('visitor', await (await browser.newContext({ viewport: { width: 360, height: 800 }, bypassCSP: true, colorScheme: 'dark' })).newPage())
  })
  afterAll(async () => {
    await browser.close()
    await discard(unpick)
  })

  const of = (name: string) => pages.get(name) as Page
  async function open(name: string, path: string): Promise<Page> {
    const page = of(name)
    await page.goto(unpick.origin + path)
    await isFit(page)
    return page
  }
  /** Looks at a page until it says so. */
  async function until(name: string, path: string, says: RegExp): Promise<Page> {
    const page = of(name)
    await expect
      .poll(async () => (await page.goto(unpick.origin + path), await page.locator('main').innerText()), { timeout: 30_000, interval: 400 })
      .toMatch(says)
    await isFit(page)
    return page
  }

  test('from a PDF to the brand’s page, the company’s answer, the dispute and the tombstone', async () => {
    const adder = await open('adder', '/desk/add')
    await adder.getByLabel('or a file').setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: pdf() })
    await adder.getByLabel('Who put it out').fill('Institute of Tests')
    await adder.getByLabel('What they are').selectOption('university')
    await adder.getByLabel(/How far they can be relied on/).selectOption('B')
    await adder.getByLabel('Why this letter').fill('Its methods are published.')
    await adder.getByRole('button', { name: 'Add it' }).click()
    await adder.getByRole('link', { name: 'Read it' }).waitFor({ timeout: 60_000 })
    expect(await adder.locator('main').innerText()).toMatch(/\d claims? to review/)

    // What one added is not one's own to decide.
    expect(await (await open('adder', '/desk/review')).getByRole('heading', { level: 1 }).textContent()).toBe('Nothing waits for you')
    const accepter = await open('accepter', '/desk/review')
    for (let i = 0; i < 6 && (await accepter.getByRole('heading', { level: 1 }).textContent()) !== 'Nothing waits for you'; i += 1) {
      await isFit(accepter)
      await Promise.all([accepter.waitForNavigation(), accepter.keyboard.press('a')])
    }
    const visitor = await until('visitor', '/brands/zara', /One chain of evidence links Zara/)
    await visitor.getByRole('link', { name: 'what changed' }).click()
    await isFit(visitor)
    await visitor.goto(`${unpick.origin}/brands/zara`)
    await visitor
      .getByRole('link', { name: /buys shirts from/ })
      .first()
      .click()
    await isFit(visitor)
    const claim = new URL(visitor.url()).pathname

    const judge = await open('accepter', `/desk${claim}`)
    await judge.getByText('Tell the company').click()
    await judge.getByLabel('At which address').fill('press@zara.example')
    await judge.getByRole('button', { name: /Record it/ }).click()
    await isFit(judge)
    const link = /\/reply\/[\w-]+/.exec(await judge.getByLabel('The notice').inputValue())?.[0] as string
    const company = await open('visitor', link)
    await company.getByLabel('Its answer').fill('We bought from another mill of that name.')
    await company.getByLabel('The claim is wrong').check()
    await company.getByLabel(/Whom we can ask/).fill('press office')
    await company.getByRole('button', { name: 'Send the answer' }).click()
    expect(await company.getByRole('heading', { level: 1 }).textContent()).toBe('Your answer is here')
    const replies = await open('accepter', '/desk/replies')
    await replies.getByRole('button', { name: 'Publish it beside the claim' }).click()
    await isFit(replies)
    await until('visitor', '/brands/zara', /contested[\s\S]*We bought from another mill/i)
    await until('visitor', claim, /Somebody who has not decided on it before/)

    const again = await open('accepter', `/desk${claim}`)
    await again.getByLabel('Why, in a sentence').fill('I still think so.')
    await again.getByRole('button', { name: 'Decide' }).click()
    expect(await again.getByRole('heading', { level: 1 }).textContent()).toBe('Not yours to do')
    const third = await open('judge', `/desk${claim}`)
    await third.getByLabel('Rule on it').selectOption('retract')
    await third.getByLabel('Why, in a sentence').fill('The mill of the report is another one.')
    await third.getByRole('button', { name: 'Decide' }).click()
    await until('visitor', claim, /We withdrew a claim about Zara[\s\S]*another one/)
    await until('visitor', '/brands/zara', /What we withdrew/)
    await until('visitor', '/corrections', /Withdrawn/)
    const { stdout } = await command(unpick.dataDir, ['verify', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ isSound: true })
  }, 240_000)
})
