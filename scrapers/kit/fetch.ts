/** Fetch for listings: what a source may ask for while it lists its documents. Polite by construction. */
export type FetchLike = (
  url: string,
) => Promise<{ readonly bytes: Uint8Array; readonly headers: Readonly<Record<string, string>>; readonly finalUrl: string } | null>
