/** Tables: rows under headings that say what they list: "Supplier | Brand" is as many claims as rows. */
import type { Predicate, StatedClaim } from '../model/claim.ts'
import { type Span, cellsOf } from '../model/document.ts'

type Role = 'tier' | 'supplier' | 'buyer' | 'owner' | 'owned' | 'brand' | 'product' | 'period' | 'facility' | 'lender'

/** Words of headings, and what stands below them. The first that fits counts. */
const HEADINGS: readonly [Role, RegExp][] = [
  ['tier', /^(?:tier|supplier tier|level|层级)$/i],
  ['period', /^(?:year|date|period|since|season|reporting year|年份|日期|时间)$/i],
  ['product', /^(?:products?|product (?:type|category)|goods|items?|commodity|materials?|product made|产品|商品|货物)$/i],
  [
    'owner',
    /^(?:parent(?: company| group| organi[sz]ation)?|owner|owned by|ultimate (?:owner|parent)|holding company|shareholder|controlling company|母公司|控股股东|股东)(?: name)?$/i,
  ],
  ['owned', /^(?:subsidiar(?:y|ies)|owned company|affiliate|子公司|附属公司)(?: name)?$/i],
  [
    'buyer',
    /^(?:brands?|buyers?|customers?|retailers?|clients?|importers?|consignees?|purchasers?|sold to|end customer|品牌|客户|买家|采购商|进口商|买方)(?: name| company)?$/i,
  ],
  [
    'supplier',
    /^(?:(?:tier \d )?suppliers?|vendors?|manufacturers?|exporters?|shippers?|producers?|mills?|made by|contractors?|sellers?|供应商|制造商|生产商|出口商|卖方)(?: name| company)?$/i,
  ],
  ['facility', /^(?:factor(?:y|ies)|facilit(?:y|ies)|plants?|sites?|工厂)(?: name)?$/i],
  ['lender', /^(?:banks?|lenders?|financiers?|funders?|investors?|银行|贷款方)(?: name)?$/i],
]

/** Which columns make a claim: who is its subject, who its object. */
const PAIRS: readonly [subject: Role, predicate: Predicate, object: Role][] = [
  ['buyer', 'sources_from', 'supplier'],
  ['buyer', 'sources_from', 'facility'],
  ['owned', 'owned_by', 'owner'],
  ['supplier', 'owned_by', 'owner'],
  ['facility', 'owned_by', 'owner'],
  ['supplier', 'operates', 'facility'],
  ['supplier', 'funded_by', 'lender'],
]

const NO_NAME = /^(?:[-–—.?\d\s]*|n\/?a|none|unknown|various|other|others|not (?:known|disclosed|stated|applicable)|total|yes|no|see .*|tbc|无|不详|未知)$/i

/** The claims of every table in a text. Rows are spans with cells; the row above that is their head says what they hold. */
export function claimsOfTables(text: string, spans: readonly Span[]): StatedClaim[] {
  const claims: StatedClaim[] = []
  let roles: (Role | null)[] | null = null
  let headings = ''
  for (const span of spans) {
    if (!span.cells) {
      roles = null
      continue
    }
    const cells = cellsOf(text, span)
    const named = cells.map((cell) => HEADINGS.find(([, words]) => words.test(cell.trim()))?.[0] ?? null)
    const isHead = span.head === true || (roles === null && named.filter(Boolean).length >= 2)
    if (isHead) {
      roles = named
      headings = cells.filter(Boolean).join(' | ')
      continue
    }
    if (roles) claims.push(...claimsOfRow(cells, roles, headings, span))
  }
  return claims
}

function claimsOfRow(cells: readonly string[], roles: readonly (Role | null)[], headings: string, span: Span): StatedClaim[] {
  const cell = (role: Role) => cells[roles.indexOf(role)]?.trim() ?? ''
  const under = (role: Role) => {
    const value = cell(role)
    return value && value.length <= 200 && !NO_NAME.test(value) ? value : null
  }
  const tier = Number(/^(?:tier ?)?([1-9])$/i.exec(cell('tier'))?.[1]) || null
  const period = /\d/.test(cell('period')) ? cell('period').slice(0, 60) : (under('period')?.slice(0, 60) ?? null)
  return PAIRS.flatMap(([subjectRole, predicate, objectRole]) => {
    const [subjects, object] = [under(subjectRole), under(objectRole)]
    if (!subjects || !object) return []
    // "Zara, H&M" in a cell of brands are two; a company's own comma stands before its form.
    const each = subjectRole === 'buyer' ? subjects.split(/;|,(?! ?(?:Inc|Ltd|LLC|Co|Corp|S\.A)\b)|、|\n/u) : [subjects]
    return each
      .map((name) => name.trim())
      .filter((name) => name !== object && !NO_NAME.test(name))
      .map((name) => ({
        subject: { name },
        predicate,
        object: { type: 'organisation' as const, organisation: { name: object } },
        product: under('product')?.slice(0, 100) ?? null,
        tier,
        period,
        start: span.start,
        end: span.end,
        stance: 'supports' as const,
        confidence: 0.8,
        rule: 'table',
        why: `A row of a table headed “${headings.slice(0, 160)}”.`,
      }))
  })
}
