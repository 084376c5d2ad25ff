/** Seed catalogue: brands, programmes and official lists that are known from the first day. Names, no claims. */
import { type Db, json, transact } from '../db/client.ts'
import { learnNames } from '../db/change-queries.ts'
import { hashId } from '../model/id.ts'
import type { OfficialListInput, ProgrammeInput } from '../model/organisation.ts'
import { giveSlugs, keepBrands, keepIdentifiers, keepNames } from './organisation-queries.ts'
import { upsertListRow, upsertProgrammeRow } from './catalogue-queries.ts'

/** A brand as the catalogue names it. */
export type CatalogueBrand = {
  readonly name: string
  /** Other names it goes by, in any script. */
  readonly aliases: readonly string[]
  readonly kind: 'brand' | 'company'
  readonly sector: string
  /** Its item in Wikidata, such as `Q714491`. */
  readonly wikidata: string | null
  readonly website: string | null
  /** Its name is also a word, a place or a person's name, so it counts only where the context says company. */
  readonly ambiguous: boolean
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
    const { brands } = catalogue
    const ids = await keepBrands(
      tx,
      brands.map(({ name, kind, sector }) => ({ name, kind, sector })),
      demonstration,
    )
    const seeded = brands.map((brand, i) => ({ ...brand, id: ids[i] as string }))
    await keepIdentifiers(
      tx,
      seeded.map(({ id, wikidata }) => ({ id, identifiers: wikidata === null ? [] : [`wikidata:${wikidata}`] })),
    )
    const renamed = await keepNames(
      tx,
      seeded.map(({ id, name, aliases, ambiguous }) => ({ id, names: [name, ...aliases], ambiguous })),
    )
    await giveSlugs(tx, ids)
    await learnNames(tx, ids, renamed)
  })
}
