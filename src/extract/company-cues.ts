/** Company cues: runs of capitals that the words around them make a company: "the retailer Larkmoor", "Nike’s suppliers", a list of brands. */
import { countryCode } from '../names/countries.ts'
import { placeOf } from '../names/places.ts'
import type { Mention } from './mention.ts'

const SORT =
  '(?:compan(?:y|ies)|retailers?|brands?|firms?|corporations?|corporates?|multinationals?|manufacturers?|makers?|producers?|suppliers?|vendors?|spinners?|processors?|importers?|exporters?|traders?|wholesalers?|supermarkets?|chains?|giants?|conglomerates?|groups?|subsidiar(?:y|ies)|factor(?:y|ies)|mills?|plants?|buyers?|customers?|clients?|labels?|businesses|marketplaces?|platforms?|automakers?|carmakers?|chipmakers?|steelmakers?|shipyards?|fisher(?:y|ies)|contractors?|employers?|smelters?|refiner(?:y|ies)|canner(?:y|ies)|banks?|insurers?|investors?|shareholders?|lenders?|distributors?|competitors?|rivals?|names|stores|shops)'
const BEFORE = new RegExp(
  String.raw`(?:\b${SORT}(?:,? (?:such as|like|including|includ(?:e|es|ed)|among them|namely|called|named|are|is|were|was|of|:))*:?|\b(?:${SORT} (?:to|for|of|by|at)|shares in|stakes? in|lawsuits? against|complaints? against|suing|sued|boycott(?:s|ed|ing)?(?: of)?|acquired by|owned by|supplied by|supplying|supplier to|supplies to|sourced from|bought from|purchased from|imported from|made by|manufactured by|produced by|sold by|employed by|operated by|run by|subsidiar(?:y|ies) of|products? (?:of|from)|customers? of|exports? to|shipments? to|shipped to|sold to|supplied to|trades? as|under the brand|listed on the|the likes of))\s+(?:the |both |also |mainly |well-known |global |household )*["“‘'(]?$`,
  'iu',
)
const AFTER = new RegExp(
  String.raw`^["”]?(?:['’]s?,? (?:\w+[ -]){0,2}(?:${SORT}|suppl(?:y|ier)|supply chains?|products?|clothes|clothing|garments?|shoes|stores|shops|shareholders|customers|spokes\w+|CEO|chief executive|executives?|chair(?:man|woman)?|founder|subsidiary|parent|factory|annual report|website|sourcing|headquarters|IPO|General Counsel|Executive Chairman|involvement|purchases)\b|,? \(?(?:an?|the|one of the|once|now) (?:[\p{L}\d’'“”"-]+ ){0,7}${SORT}\b|,? (?:which|who) (?:makes|sells|supplies|buys|sources|manufactures|produces|owns|operates|imports|exports)\b| (?:stores|shops|shares|spokes\w+|executives|factories|suppliers|products|garments|clothing|shoes|trainers|plc|group|brand)\b| \((?:NASDAQ|NYSE|LSE|HKEX|SSE|SZSE|TSX|ASX|TYO|HKG)|\)? ?(?:sources|sourced|supplies|supplied|manufactures|manufactured|imports|imported|exports|exported|buys|sells|makes|assembles|employs|acquired|owns) (?!that|to be)|['’]s? (?:denied|said)| (?:has |have )?(?:denied|declined to comment|stopped (?:buying|sourcing)|cut ties|withdrew|ended its|signed up|recalled|committed to))`,
  'u',
)

