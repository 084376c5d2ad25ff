/** Countries: names as lists write them, to two letters (ISO 3166-1). */

const ALIASES = `uk=GB,great britain=GB,england=GB,scotland=GB,wales=GB,northern ireland=GB,u k=GB,usa=US,u s a=US,us=US,united states of america=US,america=US,
prc=CN,p r china=CN,pr china=CN,peoples republic of china=CN,people s republic of china=CN,china mainland=CN,mainland china=CN,china prc=CN,hong kong=HK,hong kong sar=HK,hong kong china=HK,hongkong=HK,macau=MO,macao=MO,
taiwan=TW,taiwan china=TW,chinese taipei=TW,r o c=TW,viet nam=VN,turkey=TR,turkiye=TR,burma=MM,myanmar=MM,myanmar burma=MM,south korea=KR,korea south=KR,korea republic of=KR,republic of korea=KR,korea=KR,
north korea=KP,dprk=KP,democratic people s republic of korea=KP,russia=RU,russian federation=RU,laos=LA,lao pdr=LA,lao people s democratic republic=LA,ivory coast=CI,cote d ivoire=CI,czech republic=CZ,czechia=CZ,
macedonia=MK,north macedonia=MK,bosnia=BA,bosnia and herzegovina=BA,moldova=MD,republic of moldova=MD,tanzania=TZ,syria=SY,iran=IR,venezuela=VE,bolivia=BO,swaziland=SZ,eswatini=SZ,cape verde=CV,holland=NL,the netherlands=NL,uae=AE,u a e=AE,
palestine=PS,brunei=BN,vatican=VA,congo=CG,drc=CD,dr congo=CD,republic of ireland=IE,eire=IE,deutschland=DE,espana=ES,italia=IT,france metropolitan=FR,brasil=BR,mexico=MX,peru=PE,
中国=CN,中华人民共和国=CN,香港=HK,台湾=TW,澳门=MO,孟加拉国=BD,印度=IN,越南=VN,柬埔寨=KH,土耳其=TR,巴基斯坦=PK`

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()

const CODES = new Map<string, string>()
const inEnglish = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
/** Two letters that name no country: groups, and codes for private use. */
const NO_COUNTRY = /^(?:ZZ|EU|EZ|UN|QO|X[A-JL-Z]|A[C]|CP|CQ|DG|EA|IC|TA)$/
for (let first = 65; first <= 90; first += 1) {
  for (let second = 65; second <= 90; second += 1) {
    const code = String.fromCharCode(first, second)
    const name = NO_COUNTRY.test(code) ? undefined : inEnglish.of(code)
    if (name) CODES.set(fold(name), code)
  }
}
for (const pair of ALIASES.split(/,\s*/)) {
  const [name = '', code = ''] = pair.split('=')
  CODES.set(fold(name), code)
}

// As lists in other languages write them; what English calls by that name comes first.
const LANGUAGES = 'de,fr,es,pt,it,nl,pl,tr,sv,da,nb,fi,cs,sk,ro,hu,hr,bg,el,ru,uk,ar,fa,he,hi,bn,ur,zh,zh-Hant,ja,ko,vi,id,th'
for (const language of LANGUAGES.split(',')) {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  for (const code of new Set(CODES.values())) {
    const name = fold(names.of(code) ?? '')
    if (name && !CODES.has(name)) CODES.set(name, code)
  }
}

/** A country as two letters, or '' where it is not known. */
export function countryCode(country: string | null | undefined): string {
  const text = country?.trim() ?? ''
  if (/^[a-z]{2}$/i.test(text)) return text.toUpperCase() === 'UK' ? 'GB' : text.toUpperCase()
  return CODES.get(fold(text)) ?? ''
}

/** Whether a text names a country. */
export const isCountry = (text: string): boolean => COUNTRY_NAMES.has(countryCode(text))

/** Every two letters that stand for a country, with its English name. */
export const COUNTRY_NAMES: ReadonlyMap<string, string> = new Map([...CODES.values()].map((code) => [code, inEnglish.of(code) ?? code]))
