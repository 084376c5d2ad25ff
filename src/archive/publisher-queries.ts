/** SQL of publishers: who puts documents out, and what may be done with their texts. */
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

export type PublisherRow = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly reliability: string
  readonly reliabilityReason: string
  readonly documents: number
  readonly modelMayRead: boolean
}

/** Every publisher, by name. */
export async function listPublishers(db: Db): Promise<PublisherRow[]> {
  const { rows } = await sql<PublisherRow>`
    select b.id, b.name, b.kind, b.reliability, b.reliability_reason as "reliabilityReason", b.model_may_read as "modelMayRead",
      (select count(*)::int from document d where d.publisher_id = b.id) as documents
    from publisher b order by b.name, b.demonstration`.execute(db)
  return rows
}

/** Sets whether a language model may be sent a publisher's texts. @returns whether there is such a publisher */
export async function letModelRead(db: Db, name: string, isAllowed: boolean): Promise<boolean> {
  const result = await db.updateTable('publisher').set({ modelMayRead: isAllowed }).where('name', '=', name).executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}
