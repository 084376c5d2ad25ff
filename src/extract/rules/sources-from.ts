/** Sourcing, said of the buyer: "Lantern Garments received 46 consignments of yarn from Ashmere Spinning". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'sources_from',
  confidence: 0.85,
  patterns: [
    '{S+} (?:has |have |had )?{adv}(?:received|bought|buys|buy|sourced|sources|source|purchased|purchases|imported|imports|gets|got|takes|took|ordered|orders) {amount}{product} from {O+}{time}',
    '{S+} (?:has |have |had )?{adv}(?:received|bought|buys|sourced|sources|source|purchased|imported|imports|orders) from {O+}{time}',
    '{product} (?:for|of) {S+} (?:is|are|was|were) (?:made|sewn|spun|woven|produced|assembled|supplied|packed|processed) by {O+}{time}',
    "{S+}['’]s? (?:named |listed |main |largest )?(?:suppliers?|mills?|manufacturers?) (?:include|includes|is|are|was|were) {O+}",
    '(?:suppliers?|manufacturers?) (?:to|of|for) {S+} (?:include|includes|is|are|was|were) {O+}',
  ],
  example: {
    sentence: 'Shipping records for 2025 show that Lantern Garments received 46 consignments of combed cotton yarn from Ashmere Spinning.',
    subject: 'Lantern Garments',
    object: 'Ashmere Spinning',
  },
})
