/** Sourcing, said of the seller. The pattern's first gap is the object: "Ashmere Spinning supplies yarn to Lantern Garments". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'sources_from',
  confidence: 0.85,
  patterns: [
    '{O+} (?:has |have )?{adv}(?:supplies|supplied|supply|sells|sold|ships|shipped|delivers|delivered|exports|exported|provides|provided) {amount}{product} to {S+}{time}',
    '{O+} (?:has |have )?{adv}(?:supplies|supplied|supply) {S+}(?: with {product})?{time}(?=[.,;]|$| and | through )',
    '{O}, (?:a|the|one) …supplier (?:to|of|for) {S+}',
    '{O+} (?:counts|lists|names) {S+} among its customers',
    "{O+}['’]s? (?:largest |main |named )?(?:customers|buyers|clients) include {S+}",
    '{O+} (?:makes|made|sews|assembles|packs|produces|knits) {amount}{product} for {S+}{time}',
  ],
  example: { sentence: 'Vetch Solar Modules supplies solar panels to Pell Electricals.', subject: 'Pell Electricals', object: 'Vetch Solar Modules' },
})
