/** Formats of registers: how a row of each becomes an entry, and how a file is known for what it is. */
import { companyIdentifiers } from '../model/company-number.ts'
import { countryCode } from '../names/countries.ts'
import type { ListedSite } from '../read/list-rows.ts'

export const REGISTERS = {
  osh: { title: 'Open Supply Hub', licence: 'CC BY-SA 4.0' },
  opensanctions: { title: 'OpenSanctions', licence: 'CC BY-NC 4.0' },
  gleif: { title: 'GLEIF', licence: 'CC0' },
  suppliers: { title: 'Supplier list', licence: 'as its publisher says' },
} as const
export type Register = keyof typeof REGISTERS
/** What a register is called. */
export const registerTitle = (register: string): string => REGISTERS[register as Register]?.title ?? register

/** One organisation of a register. Identifiers are `scheme:value`. */
export type Entry = {
  readonly id: string
  readonly kind: 'company' | 'facility' | 'public body'
  readonly name: string
  readonly otherNames: readonly string[]
  readonly country: string
  readonly address: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly identifiers: readonly string[]
}
/** A row that holds no entry: `leftOut` where that is as it should be, with the reason where it is not. */
export type Refused = { readonly refused: string } | { readonly leftOut: true }
export type RowReader = (row: Readonly<Record<string, string>>) => Entry | Refused

const LONGEST_NAME = 500
const text = (value: string | undefined) => (value === undefined ? '' : UNEVEN.test(value) ? value.replace(/[\s\0]+/g, ' ').trim() : value.trim())
const UNEVEN = /[^\S ]|\0| {2}/
const listed = (...values: (string | undefined)[]) =>
  values
    .filter(Boolean)
    .flatMap((value) => text(value).split('|'))
    .map((value) => value.trim())
    .filter(Boolean)
const degrees = (value: string | undefined, most: number) => {
  const number = Number(value)
  return value?.trim() && Number.isFinite(number) && Math.abs(number) <= most ? number : null
}

function entryOf(fields: Omit<Entry, 'otherNames'> & { otherNames?: readonly string[] }): Entry | Refused {
  if (fields.name === '') return { refused: 'There is no name in this row.' }
  if (fields.name.length > LONGEST_NAME) return { refused: `The name is longer than ${LONGEST_NAME} characters.` }
  return { ...fields, otherNames: [...new Set(fields.otherNames ?? [])].filter((name) => name !== fields.name).slice(0, 40) }
}

/** Open Supply Hub's CSV export. Source: opensupplyhub.org, "Download" of a search. */
export const readOsh: RowReader = (row) => {
  const id = text(row['os_id'])
  if (!/^[A-Z]{2}\d{4}[0-9A-Z]{6,12}$/.test(id)) return { refused: id ? `"${id.slice(0, 40)}" is no OS ID.` : 'There is no OS ID in this row.' }
  return entryOf({
    id: `osh:${id}`,
    kind: 'facility',
    name: text(row['name']),
    otherNames: listed(row['other_names'], row['name_in_local_language']),
    country: countryCode(row['country_code'] ?? row['country_name']),
    address: text(row['address']) || null,
    lat: degrees(row['lat'], 90),
    lon: degrees(row['lng'], 180),
    identifiers: [`os-id:${id}`, ...listed(row['lei'], row['lei_id']).map((lei) => `lei:${lei}`)],
  })
}

