/** Names of: the catalogue's short way to write many names. */
import type { CatalogueBrand } from '../src/resolve/seed-catalogue.ts'

/** A `*` marks a name that is a word too; `|` parts other spellings. */
export const namesOf = (sector: string, list: string): CatalogueBrand[] =>
  list.split(',').map((entry) => {
    const [name = '', ...aliases] = entry.trim().split('|')
    return name.endsWith('*') ? { name: name.slice(0, -1), sector, aliases, isWord: true } : { name, sector, aliases }
  })
