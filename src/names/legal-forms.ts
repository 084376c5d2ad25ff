/** Legal forms: what a company's name says of the kind of body it is, long and short, country by country. */
import { editDistance } from './likeness.ts'

/** Kinds of body, coarse enough that the forms of two countries can be compared. */
export type FormKind = 'private' | 'public' | 'partnership' | 'association' | 'foundation' | 'cooperative' | 'state' | 'sole' | 'branch' | 'any'
export type LegalForm = { readonly kind: FormKind; readonly countries: string; readonly forms: readonly string[] }

/**
 * Forms in folded Latin letters (see `latin`), longest spellings and abbreviations alike; after `:`, those in their own script.
 * Source: the code list of entity legal forms (ISO 20275) for the long ones, common usage for the short ones.
 */
const TABLE: readonly [FormKind, string, string][] = [
  ['any', 'GB US IE IN', 'company|co|corporation|corp|incorporated|inc|coy|cie|compagnie|compania|cia|compagnia'],
  [
    'private',
    'GB IE AU NZ HK SG IN PK BD LK KE NG GH ZA ZM ZW UG TZ MU MT CY JM TT BZ FJ',
    'private limited company|company limited|private limited|limited company|proprietary limited|limited|ltd|ltda|pvt|private ltd|pvt limited|pvt ltd|pte ltd|pte limited|pte|pty ltd|pty limited|pty|co ltd|co limited|co pvt ltd|unlimited company|uc|cyf|cyfyngedig|clg|company limited by guarantee|teoranta|teo|designated activity company|dac',
  ],
  ['public', 'GB IE MY KE NG', 'public limited company|plc|public ltd company|ccc|berhad|bhd|public company limited|pcl|pub co ltd|public co ltd'],
  ['private', 'MY BN', 'sendirian berhad|sdn bhd'],
  [
    'private',
    'US',
    'limited liability company|llc|l l c|limited liability co|pllc|professional limited liability company|lc|professional corporation|pc|professional association',
  ],
  [
    'partnership',
    'GB US CA',
    'limited partnership|lp|limited liability partnership|llp|limited liability limited partnership|lllp|general partnership|gp|and partners|scottish limited partnership|slp',
  ],
  ['public', 'CA', 'limitee|ltee|unlimited liability company|ulc'],
  [
    'private',
    'DE AT CH LI',
    'gesellschaft mit beschrankter haftung|gmbh|mbh|gesmbh|ges m b h|unternehmergesellschaft|ug haftungsbeschrankt|ug|haftungsbeschrankt',
  ],
  ['public', 'DE AT CH LI', 'aktiengesellschaft|ag|akg|kommanditgesellschaft auf aktien|kgaa|societas europaea|se|sce'],
  [
    'partnership',
    'DE AT CH',
    'kommanditgesellschaft|gmbh and co kg|gmbh co kg|ag and co kg|kg|offene handelsgesellschaft|ohg|gesellschaft burgerlichen rechts|gbr|partnerschaftsgesellschaft|partg|und co',
  ],
  ['association', 'DE AT CH', 'eingetragener verein|e v|ev|verein'],
  ['cooperative', 'DE AT', 'eingetragene genossenschaft|eg|e gen'],
  ['sole', 'DE AT', 'eingetragener kaufmann|e k|ek|einzelunternehmen'],
  [
    'private',
    'FR BE LU CH MC TN MA DZ SN CI CM MG MU',
    'societe a responsabilite limitee|sarl|s a r l|entreprise unipersonnelle a responsabilite limitee|eurl|suarl|societe privee a responsabilite limitee|sprl|bvba|b v b a|srl|societe par actions simplifiee|sas|s a s|societe par actions simplifiee unipersonnelle|sasu',
  ],
  ['public', 'FR BE LU CH MC TN MA', 'societe anonyme|sa|s a|societe europeenne|societe en commandite par actions|sca'],
  ['partnership', 'FR BE LU', 'societe en nom collectif|snc|societe en commandite simple|scs|societe civile|sci|scp'],
  ['private', 'NL BE SR CW', 'besloten vennootschap|bv|b v|besloten vennootschap met beperkte aansprakelijkheid|bvba'],
  ['public', 'NL BE', 'naamloze vennootschap|nv|n v'],
  ['partnership', 'NL BE', 'vennootschap onder firma|vof|commanditaire vennootschap|cv'],
  ['cooperative', 'NL BE', 'cooperatie|cooperatieve|ua|cvba|scrl'],
  ['foundation', 'NL BE LI', 'stichting|stiftung|anstalt'],
  ['association', 'BE NL FR', 'vzw|asbl|association sans but lucratif|vereniging'],
  ['private', 'IT', 'societa a responsabilita limitata|srl|s r l|srls|srl unipersonale|unipersonale'],
  ['public', 'IT', 'societa per azioni|spa|s p a|societa in accomandita per azioni|sapa'],
  ['partnership', 'IT', 'societa in accomandita semplice|sas|societa in nome collettivo|snc|societa semplice'],
  ['cooperative', 'IT', 'societa cooperativa|soc coop|scarl|societa consortile'],
  ['private', 'ES AD', 'sociedad limitada|sociedad de responsabilidad limitada|sl|s l|slu|sociedad limitada unipersonal|srl|sll'],
  [
    'public',
    'ES AR CL CO PE UY PY BO EC VE CR PA GT HN SV NI DO CU',
    'sociedad anonima|sa|s a|sau|sociedad anonima abierta|sociedad anonima cerrada|sac|saa|sociedad por acciones|spa',
  ],
  [
    'private',
    'MX',
    'sociedad anonima de capital variable|sa de cv|s a de c v|s de rl de cv|s de r l de c v|sociedad de responsabilidad limitada de capital variable|s de rl|sapi de cv|sab de cv',
  ],
  [
    'private',
    'CO PE EC CL',
    'sociedad por acciones simplificada|sas|empresa individual de responsabilidad limitada|eirl|e i r l|cia ltda|compania limitada|limitada|ltda',
  ],
  ['cooperative', 'ES MX AR', 'sociedad cooperativa|s coop|coop'],
  ['private', 'BR PT AO MZ', 'limitada|ltda|lda|l d a|sociedade limitada|unipessoal lda|sociedade unipessoal|eireli|quotas'],
  ['public', 'BR PT', 'sociedade anonima|sa|s a|companhia|cia'],
  ['public', 'SE FI', 'aktiebolag|ab|aktiebolaget|publ|osakeyhtio|oy|oyj|julkinen osakeyhtio|oy ab|a b'],
  ['partnership', 'SE FI', 'handelsbolag|hb|kommanditbolag|kb|kommandiittiyhtio|ky|avoin yhtio|ay'],
  ['private', 'NO DK', 'anpartsselskab|aps|ivs|ansvarlig selskap'],
  ['public', 'NO DK', 'aksjeselskap|as|a s|allmennaksjeselskap|asa|aktieselskab'],
  ['partnership', 'DK NO', 'kommanditselskab|k s|interessentskab|i s|ans|da'],
  ['association', 'DK NO SE', 'amba|forening|ideell forening|brf'],
  ['private', 'IS', 'einkahlutafelag|ehf|hlutafelag|hf'],
  ['private', 'PL', 'spolka z ograniczona odpowiedzialnoscia|sp z o o|sp zoo|spzoo|z o o|sp z oo'],
  ['public', 'PL', 'spolka akcyjna|prosta spolka akcyjna'],
  ['partnership', 'PL', 'spolka komandytowa|sp k|spolka jawna|sp j|spolka cywilna|s c'],
  ['private', 'CZ SK', 'spolecnost s rucenim omezenym|spol s r o|sro|s r o|spolocnost s rucenim obmedzenym'],
  ['public', 'CZ SK', 'akciova spolecnost|akciova spolocnost|as|a s|akc spol'],
  ['state', 'CZ SK', 'statni podnik|s p|statny podnik'],
  ['private', 'HU', 'korlatolt felelossegu tarsasag|kft'],
  ['public', 'HU', 'reszvenytarsasag|zartkoruen mukodo reszvenytarsasag|nyilvanosan mukodo reszvenytarsasag|zrt|nyrt|rt'],
  ['partnership', 'HU', 'beteti tarsasag|bt|kozkereseti tarsasag|kkt'],
  ['private', 'RO MD', 'societate cu raspundere limitata|societatea cu raspundere limitata|srl|s r l|sc'],
  ['public', 'RO MD', 'societate pe actiuni|sa'],
  ['private', 'BG', 'druzhestvo s ogranichena otgovornost|ood|eood|eednolichno druzhestvo s ogranichena otgovornost:оод|еоод'],
  ['public', 'BG', 'aktsionerno druzhestvo|ad|ead:ад|еад'],
  [
    'private',
    'RS HR BA ME SI MK',
    'drustvo s ogranicenom odgovornoscu|drustvo sa ogranicenom odgovornoscu|druzba z omejeno odgovornostjo|doo|d o o|jdoo|dooel:доо|дооел',
  ],
  ['public', 'RS HR BA ME SI MK', 'dionicko drustvo|akcionarsko drustvo|delniska druzba|dd|d d|ad'],
  ['private', 'GR CY', 'etaireia periorismenis efthynis|epe|idiotiki kefalaiouchiki etaireia|ike:επε|ικε'],
  ['public', 'GR CY', 'anonymi etaireia|anonymos etaireia|ae:αε|α ε'],
  ['private', 'AL XK', 'shoqeri me pergjegjesi te kufizuar|shpk|sh p k'],
  ['private', 'LT', 'uzdaroji akcine bendrove|uab'],
  ['public', 'LT', 'akcine bendrove|ab'],
  ['private', 'LV', 'sabiedriba ar ierobezotu atbildibu|sia'],
  ['public', 'LV', 'akciju sabiedriba|as'],
  ['private', 'EE', 'osauhing|ou'],
  ['public', 'EE', 'aktsiaselts|as'],
  [
    'private',
    'RU BY KZ KG UZ TJ AM',
    'obshchestvo s ogranichennoy otvetstvennostyu|obschestvo s ogranichennoi otvetstvennostiu|ooo|o o o|too|tovarishchestvo s ogranichennoy otvetstvennostyu|osoo|mchj|mas uliyati cheklangan jamiyat:ооо|общество с ограниченной ответственностью|тоо|товарищество с ограниченной ответственностью|осоо|мчж',
  ],
  [
    'public',
    'RU BY KZ UZ KG TM',
    'joint stock company|jsc|open joint stock company|ojsc|closed joint stock company|cjsc|public joint stock company|pjsc|jscb|oao|o a o|zao|pao|ao|a o|nao|oaj|akcionernoe obshchestvo|aktsionernoe obshchestvo:оао|зао|пао|ао|нао|акционерное общество|открытое акционерное общество|закрытое акционерное общество|публичное акционерное общество',
  ],
  ['association', 'RU', 'ano|avtonomnaya nekommercheskaya organizatsiya|nko|nekommercheskoe partnerstvo:ано|нко'],
  ['state', 'RU BY UZ', 'fgup|gup|mup|federal state unitary enterprise|state unitary enterprise|unitary enterprise|rup|up:фгуп|гуп|муп|руп'],
  ['sole', 'RU BY KZ', 'individualnyy predprinimatel|ip|chp:ип|чп|индивидуальный предприниматель'],
  ['private', 'UA', 'tovarystvo z obmezhenoyu vidpovidalnistyu|tov|t o v:тов|товариство з обмеженою відповідальністю'],
  ['public', 'UA', 'pryvatne aktsionerne tovarystvo|publichne aktsionerne tovarystvo|prat|pat|pjsc|at:прат|пат|ат|приватне акціонерне товариство'],
  ['private', 'GE', 'shezghuduli pasukhismgeblobis sazogadoeba|shps:შპს'],
  ['public', 'GE', 'saaktsio sazogadoeba:სს'],
  ['private', 'AZ', 'mehdud mesuliyyetli cemiyyet|mmc'],
  ['public', 'AZ', 'asc|qsc|aciq sehmdar cemiyyeti'],
  ['private', 'TR', 'limited sirketi|ltd sti|ltd sirketi|limited sti|sirketi|sti'],
  ['public', 'TR', 'anonim sirketi|as|a s|anonim ortakligi|ao'],
  ['partnership', 'TR', 'kollektif sirketi|koll sti|komandit sirketi|kom sti|adi ortaklik'],
  ['private', 'IL', "hevra be'eravon mugbal|bm|b m:בעמ|בע מ"],
  [
    'private',
    'AE SA QA KW BH OM JO EG SY IQ LB LY SD YE',
    'wll|w l l|fzco|fze|fz llc|fzc|free zone company|spc|with limited liability|dhmm:ذمم|ذ م م|شركة ذات مسؤولية محدودة|المحدودة',
  ],
  [
    'public',
    'AE SA QA KW BH OM JO EG',
    'public shareholding company|psc|p s c|saoc|saog|sae|s a e|ksc|kscc|bsc|sjsc|saudi joint stock company|sal:ش م ع|ش م م|شركة مساهمة|ش م ك',
  ],
  ['any', 'AE SA EG SY IQ', 'sharika|sherkat|est|establishment:شركة|مؤسسة'],
  ['private', 'IR AF', 'sherkat ba masouliyat mahdoud|ba masouliyat mahdoud:با مسئولیت محدود'],
  ['public', 'IR AF', 'sherkat sahami|sahami khass|sahami am|pjs:سهامی عام|سهامی خاص'],
  ['private', 'CN TW HK MO SG', 'youxian gongsi|youxian zeren gongsi|yu shian gung sz:有限责任公司|有限公司|有限責任公司|私人有限公司'],
  ['public', 'CN TW HK', 'gufen youxian gongsi|gufen gongsi:股份有限公司|股份公司|控股股份有限公司'],
  ['any', 'CN TW HK', 'gongsi|zong gongsi:公司|总公司|集团公司'],
  ['branch', 'CN TW HK', 'fen gongsi|fengongsi|branch|branch office|subsi|subesi|filial|succursale|sucursal|zweigniederlassung:分公司|分行|分厂'],
  ['cooperative', 'CN', 'hezuoshe:合作社|专业合作社'],
  ['sole', 'CN', 'geti gongshang hu:个体工商户|个人独资企业'],
  ['public', 'JP', 'kabushiki kaisha|kabushiki gaisha|kk|k k:株式会社|株式會社|㈱'],
  ['private', 'JP', 'yugen kaisha|godo kaisha|gk|yk|y k:有限会社|合同会社|㈲'],
  ['partnership', 'JP', 'goshi kaisha|gomei kaisha:合資会社|合名会社'],
  ['foundation', 'JP', 'zaidan hojin|ippan shadan hojin|shadan hojin|kokuritsu kenkyu kaihatsu hojin:財団法人|社団法人|一般社団法人|国立研究開発法人'],
  ['public', 'KR KP', 'jusik hoesa|chusik hoesa|jusikhoesa:주식회사|㈜'],
  ['private', 'KR KP', 'yuhan hoesa|yuhanhoesa:유한회사|유한책임회사'],
  [
    'private',
    'VN',
    'cong ty trach nhiem huu han|cong ty tnhh|tnhh|tnhh mtv|cong ty tnhh mot thanh vien|mtv|one member company limited|one member limited liability company',
  ],
  ['public', 'VN', 'cong ty co phan|ctcp|cty cp'],
  ['any', 'VN', 'cong ty|cty'],
  ['private', 'ID', 'perseroan terbatas|pt|p t'],
  ['public', 'ID', 'terbuka|tbk|persero'],
  ['partnership', 'ID', 'commanditaire vennootschap|cv|usaha dagang|ud'],
  ['private', 'TH', 'borisat chamkat|borisat:บริษัท|จำกัด'],
  ['public', 'TH', 'borisat mahachon:จำกัด มหาชน|มหาชน'],
  ['private', 'MM KH LA', 'single member private limited company|sole co ltd|sole company'],
  ['private', 'PH', 'opc|one person corporation'],
  ['private', 'MN', 'xxk|khkhk|hhk:ххк'],
  ['public', 'MN', 'xk:хк'],
  ['private', 'NP', 'p ltd|p limited|pra li:प्रा लि|प्राइवेट लिमिटेड|लिमिटेड'],
  ['private', 'ET', 'private limited company|plc|share company|s c'],
  ['private', 'ZA', 'close corporation|cc|edms bpk|bpk|eiendoms beperk|rf|npc'],
  ['private', 'SN CI ML BF BJ TG', 'suarl|sarlu'],
]