/** GLEIF's golden copy of LEI records as CSV (LEI-CDF 3.1). */
export const readGleif: RowReader = (row) => {
  const lei = text(row['LEI'])
  if (!/^[0-9A-Z]{18}\d{2}$/.test(lei)) return { refused: lei ? `"${lei.slice(0, 40)}" is no LEI.` : 'There is no LEI in this row.' }
  const at = (part: string) => text(row[`Entity.LegalAddress.${part}`])
  const others = Object.keys(row).filter((heading) => /^Entity\.(?:Other|TransliteratedOther)EntityNames\.[A-Za-z]+\.\d+$/.test(heading))
  const authority = text(row['Entity.RegistrationAuthority.RegistrationAuthorityID'])
  const number = text(row['Entity.RegistrationAuthority.RegistrationAuthorityEntityID'])
  return entryOf({
    id: `gleif:${lei}`,
    kind: 'company',
    name: text(row['Entity.LegalName']),
    otherNames: others.map((heading) => text(row[heading])).filter(Boolean),
    country: countryCode(at('Country')),
    address: [at('FirstAddressLine'), at('City'), at('PostalCode')].filter(Boolean).join(', ') || null,
    lat: null,
    lon: null,
    identifiers: [`lei:${lei}`, ...companyIdentifiers(authority, number)],
  })
}

const SCHEMATA: Readonly<Record<string, Entry['kind']>> = { Company: 'company', Organization: 'company', LegalEntity: 'company', PublicBody: 'public body' }
/** Fields of the FollowTheMoney model that hold identifiers, and our schemes. */
const FTM_IDENTIFIERS: Readonly<Record<string, string>> = {
  leiCode: 'lei',
  wikidataId: 'wikidata',
  uscCode: 'uscc',
  registrationNumber: 'registration',
  innCode: 'inn',
  ogrnCode: 'ogrn',
}

/** One line of `entities.ftm.json` (FollowTheMoney). People, vessels, addresses and the like are left out. */
export function readFtm(line: string): Entry | Refused {
  let entity: { id?: unknown; schema?: unknown; caption?: unknown; properties?: Record<string, unknown> }
  try {
    entity = JSON.parse(line) as typeof entity
  } catch {
    return { refused: 'This line is no JSON.' }
  }
  if (typeof entity !== 'object' || entity === null || typeof entity.id !== 'string' || typeof entity.schema !== 'string')
    return { refused: 'This line is no FollowTheMoney entity: it lacks an id or a schema.' }
  const kind = SCHEMATA[entity.schema]
  if (kind === undefined) return { leftOut: true }
  const all = (property: string) => {
    const values = entity.properties?.[property]
    return Array.isArray(values)
      ? values
          .filter((value) => typeof value === 'string')
          .map(text)
          .filter(Boolean)
      : []
  }
  const caption = typeof entity.caption === 'string' ? text(entity.caption) : ''
  const names = all('name')
  const identifiers = Object.entries(FTM_IDENTIFIERS).flatMap(([property, scheme]) => all(property).map((value) => `${scheme}:${value}`))
  const country = [...all('jurisdiction'), ...all('country'), ...all('mainCountry')].map(countryCode).find(Boolean)
  return entryOf({
    id: `opensanctions:${entity.id}`,
    kind,
    name: caption || (names[0] ?? ''),
    otherNames: [...names, ...all('alias'), ...all('weakAlias'), ...all('previousName'), ...all('abbreviation')],
    country: country ?? '',
    address: all('address')[0] ?? null,
    lat: null,
    lon: null,
    identifiers: [`opensanctions:${entity.id}`, ...identifiers],
  })
}

/** A site of a suppliers' list. `idOf` makes an id of what tells it from others. */
export function entryOfSite(site: ListedSite, idOf: (...parts: readonly string[]) => string): Entry | Refused {
  const country = countryCode(site.country)
  if (site.country !== null && country === '') return { refused: `"${site.country.slice(0, 60)}" is no country that is known here.` }
  return entryOf({
    id: `suppliers:${idOf(site.name.toLowerCase(), country, (site.place ?? '').toLowerCase())}`,
    kind: 'facility',
    name: site.name,
    otherNames: site.otherName === null ? [] : [site.otherName],
    country,
    address: site.place,
    lat: null,
    lon: null,
    identifiers: [],
  })
}

/** Which register's file has these headings; null where none is known. */
export function registerOfHeadings(headings: readonly string[]): 'osh' | 'gleif' | null {
  if (headings.includes('os_id')) return 'osh'
  return headings.includes('LEI') && headings.includes('Entity.LegalName') ? 'gleif' : null
}
