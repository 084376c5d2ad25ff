/** Robots: what a host lets us fetch, and how fast (RFC 9309). */
import robotsParser from 'robots-parser'

/** The product token that hosts address us by. */
export const ROBOT_NAME = 'Unpick'
const MOST_BYTES = 500 * 1024 // RFC 9309, 2.5: at least 500 KiB must be read
const LONGEST_DELAY_MS = 60_000

export type Robots = { readonly isAllowed: (url: string) => boolean; readonly delayMs: number | null }

/** Everything is allowed: there is no robots.txt (RFC 9309, 2.3.1.3). */
export const ALLOW_ALL: Robots = { isAllowed: () => true, delayMs: null }

const LINE = /^\s*(user-agent|disallow|allow|crawl-delay|sitemap)\s*(?::|[ \t])[ \t]*(.*)$/i
const PRODUCT_TOKEN = /^(?:\*|[a-z_-]+)/i

/**
 * The lines that the parser knows, each with its colon, and of a user agent only its product token: robots.txt files leave
 * colons out and write "Foo Bar/1.0" where RFC 9309, 2.2.1 has "Foo".
 */
function tidied(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => {
      const [, key, value = ''] = LINE.exec(line) ?? []
      if (key === undefined) return line
      return `${key}: ${key.toLowerCase() === 'user-agent' ? (PRODUCT_TOKEN.exec(value)?.[0] ?? value) : value}`
    })
    .join('\n')
}

/** The rules that a robots.txt states for an agent. */
export function readRobots(robotsUrl: string, bytes: Uint8Array, agent = ROBOT_NAME): Robots {
  const text = tidied(
    Buffer.from(bytes.subarray(0, MOST_BYTES))
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  )
  const parser = (
    robotsParser as unknown as (
      url: string,
      text: string,
    ) => { isAllowed: (url: string, agent: string) => boolean | undefined; getCrawlDelay: (agent: string) => number | undefined }
  )(robotsUrl, text)
  const delay = parser.getCrawlDelay(agent)
  return {
    isAllowed: (url) => parser.isAllowed(url, agent) ?? true,
    delayMs: delay === undefined || !Number.isFinite(delay) || delay < 0 ? null : Math.min(LONGEST_DELAY_MS, delay * 1_000),
  }
}