/** Words that begin sentences or stand for bodies, peoples, days and things; a run made of them only is no company. */
const COMMON =
  /^(?:The|An?|In|On|At|By|From|For|With|And|But|Or|Nor|So|Yet|It|Its|He|She|They|We|You|I|This|That|These|Those|There|Here|As|If|When|While|Where|Who|What|Which|Why|How|Since|After|Before|Because|Although|Though|However|Moreover|Meanwhile|Also|Both|Many|Most|Some|All|Each|Every|Other|Such|No|Not|Our|Their|His|Her|My|Your|One|Two|Three|First|Second|Last|Next|New|Under|Over|Between|During|Until|Despite|According|Companies|Workers|Shares|Cotton|Yarn|Records|Auditors|Researchers|Detainees|Prisoners|Trainers|Garments|Local|Human|Labou?r|Rights|Forced|Modern|Slavery|Act|Bill|Law|Court|State|States|Secretary|President|Minister|Prime|Senator|Congress(?:man|woman)?|Representative|Ambassador|Government|Department|Ministry|Committee|Commission|Agency|Bureau|Council|Parliament|House|Senate|Party|Administration|Office|University|Institute|Association|Federation|Union|Coalition|Alliance|Forum|Foundation|Initiative|Watch|International|United|Nations|Kingdom|European|World|Global|National|Federal|Region|County|Prefecture|Province|City|Town|District|Republic|People|Peoples|Muslims?|Christians?|Uyghurs?|Uighurs?|Kazakhs?|Tibetans?|Turkic|Han|Thai|Swiss|French|Dutch|Greek|Welsh|Irish|Scottish|Spanish|Polish|Turkish|Danish|Swedish|Finnish|Czech|German|Indian|Korean|Malaysian|Bangladeshi|Pakistani|Vietnamese|Cambodian|Indonesian|Taiwanese|Japanese|Russian|Italian|Mexican|Brazilian|Canadian|Australian|Uzbek|Turkmen|Burmese|Nepali|Filipino|Chinese|British|American|English|Asian|African|Western|Eastern|Southern|Northern|North|South|East|West|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Lord|Lady|CEO|CFO|NGO|NGOs|US|UK|EU|UN|U\.S|U\.S\.|USA|PRC|CCP|ILO|OECD|IPO|CBP|DHS|DOL|UFLPA|XUAR|XPCC|WRO|WROs|CDC|FDA|EPA|FBI|CIA|WHO|IMF|WTO|IRS|SEC|FTC|NHS|CSR|ESG|GDP|HR|IT|AI|KPI|KPIs|CAP|FAR|SDG|SDGs|RBA|MSA|TISC|SAP|HQ|UAE|ETI|SMETA|Sedex|SEDEX|GRI|UNGC|ISO|BSCI|MD|PLC|FY|CPO|COO|Board|Directors?|Group|Company|Chair|Chief|Executive|Officer|Director|Manager|Head|Team|Policy|Policies|Supplier|Suppliers|Ethical|Trading|Whistleblowing|Procurement|Training|Risk|Compliance|Sustainability|Anti|About|Number|Products|Relationships|Market|Internal|External|Accountability|Quality|Guideline|Guidelines|Guidance|Common|Room|College|Principles|Values|Vision|Mission|Introduction|Overview|Background|Summary|Conclusion|Contents|Organisation|Organization|Structure|Business|Operations|Governance|Approach|Commitment|Assessment|Monitoring|Remediation|Effectiveness|Awareness|Steps|Actions?|Progress|Performance|Plans?|Priorities|Key|Links|Related|Contact|Home|News|Events|Resources|Careers|Privacy|Cookies?|Terms|Conditions|Copyright|Identify|Address|Expectations|Letter|Signed|Approved|Date|Name|Position|Website|Email|Phone|Tel|Registered|Limited|Employees|Customers|Investors|Services|Solutions|Products|Technologies|Finder|Meat|Fish|Poultry|Dairy|Fruit|Vegetables|COVID-19|Covid|Olympics?|Games|Christmas|Ramadan|Internet|Thanks|Source|Note|Figure|Table|Chapter|Section|Annex|Appendix|Q|A|OK|AM|PM|PDF|Tier|Code|Conduct|Standard|Report|Statement|Page|Step|Goal|Target|Today|Yesterday|Tomorrow|God|Jews|Nazis|Communist|Soviet|Latin|Middle|Pacific|Atlantic|Arctic|Beijing|Shanghai|London|Washington|Paris|Brussels|Geneva|Tokyo|Dhaka|Istanbul|Moscow|Berlin|York|Europe|Africa|Asia|America|Americas|Oceania|Earth|iPhones?|iPads?|iPods?|Android|PlayStation|Olympic|Image|Video|Photo|Twitter|Facebook post)$/u
