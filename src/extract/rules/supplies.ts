/** Sourcing, said of the seller. The pattern's first gap is the object: "Ashmere Spinning supplies yarn to Lantern Garments". */
import { defineRule } from '../rule.ts'

const SELL =
  '(?:supplies|supplied|supply|supplying|sells|sold|sell|selling|ships|shipped|ship|shipping|delivers|delivered|deliver|exports|exported|export|exporting|provides|provided|provide)'
const MAKE =
  '(?:makes|made|make|making|sews|sewed|sew|assembles|assembled|assemble|packs|packed|produces|produced|produce|producing|knits|manufactures|manufactured|manufacture|manufacturing|spins|weaves|processes|processed|stitches)'

export default defineRule({
  version: 2,
  predicate: 'sources_from',
  confidence: 0.85,
  patterns: [
    `{O+},? (?:which |who |that )?{aux}${SELL} (?:{product} )?(?:to )?[^⟦⟧⟪⟫.;]{0,90}?,? (?:including|such as|among them|like|notably) {S+}`,
    `{O+},? (?:which |who |that )?{aux}${SELL} {amount}{product} (?:directly |indirectly )?to (?:brands? |companies |retailers? )?(?:such as |including |like )?{S+}{time}`,
    `{O+},? (?:which |who |that )?{aux}(?:supplies|supplied|supply|supplying) (?:brands? |companies |retailers? |major brands )?(?:such as |including |like )?{S+}(?: with {product})?{time}(?=[.,;]|$| and | through | among | from | \\()`,
    '{O},? (?:an?|the|one of the|one) …(?:{tier} )?(?:supplier|vendor|manufacturer|contractor|subcontractor)s? (?:to|of|for) {S+}',
    '{O+},? {aux}(?:an?|the|one of the|one|long-standing) (?:[\\p{L}-]+ ){0,4}(?:supplier|vendor|manufacturer|contractor|subcontractor|producer)s? (?:to|of|for) {S+}',
    '{O+} {aux}(?:became|become|remains?|remained) (?:an? |the )?(?:[\\p{L}-]+ ){0,3}(?:supplier|vendor|contractor)s? (?:to|of|for) {S+}',
    '{O+},? (?:which |who )?{aux}(?:counts|lists|names|listed|named|counted|identifies|describes) {S+} (?:among|as|in) (?:one of )?(?:its|their) (?:[\\p{L}-]+ ){0,3}(?:customers?|clients?|buyers?)',
    "{O+}(?:'s?|,? whose) (?:(?:largest|main|named|key|biggest|known|international|foreign|Western|overseas) )*(?:customers|buyers|clients)(?: base)? (?:include[sd]?|are|is|were|such as|including)[:,]? {S+}",
    '{O+}[^⟦⟧⟪⟫.;]{0,80} (?:customers|clients|buyers)[^⟦⟧⟪⟫.;]{0,25}? (?:such as|including|include[sd]?|like|are|were)[:,]? (?:(?:companies|brands|retailers) (?:such as|like|including) )?{S+}',
    '(?:[Cc]ustomers|[Bb]uyers|[Cc]lients) (?:of|for) {O+} (?:include[sd]?|are|were|such as|including)[:,]? {S+}',
    '{S+} (?:is|are|was|were) (?:[\\p{L}-]+ ){0,2}(?:among|one of|some of) (?:the )?(?:[\\p{L}-]+ ){0,3}(?:customers|buyers|clients) (?:of|for) {O+}',
    '(?:names|named|lists|listed|identifies|identified) {S+} (?:among|as) (?:the |its )?(?:[\\p{L}-]+ ){0,2}(?:customers|buyers|clients) of {O+}',
    '{S+} (?:among|as) (?:the |its )?(?:[\\p{L}-]+ ){0,2}(?:customers|buyers|clients) of {O+}',
    '{S+} {aux}(?:an? |the )?(?:[\\p{L}-]+ ){0,3}(?:customer|client|buyer)s? of {O+}',
    `{O+},? (?:which |who |that )?{aux}${MAKE} {amount}{product} for (?:brands? |companies |retailers? )?(?:such as |including |like )?{S+}{time}`,
    `{product} (?:made|produced|manufactured|supplied|sewn|assembled|grown|processed|spun|woven|packed|caught) (?:by|at) {O+} (?:was|were|is|are|has been|have been|had been|ended up|ends? up|reached|reaches)? ?{aux}(?:found |sold |shipped |exported |delivered |used |traced |sent )?(?:in|to|by|at) (?:the )?(?:[\\p{L}' -]{1,40} (?:of|sold by|made by|for|by) )?{S+}`,
    `(?:{product} )from {O+} (?:was|were|is|are|has been|have been|ended up|ends up|end up|reached|reaches|went|goes|go)? ?{aux}(?:found |sold |shipped |exported |delivered |used |traced |sent )?(?:in|to|by|at) (?:the )?(?:[\\p{L}' -]{1,40} (?:of|sold by|made by|for|by) )?{S+}`,
    '(?:traced|tracked|linked|followed) {product} (?:processed|made|produced|supplied|caught|grown|spun|sewn) (?:by|at) {O+} to {S+}',
    '(?:[Ss]hipments|[Cc]onsignments|[Ee]xports|[Dd]eliveries|[Ss]ales)(?: of {product})? (?:from|by) {O+} to {S+}{time}',
    '{product} {aux}(?:sold|supplied|exported|shipped|delivered) (?:by|from) {O+} to {S+}{time}',
    '{O+}(?:（[^）]*）)?(?:曾|已|一直|长期|可能|据称|主要|均|都|还)*(?:向|给|为){S+}(?:等[^，。⟦]{0,6})?(?:供应|出口|销售|提供|供货|供给|交付|生产|加工|代工|制造|缝制)(?:了)?(?:{product})?(?=[。，；]|$)',
    '{O+}(?:曾|一直|目前)?(?:是|为|系|成为){S+}(?:等[^⟦⟧，。]{0,6})?的(?:主要|重要|一级|二级|长期|核心|最大)?[^⟦⟧，。]{0,8}?(?:供应商|代工厂|代工企业|生产商|承包商)(?:之一)?',
    '{O+}的(?:主要|最大|重要|海外|国外)?(?:客户|买家|采购商)(?:包括|有|为|是){S+}',
    '{S+}(?:是|为|系){O+}的(?:主要|最大|重要)?(?:客户|买家)',
    '{O+},? and (?:many |several |some )?other (?:[\\p{L}-]+ ){0,3}(?:suppliers|contractors|manufacturers|vendors|subcontractors) (?:of|to|for) {S+}',
    '{S+}[^⟦⟧⟪⟫.;]{0,110}? (?:at|by|of|from),? (?:its (?:[\\p{L}-]+ )?suppliers?,? )?,? ?{O+},? and (?:many |several |some |its )?other (?:[\\p{L}-]+ ){0,3}(?:suppliers|contractors|manufacturers|vendors)',
  ],
  examples: [
    { sentence: 'Vetch Solar Modules supplies solar panels to Pell Electricals.', subject: 'Pell Electricals', object: 'Vetch Solar Modules' },
    { sentence: 'Ashmere Spinning, whose customers include Lantern Garments, did not answer.', subject: 'Lantern Garments', object: 'Ashmere Spinning' },
    { sentence: '阿什米尔纺织有限公司向兰登服装有限公司供应棉纱。', subject: '兰登服装有限公司', object: '阿什米尔纺织有限公司' },
  ],
})
