/** Safe links: scraped addresses may be linked to only where they lead to the web. */

/** The address if it is http or https, else null: `javascript:` and its kin are never linked. */
export function safeHref(url: string): string | null {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null
}
