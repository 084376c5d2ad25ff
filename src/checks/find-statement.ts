/** Find statement: an employer's modern slavery statement, from the registry or as somebody gives its text, and what it says on each area of the Act. */
import type { Db } from '../db/client.ts'
import type { EmployersStatement } from '../model/meeting.ts'
import { statementAreas } from '../model/statement-areas.ts'
import { findTextAt, listRegistryRows } from './statement-queries.ts'

const ADDRESS = /https?:\/\/\S+/i

/** The statement of an employer; null when the registry does not know it and no text was given. */
export async function findStatement(
  db: Db,
  employer: string,
  given: { readonly title: string; readonly text: string } | null,
): Promise<EmployersStatement | null> {
  const [registry = null] = employer ? await listRegistryRows(db, employer) : []
  const url = registry ? (ADDRESS.exec(registry.row)?.[0].replace(/[;,.]+$/, '') ?? null) : null
  if (given) return { title: given.title, url, registry, capture: null, areas: statementAreas(given.text) }
  if (registry === null) return null
  const sealed = url === null ? null : await findTextAt(db, url)
  return { title: sealed?.title ?? registry.row.slice(0, 4), url, registry, capture: sealed?.capture ?? null, areas: sealed && statementAreas(sealed.text) }
}