/** Newspapers, campaigns, standards and public bodies whose names look like companies'. */
export const NO_COMPANY =
  /^(?:(?:The )?(?:Guardian|New York Times|Times|Washington Post|Financial Times|Wall Street Journal|Economist|Independent|Telegraph|BBC|CNN|Reuters|Bloomberg|Associated Press|AP|AFP|Al Jazeera|Xinhua|Global Times|People['’]s Daily|Le Monde|Der Spiegel|Politico|BuzzFeed News|Axios|Intercept|Human Rights Watch|Amnesty International|Amnesty|Anti-Slavery International|Greenpeace|Oxfam|Walk Free|Verité|Australian Strategic Policy Institute|ASPI|Sheffield Hallam(?: University)?|Fair Labor Association|Worker Rights Consortium|Clean Clothes Campaign|Better Cotton(?: Initiative)?|Ethical Trading Initiative|Responsible Business Alliance|Bonsucro|FIFA|OPEC|NATO|NASA|Wikipedia|YouTube|Fair Wear(?: Foundation)?|Rainforest Alliance|Fairtrade|Unicef|UNICEF|Wikileaks|Solidarity Center|Business (?:and|&) Human Rights Resource Centre|Transparentem|Know The Chain|KnowTheChain|Stop Slavery|Rana Plaza|Thomson Reuters Foundation|Freedom United|Free the Slaves|GoodWeave|Labou?r Behind the Label|War on Want|TUC|ITUC|IUF|BWI|UNISON|Unite|GMB|Usdaw|IndustriALL|(?:Building and )?Wood[Ww]orkers['’] International|SEC['’]s Division of Corporation|World Bank|European Central Bank|Asian Development Bank|Certified B Corporations?|Public Eye|Global Witness|Swedwatch|SOMO|Sum of Us|Freedom House|Hong Kong Watch|World Uyghur Congress|Uyghur Human Rights Project|Safeguard Defenders|Xinjiang Police Files|Limited Company|Private Limited|Company Limited|Public Limited Company|Co\. Ltd))$/u
const TITLE_BEFORE =
  /\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|President|Senator|Secretary|Minister|Ambassador|Representative|Rep|Sen|Sir|Lord|Lady|Chair(?:man|woman)?|Governor|Mayor|General|Captain|Inspector|Judge|CEO|spokes(?:man|woman|person)|founder|director|activist|lawyer|said|author|researcher|journalist|analyst|Congress(?:man|woman)|named after|born in)\.?,? $/

/** A run of words with capitals, with its place. */
export type Run = { readonly start: number; readonly end: number; readonly surface: string }
const TOKEN = String.raw`(?:[\p{Lu}][\p{L}\d’'-]*(?:\.[\p{L}]+)*|[a-z]{1,2}\p{Lu}\p{L}+|\d+[\p{Lu}]\p{L}*)`
const RUN = new RegExp(
  String.raw`(?<![\p{L}\p{N}@/#_.-])${TOKEN}(?: (?:& |of |de |la |and (?=Sons|Daughters|Co\b|Company))?${TOKEN}| & ${TOKEN}|&${TOKEN})*(?![\p{L}\p{N}]|\.\p{L}|@)`,
  'gu',
)

/** Runs of capitals that could be a company: no country, place of the Uyghur region, public body, day or person with a title. */
export function capitalRuns(text: string): Run[] {
  const runs: Run[] = []
  const isAnyWord = anyWord(text)
  for (const match of text.matchAll(RUN)) {
    let start = match.index
    let surface = match[0].replace(/['’]s?$/u, '')
    for (
      let space = surface.indexOf(' ');
      space > 0 && COMMON.test(surface.slice(0, space)) && surface.slice(0, space) !== 'North';
      space = surface.indexOf(' ')
    ) {
      start += space + 1
      surface = surface.slice(space + 1)
    }
    if (isCompanyLike(surface) && !isAnyWord(start, surface) && !TITLE_BEFORE.test(text.slice(Math.max(0, start - 24), start)))
      runs.push({ start, end: start + surface.length, surface })
  }
  return runs
}

/** Whether a single word may be any word: it only begins sentences, or the text has it in plain letters too. */
function anyWord(text: string): (start: number, surface: string) => boolean {
  const plain = new Set(text.match(/(?<![\p{L}\p{N}/.@_=-])\p{Ll}{3,}(?![\p{L}\p{N}/@_=-])/gu))
  const inside = new Set<string>()
  for (const match of text.matchAll(/(?<=[\p{Ll},] )\p{Lu}[\p{L}'’-]*/gu)) inside.add(match[0])
  return (start, surface) => {
    if (/[\s&\d]/u.test(surface)) return false
    if (/^\p{L}+$/u.test(surface) && surface.length > 3 && plain.has(surface.toLowerCase())) return true
    if (/^\p{Lu}.*\p{Lu}/u.test(surface)) return false
    return /(?:^|[.!?:]["”’)]*\s+|\n\s*|["“(]|[*#>-] )$/u.test(text.slice(Math.max(0, start - 6), start)) && !inside.has(surface)
  }
}

function isCompanyLike(surface: string): boolean {
  if (surface.length < 2 || surface.length > 60 || /-based$/i.test(surface) || NO_COMPANY.test(surface)) return false
  const words = surface.split(/[\s&]+/).filter((word) => !/^(?:of|and|de|la)$/.test(word))
  if (
    words.length > 5 ||
    words.some((word) =>
      /^(?:Act|Committee|Commission|Department|Ministry|Government|University|Institute|Association|Council|Agency|Convention|Region|Province|County|Prefecture|Initiative|Bureau|Court|Rights|Party|Nations|Programme|Program|Law|Order|Day|List|Report|Statement|Watch|Goals?|Corps|Commissioner|Secretary|Minister|President|Ambassador|Envoy|iPhones?|iPads?|Framework|Principles|Policy|Policies|Code|Directors?|Officers?|Board|Team|Manager|Leadership|Managing|Centre|Center|Minorit\w+|Revolution|Award|Park)$/.test(
        word,
      ),
    )
  )
    return false
  if (countryCode(surface) !== '' && surface.length > 2) return false
  if (/^(?:\p{Lu}\p{Ll}+(?:ese|ish|ian|ians|i))$/u.test(surface) && words.length === 1 && /(?:ese|ish|ian|ians)$/.test(surface)) return false
  if (words.every((word) => COMMON.test(word) || placeOf(word.toLowerCase()) !== null)) return false
  return true
}

/** Runs that a cue before or behind them makes a company. */
export function proposeByCue(text: string, runs: readonly Run[]): Mention[] {
  return runs
    .filter(({ start, end }) => {
      const before = text.slice(Math.max(0, start - 60), start)
      return BEFORE.test(before) || AFTER.test(text.slice(end, end + 90))
    })
    .map((run) => proposed(run, 'words around it'))
}

/** One mention of a run. */
export const proposed = ({ start, end, surface }: Run, method: string): Mention => ({
  start,
  end,
  surface,
  kind: 'proposed',
  id: null,
  stands: surface,
  method,
})

/** The runs that touch no company. Both in the order of the text. */
function apartFrom(companies: readonly Mention[], runs: readonly Run[]): Run[] {
  let at = 0
  return runs.filter((run) => {
    while (at < companies.length && (companies[at] as Mention).end <= run.start) at += 1
    const next = companies[at]
    return !next || next.start >= run.end
  })
}

const BETWEEN_ITEMS = /^(?:,? (?:and|or) |, |; |\. |\n+|、| & )$/

/**
 * Runs that stand in a list of which at least half are companies already: "Shein, Temu, Tesco and Larkmoor". A list has three items
 * or more; items that neither list nor company holds end it.
 */
export function proposeByList(text: string, companies: readonly Mention[], runs: readonly Run[]): Mention[] {
  const isCompany = new Set(companies.map(({ start }) => start))
  const items = [...companies.map(({ start, end }) => ({ start, end, surface: text.slice(start, end) })), ...apartFrom(companies, runs)].sort(
    (a, b) => a.start - b.start,
  )
  const found: Mention[] = []
  let list: Run[] = []
  const close = () => {
    const known = list.filter(({ start }) => isCompany.has(start)).length
    if (list.length >= 3 && known * 2 >= list.length)
      for (const item of list) if (!isCompany.has(item.start)) found.push(proposed(item, 'in a list of companies'))
    list = []
  }
  for (const item of items) {
    const last = list.at(-1)
    if (last && !BETWEEN_ITEMS.test(text.slice(last.end, item.start).replace(/ (?:also|the) $/, ' '))) close()
    list.push(item)
  }
  close()
  return found
}