/** Every form, its kind, and how many words it has; forms of several kinds are of any. */
const LATIN_FORMS = new Map<string, FormKind>()
const NATIVE_FORMS: [string, FormKind][] = []
for (const [kind, , text] of TABLE) {
  const [latin = '', native = ''] = text.split(':')
  for (const form of latin.split('|')) LATIN_FORMS.set(form, (LATIN_FORMS.get(form) ?? kind) === kind ? kind : 'any')
  for (const form of native.split('|')) if (form) NATIVE_FORMS.push([form, kind])
}
NATIVE_FORMS.sort((a, b) => b[0].length - a[0].length)

/** Forms of one word that stand before a name too. */
const FIRST = new Set(
  'ooo oao zao pao ao nao too osoo ano fgup gup mup ip chp tov prat pat jsc ojsc cjsc pjsc llc pt cv ud sarl srl eurl stichting borisat gmbh tnhh ctcp sharika doo shps mchj uab sia sc'.split(
    ' ',
  ),
)
/** Forms of three words and more, which may be misspelt and still be known. */
const LONG = 12
const LONG_FORMS = [...LATIN_FORMS].filter(([form]) => form.split(' ').length > 2 && form.length >= LONG)

function misspeltForm(words: string): FormKind | null {
  if (words.length < LONG - 1) return null
  const found = LONG_FORMS.find(
    ([form]) =>
      Math.abs(form.length - words.length) <= 1 && (form.startsWith(words.slice(0, 4)) || form.endsWith(words.slice(-4))) && editDistance(form, words, 1) <= 1,
  )
  return found ? found[1] : null
}

