/** Canonical addresses: one document, one address, however it was linked to. */

/** Parameters that say where a reader came from and nothing of the document. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_hsenc|_hsmi|mkt_tok|wt_mc|ref_src|cmpid|ito|ns_campaign|ns_mchannel|ns_source|at_\w+|CMP)$/i

/**
 * An address without what does not change the document: fragment, tracking parameters, default port, `/./` and `//` of the
 * host part. The rest is left as it is, since servers may tell `/a` from `/a/`. An address that is no web address comes back unchanged.
 */
export function canonicalUrl(text: string): string {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return text
  const url = new URL(text)
  url.hash = ''
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name))
  for (const name of tracking) url.searchParams.delete(name)
  if (url.search === '') url.search = ''
  return url.href
}
