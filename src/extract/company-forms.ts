/** Company forms: organisations that nobody knows yet, recognised by how their names are made. */
import { CORPS, placeOf } from '../names/places.ts'
import { NO_COMPANY } from './company-cues.ts'
import { type Mention, withoutOverlaps } from './mention.ts'

const FORM = String.raw`(?:Co(?:mpany)?\.?,? ?(?:Pvt\.?,? ?|Pte\.?,? ?)?(?:Ltd|Limited)\.?|Corp(?:oration|\.)?|Company|Co\.(?=[\s,;)]|$)|(?:Pvt|Pte|Pty|Private|Proprietary)\.?,? (?:Ltd|Limited)\.?|Ltd\.?|Limited|Inc(?:orporated|\.)?|LLC|L\.L\.C\.|LLP|PLC|plc|p\.l\.c\.|GmbH(?: & Co\.? KG)?|AG|KGaA|S\.A\.S\.?|SAS|S\.A\.R\.L\.?|SARL|S\.A\.|SA|S\.p\.A\.|SpA|S\.r\.l\.|Srl|A\.S\.|A\.Ş\.|AŞ|B\.V\.|BV|N\.V\.|NV|AB|A/S|ASA|Oyj?|Sdn\.? Bhd\.?|Berhad|Tbk|Sp\. z o\.o\.|OOO|JSC|PJSC|OJSC|K\.K\.|Ltda\.?|Joint Stock Company)`
const CAPITAL = String.raw`(?:(?:\p{Lu}\.){2,}|\p{Lu}\p{L}{0,2}\.|[\p{Lu}\d](?:[\p{L}\d'’&-]|\.(?=\p{L}))*)`
const WORD = String.raw`(?:${CAPITAL}|[a-z]{1,2}[\p{Lu}]\p{L}+|&|and|of|de|la|do|dos|der|van|\([\p{Lu}][\p{L} .]{1,30}\))`
const LATIN = new RegExp(
  String.raw`(?<![\p{L}\d@/])(?:${CAPITAL}|[a-z]{1,2}[\p{Lu}]\p{L}+)(?:[ \n]${WORD}){0,7},?[ \n](?:\([\p{Lu}][\p{L} .]{1,30}\) )?${FORM}(?![\p{L}\d])`,
  'gu',
)
const PT = /(?<![\p{L}\d])PT\.? [\p{Lu}][\p{L}'’-]+(?: [\p{Lu}][\p{L}'’-]+){0,4}/gu

/** What companies make and do, as it ends their names. */
const TRADES =
  'Textiles?|Garments?|Apparel|Spinning|Weaving|Knitting|Knitwear|Knits|Knit Works|Mills?|Electronics|Electric|Electricals|Technology|Technologies|Foods?|Food Products|Seafoods?|Fisheries|Aquatic Products|Motors?|Automobile|Automotive|Auto|Industries|Industrial|Industry|Chemicals?|Chlor-Alkali|Steel|Metals|Mining|Silicon|Solar|Energy|Holdings?|Group|Enterprises|International|Footwear|Shoes|Sports|Sportswear|Stores|Supermarkets?|Bank|Capital|Partners|Plantations|Rubber|Gloves?|Yarns?|Fib(?:re|er)s?|Fashions?|Clothing|Denim|Carpets|Wigs|Hair Accessories|Hair Products|Logistics|Shipping|Airlines|Pharmaceuticals?|Optical|Semiconductors?|Display|Furniture|Toys|Bakeries|Cannery|Smelter|Works|Dairy|Sugar|Tools|Appliances?|Stock Exchange|Retail|Fabrics?|Dyeing|Printing|Packaging|Plastics|Paper|Leather|Trading|Import and Export|Cotton Industry|Agricultural|Photovoltaics?|New Materials?|Tomato Products|Manufacturing'
