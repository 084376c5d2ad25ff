/** Robots: what a host lets us fetch, and how fast (RFC 9309). */
import robotsParser from 'robots-parser'

/** The product token that hosts address us by. */
export const ROBOT_NAME = 'Unpick'
const MOST_BYTES = 500 * 1024 // RFC 9309, 2.5: at least 500 KiB must be read
const LONGEST_DELAY_MS = 60_000

export type Robots = { readonly isAllowed: (url: string) => boolean; readonly delayMs: number | null }

/** Everything is allowed: there is no robots.txt (RFC 9309, 2.3.1.3). */
export const ALLOW_ALL: Robots = { isAllowed: () => true, delayMs: null }

/** The rules that a robots.txt states for us. */
export function readRobots(robotsUrl: string, bytes: Uint8Array): Robots {
  const text = Buffer.from(bytes.subarray(0, MOST_BYTES)).toString('utf8')
  const parser = (
    robotsParser as unknown as (
      url: string,
      text: string,
    ) => { isAllowed: (url: string, agent: string) => boolean | undefined; getCrawlDelay: (agent: string) => number | undefined }
  )(robotsUrl, text)
  const delay = parser.getCrawlDelay(ROBOT_NAME)
  return {
    isAllowed: (url) => parser.isAllowed(url, ROBOT_NAME) ?? true,
    delayMs: delay === undefined || !Number.isFinite(delay) || delay < 0 ? null : Math.min(LONGEST_DELAY_MS, delay * 1_000),
  }
}
