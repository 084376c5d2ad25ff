/** Brands and their companies: "Halden & Row is a brand of Calder Holdings". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 2,
  predicate: 'brand_of',
  confidence: 0.85,
  patterns: [
    '{S+},? (?:which )?{aux}(?:an? |one of the |the )?(?:[\\p{L}-]+ ){0,4}(?:brands?|labels?|trademarks?|trade names?|lines?) (?:of|owned by|from|belonging to|by) {O}',
    "{O}'s? (?:[\\p{L}-]+ ){0,3}(?:brands?|labels?)(?: portfolio)?,? (?:are |is |include[sd]? |including |such as )?{S+}",
    '{O},? (?:which |who )?{aux}(?:trades? as|trading as|traded as|runs the brands?|sells under the brands?|operates the brands?|owns the brands?|markets [^⟦⟧.;]{1,60} under (?:the )?(?:brands?|names?|labels?)|sells [^⟦⟧.;]{1,60} under (?:the )?(?:brands?|names?|labels?)|(?:[^⟦⟧.;]{1,60} )?under (?:the |its )?(?:[\\p{L}-]+ )?(?:brands?|brand names?|labels?|names?)) {S+}',
    '[Ww]ith (?:brands|labels) (?:including|such as|like) {S+},? {O}',
    '{O} (?:owns|holds|has|sells|markets|makes)[^⟦⟧⟪⟫.;]{0,70} (?:brands|labels),? (?:including|such as|like|include) {S+}',
    '(?:[Bb]rands?|[Ll]abels?) (?:of|owned by|held by|under) {O} (?:include[sd]?|are|such as|including) {S+}',
    "{O}'s {S} (?:[\\p{L}-]+ )?(?:food|brand|range|line|label|chocolate|shoes|trainers|jeans|clothing|coffee|tea|soap|shops|stores|cars|phones|speakers|toys|cosmetics|chain|soup|sauces?|biscuits|noodles|drinks?)",
    '{S+}(?:是|为){O}(?:旗下)?的?(?:品牌|商标)',
    '{O}旗下(?:的)?(?:品牌)?(?:包括|有|拥有){S+}',
  ],
  examples: [
    { sentence: 'Calder Holdings plc runs the brands Halden & Row and Kestrel Kids.', subject: 'Halden & Row', object: 'Calder Holdings plc' },
    { sentence: 'Kestrel Kids is one of the high street brands of Calder Holdings plc.', subject: 'Kestrel Kids', object: 'Calder Holdings plc' },
  ],
})
