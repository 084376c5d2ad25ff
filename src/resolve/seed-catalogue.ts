/** Seed catalogue: brands, programmes and official lists that are known from the first day. Names, no claims. */
import { type Db, json, transact } from '../db/client.ts'
import { learnNames } from '../db/change-queries.ts'
import { hashId } from '../model/id.ts'
import type { OfficialListInput, ProgrammeInput } from '../model/organisation.ts'
import { addNames, giveSlugs, upsertOrganisation } from './organisation-queries.ts'
import { upsertListRow, upsertProgrammeRow } from './catalogue-queries.ts'

/** A brand as the catalogue names it. `isWord`: its name is a word too, so it counts only where the context says company. */
export type CatalogueBrand = {
  readonly name: string
  readonly kind?: 'brand' | 'company'
  readonly sector: string
  readonly aliases?: readonly string[]
  readonly isWord?: boolean
}
export type Catalogue = {
  readonly brands: readonly CatalogueBrand[]
  readonly programmes: readonly ProgrammeInput[]
  readonly lists: readonly OfficialListInput[]
}

/** Writes the catalogue. Running it twice changes nothing. */
export async function seedCatalogue(db: Db, catalogue: Catalogue, demonstration = false): Promise<void> {
  await transact(db, async (tx) => {
    for (const programme of catalogue.programmes) {
      await upsertProgrammeRow(tx, {
        ...programme,
        id: hashId('prg', programme.slug),
        names: json(programme.names),
        indicators: json(programme.indicators),
        demonstration,
      })
    }
    for (const list of catalogue.lists) await upsertListRow(tx, { ...list, demonstration })
    const ids: string[] = []
    for (const brand of catalogue.brands) {
      const { id } = await upsertOrganisation(tx, { name: brand.name, kind: 'brand', sector: brand.sector }, demonstration, true)
      await addNames(tx, id, [brand.name, ...(brand.aliases ?? [])], { ambiguous: brand.isWord ?? false })
      ids.push(id)
    }
    await giveSlugs(tx, ids)
    await learnNames(tx, ids)
  })
}