const BY_TRADE = new RegExp(String.raw`(?<![\p{L}\d@/])[\p{Lu}\d][\p{L}\d'’-]*(?: (?:[\p{Lu}][\p{L}\d'’-]*|&)){0,5} (?:${TRADES})(?![\p{L}\d]| [\p{Lu}])`, 'gu')
/** Bodies and things that are no companies, whatever their last word. */
const PUBLIC =
  /\b(?:Department|Ministry|Bureau|Leadership|Steering|Board|Executive|Committees?|Agency|Office|Commission|Councils?|Association|Federation|Institute|University|College|School|Act|Initiative|Program|Programme|Law|Convention|Court|Congress|Senate|House|Parliament|Government|Party|Administration|Region|County|Prefecture|Province|City|District|Park|River|Street|Road|Avenue|Working|Focus|World|Central|Federal|National|United|European|Global|Human|Supply|Chapter|Section|Figure|Table|Report|Annual|Clean|Renewable|Better|Fair|Sustainable|Responsible|Chinese|American|British|Rights|Forced|Modern|Minority|Ethnic|Action|Task|Advisory|Interagency|White|Cell|Homeland|Secretary|Minister|Labor|Labour|Alliance|Coalition|Forum|Foundation|Society|Network|Campaign|Charity|Union|Unions|Trust)\b/

/** Two words with capitals, as headings have them, that name no company. */
const COMMON_PAIR =
  /^(?:Pet|Sea|Fast|Raw|Green|Clean|Big|High|Fresh|Frozen|Private|Social|Venture|Business|Trade|Information|Garment|Textile|Apparel|Cotton|Solar|Human|Labou?r|Steel|Mining|Seafood|Fashion|Food|Auto|Oil|Gas|Heavy|Light|Creative|Digital|Mobile|Consumer|Working|Home|Personal|Public|Local|Certain|Strengthened|Multinational|International|Major|Small|Large|Large-Scale|Third-Party|Own|Existing|New|Various|Other|Key|Our|Main|Whole|Total|Entire|Parent|Holding|Listed|Limited|Associated|Subsidiary|Operating|Trading|Distribution|Retail|Wholesale|Supply|Customer|Commercial|Corporate|Financial|Investment|Insurance|Real|Life|Health|Medical|Electrical|Mechanical|Civil|General|Special|Professional|Technical|Environmental|Building|Construction|Engineering|Hospitality|Travel|Tourism|Leisure|Media|Music|Film|Video|Data|Cloud|Software|Cyber|Renewable|Electronic|Electric|Executive|Senior|Middle|Junior|Management|Steering|Stakeholder|Peer|User|Expert|Ethics|Audit|Purchasing|Leadership|Managing|Relationship|Procurement|Stock|Foreign|Heavy|Luxury|Ethical|Smart|Nuclear|Wind) [\p{L}]+$/iu

const HAN_FORM =
  '(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|总公司|分公司|公司|合作社|纺织厂|服装厂|工具厂|鞋厂|针织厂|地毯厂|棉纺厂|电子厂|制品厂|食品厂|化工厂|加工厂|(?:集团|厂|银行)(?!\\p{Script=Han}{0,5}有限公司))'
const HAN = new RegExp(
  String.raw`[\p{Script=Han}·]{2,24}?(?:[（(][\p{Script=Han}]{2,8}[）)])?[\p{Script=Han}]{0,14}?${HAN_FORM}(?!(?:股份|集团)?有限(?:责任)?公司)`,
  'gu',
)
/** What may stand before a Chinese name without belonging to it, and words that no name holds. */
const HAN_LEAD =
  /^(?:.*(?:向|从|由|给|与|以及|将|对|被|是|系|在|至|把|据|包括|否认|停止|获得|持有|收购|供应商|供应|采购|购买|出口|雇用|使用|引进|投资|公司|其中|美国|报道|指出|客户|的)(?=.{3,}))?(?:[为和及到使经称说](?!田|平|记|达|信|通|新|纬|利))?(?=.{4,})/u
const HAN_NO_NAME =
  /(?:建|设|办|开|进|工|出|离|入|返|该|新)厂$|^(?:全资|控股|直属|下属)?子公司$|^(?:该|本|其|我|两家?|多家|一家|这家|各|某|上市|有限|母|子|分|总|外国|中国|当地|跨国|相关|所有|部分)?(?:公司|集团|企业|工厂|厂|银行)$|^(?:该|本|其|这)/u

const TRADE_WORDS =
  /^(?:textiles?|cotton|garments?|apparel|clothing|carpets?|foods?|tomato|chemicals?|energy|silicon|technology|farm|mill|factory|plant|electronics|shoes|hair|wigs?)$/i
