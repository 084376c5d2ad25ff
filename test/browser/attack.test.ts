/** Attacks in a real Chromium: hostile words in every field of every form, then every page opened with ears for dialogs, scripts and broken policies. */
import { existsSync, readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { load } from 'cheerio'
import { type Browser, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, FLAGS, invitation, join } from '../support/browser.ts'
import { type Started, command, discard, startUnpick } from '../support/started.ts'

const SAMPLES = joinPath(import.meta.dirname, '../../../shared/data/robustness/strings/blns.json')
const OWN = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "' onmouseover='alert(3)' autofocus onfocus='alert(4)",
  'javascript:alert(5)',
  '</textarea><svg onload=alert(6)>',
  '</title><script>alert(7)</script>',
  '<iframe srcdoc="<script>parent.alert(8)</script>"></iframe>',
  '"><form action="https://evil.example"><button autofocus>',
  '{{constructor.constructor("alert(9)")()}}',
  '${alert(10)}',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<style>@import "https://evil.example/x.css"</style>',
  "'; drop table claim; --",
  '\u202Egnp.exe',
  'a\u0000b',
  '\uD800',
  '../../../etc/passwd',
  '=cmd|/c calc!A1',
]
const STRINGS: readonly string[] = [...OWN, ...(existsSync(SAMPLES) ? (JSON.parse(readFileSync(SAMPLES, 'utf8')) as string[]) : [])]
/** Forms that end the visit that asks, or take away what is to be looked at. */
const LEFT_ALONE =
  /sign-out|account\/leave|account\/visits|account\/second-factor|account\/keys|account\/pass|desk\/people\/(?!invite)|desk\/queues|demonstration|sources\//
const MOST_PAGES = 160

/** As many strings as fit into a field, each on a line of its own where the field has lines. */
function fillings(longest: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const text of STRINGS) {
    if (piece !== '' && piece.length + text.length + 1 > longest) {
      pieces.push(piece)
      piece = ''
    }
    piece = `${piece}${piece && ' '}${text}`.slice(0, longest)
  }
  return [...pieces, piece]
}

type Form = {
  readonly method: 'get' | 'post'
  readonly action: string
  readonly fields: readonly { readonly name: string; readonly longest: number; readonly value: string }[]
  /** What its first button says. */
  readonly button: Readonly<Record<string, string>>
}