/** The countries whose forms are known. */
export const LEGAL_FORM_COUNTRIES: readonly string[] = [...new Set(TABLE.flatMap(([, countries]) => countries.split(' ')))].sort()

/** The kind of body that some folded Latin words name, or null. */
export const formOf = (words: string): FormKind | null => LATIN_FORMS.get(words) ?? null

/** How many words the longest form has that begins or ends with a word: a cheap look before the dear one. */
const LONGEST_FROM = new Map<string, number>()
const LONGEST_TO = new Map<string, number>()
for (const form of LATIN_FORMS.keys()) {
  const words = form.split(' ')
  LONGEST_FROM.set(words[0] as string, Math.max(words.length, LONGEST_FROM.get(words[0] as string) ?? 0))
  LONGEST_TO.set(words.at(-1) as string, Math.max(words.length, LONGEST_TO.get(words.at(-1) as string) ?? 0))
}

/**
 * The longest legal form that begins or ends a list of folded Latin words.
 * @returns how many words it has and its kind; null where there is none
 */
export function formAt(words: readonly string[], end: 'first' | 'last'): { words: number; kind: FormKind } | null {
  const edge = (end === 'first' ? words[0] : words.at(-1)) ?? ''
  const longest = (end === 'first' ? LONGEST_FROM : LONGEST_TO).get(edge) ?? 0
  for (let count = Math.min(longest, words.length); count > 0; count -= 1) {
    const part = end === 'first' ? words.slice(0, count) : words.slice(words.length - count)
    const kind = end === 'last' || count > 1 || FIRST.has(part[0] as string) ? LATIN_FORMS.get(part.join(' ')) : undefined
    if (kind !== undefined) return { words: count, kind }
    const misspelt = count > 2 && end === 'last' ? misspeltForm(part.join(' ')) : null
    if (misspelt) return { words: count, kind: misspelt }
  }
  return null
}

