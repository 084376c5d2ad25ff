/** Addresses: how far two addresses, as suppliers' lists write them, may be one place. */
import { COUNTRY_NAMES } from './countries.ts'
import { editDistance } from './likeness.ts'
import { placeOf } from './places.ts'
import { toLatin } from './scripts.ts'

const SPELLINGS: Readonly<Record<string, string>> = Object.fromEntries(
  'rd=road str=street st=street ave=avenue av=avenue blvd=boulevard ln=lane dr=drive mah=mahallesi mh=mahallesi mahalle=mahallesi cad=caddesi cd=caddesi sok=sokak sk=sokak sokagi=sokak bol=bolgesi bolge=bolgesi ind=industrial est=estate dist=district prov=province vill=village vil=village bldg=building fl=floor apt=apartment km=km phum=village khum=commune srok=district khan=district sangkat=commune jl=jalan kec=kecamatan kab=kabupaten opp=opposite nr=near indl=industrial'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)
/** Words that every address has. */
const COMMON = new Set(
  'road street avenue lane boulevard drive village district province city town county state region commune industrial industry park zone estate area free export processing building floor block plot lot unit house room no number km national highway mahallesi caddesi sokak bolgesi organize sanayi industriel industrielle zona franca calle rue via strasse the of and de la'.split(
    ' ',
  ),
)

export type AddressLikeness = { readonly likeness: number; readonly shared: readonly string[] }

/** Compares two addresses. 0: nothing in common; 1: the same words and numbers. Country names weigh nothing. */
export function compareAddresses(a: string, b: string, country: string | null): AddressLikeness {
  const left = wordsOf(a, country)
  const right = wordsOf(b, country)
  const whole = [...right.keys()].join(' ').replaceAll(' ', '')
  const other = [...left.keys()].join(' ').replaceAll(' ', '')
  const shared: string[] = []
  let both = 0
  let ofLeft = 0
  let ofRight = 0
  for (const [word, weight] of left) {
    ofLeft += weight
    const same = right.has(word) || (word.length >= 5 && (whole.includes(word) || [...right.keys()].some((each) => isSpelling(each, word))))
    if (same) {
      both += weight
      if (weight >= 0.5) shared.push(word)
    }
  }
  for (const [word, weight] of right) {
    ofRight += weight
    if (left.has(word) || (word.length >= 5 && (other.includes(word) || [...left.keys()].some((each) => isSpelling(each, word))))) both += weight
  }
  const total = ofLeft + ofRight
  return { likeness: total === 0 ? 0 : both / total, shared }
}

const isSpelling = (a: string, b: string) =>
  a.length >= 5 && Math.abs(a.length - b.length) <= 2 && editDistance(a, b, 2) <= (Math.min(a.length, b.length) > 7 ? 2 : 1)

function wordsOf(address: string, country: string | null): Map<string, number> {
  const words = new Map<string, number>()
  const countryWords = new Set((COUNTRY_NAMES.get(country?.toUpperCase() ?? '') ?? '').toLowerCase().split(/[^a-z]+/))
  for (const raw of toLatin(address.slice(0, 500)).split(/[^a-z0-9]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/)) {
    if (raw === '' || countryWords.has(raw)) continue
    const word = placeOf(raw) ?? SPELLINGS[raw] ?? raw
    words.set(word, weightOf(word))
  }
  return words
}

function weightOf(word: string): number {
  if (/^\d+$/.test(word)) return word.length >= 4 ? 1 : 0.6
  if (COMMON.has(word)) return 0.15
  return word.length < 3 ? 0.2 : 1
}