const PLACE_AND_TRADE = /(?<![\p{L}\d])(\p{Lu}\p{Ll}+)((?: \p{Lu}[\p{L}'’-]+){1,4})(?![\p{L}\d])/gu

const NOT_FIRST =
  /^(?:(?:19|20)\d\d|About|The|A|An|In|At|By|From|On|For|With|And|But|When|While|Since|Its|Their|This|That|These|Those|After|Before|Where|Our|Your|His|Her|According to|Both|Most|All|Some|Each|Every|Under|Between|Until|During|Like|Such|If|As|Or|Of|To|See|Is|Are|Was|Were|Has|Have|Had|Did|Does|Do|Today|However|Workers|Prisoners|Detainees|Shares|Auditors|Cotton|Yarn|Shirts|Gloves|Isotope|Fish|Seafood|Prawns|Researchers|Records|Factory|Companies|Suppliers?|Retailers?|Brands?|Former|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:,)?\s+/u

/** Two words with capitals that the same text has in plain letters: a heading, no name. */
function isPlainWords(text: string, name: string): boolean {
  const words = name.split(' ')
  return words.length === 2 && (text.includes(` ${(words[0] as string).toLowerCase()} `) || /['’]$|['’]s$/.test(words[0] as string))
}

/** Whether a line end stands inside a paragraph: the line before it is as long as lines of prose are. */
const isWrapped = (text: string, lineEnd: number) => lineEnd - text.lastIndexOf('\n', lineEnd - 1) > 45

/** Names with a legal form, a trade at their end, or a place of the Uyghur region before a trade. `breaks` are the ends of blocks: no name goes over one. */
export function proposeByForm(text: string, breaks: ReadonlySet<number>): Mention[] {
  const proposed: Mention[] = []
  const add = (start: number, end: number, method: string) => {
    let from = start
    for (let lead = NOT_FIRST.exec(text.slice(from, end)); lead; lead = NOT_FIRST.exec(text.slice(from, end))) from += lead[0].length
    const surface = text.slice(from, end)
    if (NO_COMPANY.test(surface)) return
    const line = surface.indexOf('\n')
    if (line > 0 && (breaks.has(from + line) || !isWrapped(text, from + line))) return add(from + surface.lastIndexOf('\n') + 1, end, method)
    if (surface.length < 4 || /[\t;]/u.test(surface) || !/[\s\p{Script=Han}]/u.test(surface)) return
    proposed.push({ start: from, end, surface, kind: 'proposed', id: null, stands: surface, method })
  }
  for (const match of text.matchAll(LATIN)) {
    const cut = lastOfSeveral(match[0])
    if (cut > 0) add(match.index, match.index + match[0].slice(0, cut).replace(/,? (?:and|&) $/u, '').length, 'before another name')
    add(match.index + cut, match.index + match[0].replace(/[\s,]+$/u, '').length, 'legal form')
  }
  for (const match of text.matchAll(PT)) add(match.index, match.index + match[0].length, 'legal form')
  for (const match of text.matchAll(BY_TRADE)) {
    const name = match[0].replace(NOT_FIRST, '')
    if (!PUBLIC.test(name) && !COMMON_PAIR.test(name) && !isPlainWords(text, name))
      add(match.index, match.index + match[0].length, 'trade at the end of the name')
  }
  for (const match of text.matchAll(PLACE_AND_TRADE)) {
    const words = (match[2] as string).trim().split(' ')
    if (placeOf((match[1] as string).toLowerCase()) !== null && words.some((word) => TRADE_WORDS.test(word)) && !PUBLIC.test(match[0]))
      add(match.index, match.index + match[0].length, 'place and trade')
  }
  for (const match of text.matchAll(HAN)) {
    const lead = HAN_LEAD.exec(match[0])?.[0].length ?? 0
    const surface = match[0].slice(lead)
    if (surface.length >= 4 && !HAN_NO_NAME.test(surface) && !CORPS_ONLY.test(surface)) add(match.index + lead, match.index + match[0].length, 'legal form')
  }
  return withoutOverlaps(proposed)
}

const CORPS_ONLY = new RegExp(`^(?:${CORPS.source})$`, CORPS.flags.replace('g', ''))

/** Where the last name begins in "X Ltd and Y Ltd" or "X Mills and Y Ltd", which one run of capitals holds: forms and trades end names. */
function lastOfSeveral(run: string): number {
  const inner = [...run.matchAll(ENDS_A_NAME)].at(-1)
  return inner ? inner.index + inner[0].length : 0
}
const ENDS_A_NAME = new RegExp(
  String.raw`(?<= )(?:Ltd\.?|Limited|Inc\.?|LLC|LLP|PLC|plc|GmbH|Corp\.?|Berhad|Bhd\.?|${TRADES}),? (?:and|&) (?=\p{Lu}[\p{L}'’-]* \p{Lu})`,
  'gu',
)