/** Takes legal forms in their own script off the end or the beginning of a name. @returns what is left, and the kind */
export function withoutNativeForm(name: string): { rest: string; kind: FormKind | null } {
  let rest = name.trim()
  let kind: FormKind | null = null
  if (!/[^\p{ASCII}\p{Script=Latin}]/u.test(rest)) return { rest, kind }
  for (let found = true; found;) {
    found = false
    for (const [form, its] of NATIVE_FORMS) {
      if (rest.length <= form.length || !rest.includes(form)) continue
      const isWord = /[^\p{Script=Han}\p{Script=Thai}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}㈱㈲㈜]/u.test(form)
      const atEnd = rest.endsWith(form) && (!isWord || /[^\p{L}]/u.test(rest[rest.length - form.length - 1] ?? ' '))
      const atStart = rest.startsWith(form) && (!isWord || /[^\p{L}]/u.test(rest[form.length] ?? ' ')) && !CHINESE_END_ONLY.has(form)
      if (!atEnd && !atStart) continue
      rest = (atEnd ? rest.slice(0, rest.length - form.length) : rest.slice(form.length)).trim().replace(/^["'“”«»„\s]+|["'“”«»„\s]+$/gu, '')
      kind = kind === null || kind === 'any' ? its : kind
      found = rest !== ''
      break
    }
  }
  return { rest: rest || name.trim(), kind }
}
const CHINESE_END_ONLY = new Set(['公司', '总公司', '集团公司', '分公司', '分行', '分厂', '有限公司'])
