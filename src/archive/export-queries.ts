/** SQL of exports: every real capture, a page at a time. */
import type { Db } from '../db/client.ts'

export type CaptureToExport = {
  readonly id: string
  readonly sha256: string
  readonly finalUrl: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly fetchedAt: Date
}
const PAGE = 500

/** Every real capture, or those of one source's documents, in order of id. */
export async function* listCapturesToExport(db: Db, filter: { sourceId?: string | undefined }): AsyncGenerator<CaptureToExport> {
  for (let after = ''; ;) {
    let query = db
      .selectFrom('capture as c')
      .innerJoin('document as d', 'd.id', 'c.documentId')
      .select(['c.id', 'c.sha256', 'c.finalUrl', 'c.status', 'c.headers', 'c.fetchedAt'])
      .where('d.demonstration', '=', false)
      .where('c.id', '>', after)
    if (filter.sourceId !== undefined) query = query.where('d.sourceId', '=', filter.sourceId)
    const rows = await query.orderBy('c.id').limit(PAGE).execute()
    for (const row of rows) yield { ...row, headers: row.headers as Record<string, string> }
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}