/** What stands in a page that no page of ours has: handlers, frames, scripts of others, addresses that run. */
function planted(html: string): string[] {
  const $ = load(html)
  const found = $('iframe, object, embed, base, svg[onload], style, [srcdoc], [onerror], [onload], [onfocus], [onmouseover], [onclick], [style]').toArray()
  const scripts = $('script')
    .toArray()
    .filter((each) => !/^\/static\//.test($(each).attr('src') ?? ''))
  const links = $('a[href]')
    .toArray()
    .filter(
      (each) =>
        /^\s*(?:javascript|data|vbscript):/i.test($(each).attr('href') ?? '') &&
        !$(each).attr('href')?.startsWith("javascript:location.href='http://localhost"),
    )
  const forms = $('form[action]')
    .toArray()
    .filter((each) => !/^\//.test($(each).attr('action') ?? ''))
  return [...found, ...scripts, ...links, ...forms].map((each) => $.html(each).slice(0, 100))
}

describe.skipIf(!CHROMIUM)('against attacks', () => {
  let unpick: Started
  let browser: Browser
  let page: Page
  const heard: string[] = []
  beforeAll(async () => {
    unpick = await startUnpick({ environment: { UNPICK_WEB_ARCHIVE: '' } })
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args: FLAGS })
    page = await (await browser.newContext({ viewport: { width: 1_000, height: 800 } })).newPage()
    await page.addInitScript({ path: joinPath(import.meta.dirname, 'forms.js') })
    page.on('dialog', (dialog) => {
      heard.push(`dialog on ${page.url()}: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(unpick.origin)) heard.push(`${page.url()} asked ${request.url().slice(0, 80)}`)
    })
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) heard.push(`policy broken on ${page.url()}: ${message.text().slice(0, 200)}`)
    })
    await join(page, await invitation(unpick, 'admin'), 'heron-admin')
  })
  afterAll(async () => {
    await browser.close()
    await discard(unpick)
  })

  /** Every page that can be reached by links, one of each kind of address where there are many. */
  async function pages(): Promise<string[]> {
    const kinds = new Map<string, number>()
    const seen = new Set<string>(['/', '/desk', '/submit', '/account', '/about', '/desk/settings', '/desk/add', '/desk/extract', '/desk/review'])
    const list = [...seen]
    for (let i = 0; i < list.length && list.length < MOST_PAGES; i += 1) {
      await visit(list[i] as string)
      const links = await page.$$eval('a[href]', (all) => all.map((a) => a.getAttribute('href') ?? ''))
      for (const link of links) {
        if (
          !link.startsWith('/') ||
          /^\/(?:static|desk\/queues|api|demonstration\/|captures\/.*\/original)|\.(?:atom|ics|pdf|docx|png)\b|account\/data/.test(link)
        )
          continue
        const path = link.split('#')[0] as string
        const kind = path
          .replace(/[a-z]{3}_[a-f\d]{20,}|[a-f\d]{64}|(?<=\/(?:brands|programmes|lists|campaigns|sources)\/)[^/?]+/g, '*')
          .replace(/=[^&]*/g, '=')
        if (seen.has(path) || (kinds.get(kind) ?? 0) >= 3) continue
        seen.add(path)
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
        list.push(path)
      }
    }
    return list
  }

  /** Opens a page. One that looks again by itself may do so at this moment: then it is opened once more. */
  async function visit(path: string): Promise<void> {
    await page.goto(unpick.origin + path).catch(() => page.goto(unpick.origin + path))
  }

  const formsHere = async () => (await page.evaluate('testForms()')) as Form[]

  /** Sends a form. @returns the status of the answer; null when the page has no such form any more */
  async function send({ method, action, button }: Form, name: string, words: string): Promise<number | null> {
    const arrived = page.waitForNavigation({ timeout: 20_000 }).catch(() => null)
    if (!(await page.evaluate(`testSend(${JSON.stringify({ method, action, button, name, words })})`))) return null
    const status = (await arrived)?.status() ?? 0
    return status
  }

  test('hostile words in every field of every form run nowhere, load nothing, and break nothing', async () => {
    const forms = new Map<string, { form: Form; at: string }>()
    const first = await pages()
    for (const path of first) {
      await visit(path)
      for (const form of await formsHere()) {
        const key = `${form.method} ${Object.values(form.button).join()} ${form.action.replace(/[a-z]{3}_[a-f\d]{20,}|(?<=\/(?:brands|campaigns|groups)\/)[^/]+/g, '*')} ${form.fields.map(({ name }) => name).join()}`
        if (!LEFT_ALONE.test(form.action) && !forms.has(key)) forms.set(key, { form, at: path })
      }
    }
    let [sent, fields] = [0, 0]
    const broken: string[] = []
    const note = (status: number, { method, action }: Form, name: string, words: string) => {
      sent += 1
      if (status >= 500) broken.push(`${status} from ${method} ${action}, ${name}: ${words.slice(0, 60)}`)
    }
    for (const { form, at } of forms.values()) {
      for (const { name, longest } of form.fields) {
        if (['challenge', 'nonce'].includes(name) || /^demand [1-9]/.test(name)) continue // rows of one kind are filled once
        fields += 1
        // The worst in the browser itself; everything, form by form, as a program sends it.
        await visit(at)
        const worst = OWN.slice(0, 8).join(' ').slice(0, Math.min(longest, 2_000))
        const status = await send(form, name, worst)
        if (status !== null) note(status, form, name, worst)
        for (const words of fillings(Math.max(700, Math.min(longest, 4_000)))) {
          const values = Object.fromEntries(form.fields.map((field) => [field.name, field.name === name ? words : field.value || 'words enough']))
          const answer = await (form.method === 'get'
            ? page.request.get(unpick.origin + form.action, { params: values })
            : page.request.post(unpick.origin + form.action, { form: { ...form.button, ...values }, headers: { origin: unpick.origin } }))
          note(answer.status(), form, name, words)
          if ((answer.headers()['content-type'] ?? '').startsWith('text/html'))
            broken.push(...planted(await answer.text()).map((each) => `${each} in the answer of ${form.action}, ${name}`))
        }
      }
    }
    const after = await pages()
    console.log(
      `${STRINGS.length} strings in ${fields} fields of ${forms.size} forms, ${sent} sent, ${after.length} pages opened after it: ${heard.length} dialogs, foreign requests or broken policies, ${broken.length} faults`,
    )
    expect(broken).toEqual([])
    expect(heard).toEqual([])
    expect(forms.size).toBeGreaterThan(15)
    const { stdout } = await command(unpick.dataDir, ['verify', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ isSound: true })
  }, 400_000)
})
