/** Catalogue names: what the catalogue knows, as names to look for, where there is no database to ask. */
import { hashId } from '../model/id.ts'
import type { KnownName } from './mention.ts'

type Catalogued = {
  readonly brands: readonly { readonly name: string; readonly kind: string; readonly aliases: readonly string[]; readonly ambiguous: boolean }[]
  readonly programmes: readonly { readonly slug: string; readonly name: string; readonly names: readonly string[] }[]
}

/** Every name of the catalogue's brands and programmes. */
export function catalogueNames({ brands, programmes }: Catalogued): KnownName[] {
  return [
    ...programmes.flatMap(({ slug, name, names }) =>
      [name, ...names].map((each) => ({ name: each, kind: 'programme' as const, id: hashId('prg', slug), ambiguous: false, title: name })),
    ),
    ...brands.flatMap(({ name, kind, aliases, ambiguous }) =>
      [name, ...aliases].map((each) => ({ name: each, kind: 'organisation' as const, id: name, ambiguous, sort: kind, title: name })),
    ),
  ]
}
