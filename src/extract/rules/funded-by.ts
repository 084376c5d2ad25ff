/** Funding: "Tarn Mills is funded by Basin Development Bank". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 2,
  predicate: 'funded_by',
  confidence: 0.8,
  patterns: [
    "(?:(?:[Tt]he )?(?:expansion|construction|building|plant|factory|project)s? (?:of|by|for) )?{S+}(?:'s? [\\p{L} -]{2,40})? {aux}(?:partly |jointly |co-)?(?:funded|financed|bankrolled|underwritten|backed) by {O+}{time}",
    '{O+} {aux}(?:lent|granted|loaned|provided|gave|extended|approved|invested) [^⟦⟧⟪⟫.;]{1,60}? (?:to|in|for) {S+}{time}',
    '{S+} {aux}(?:received|obtained|secured|got|took out|signed|raised|borrowed) (?:an? |the )?[^⟦⟧⟪⟫.;]{0,60}?(?:loans?|credit|credit line|financing|funding|grants?|investment|[$€£¥]\\d[\\d.,]* ?(?:million|billion|m|bn)?)[^⟦⟧⟪⟫.;]{0,30}? (?:from|by|with) {O+}{time}',
    '{O+} {aux}(?:funds?|finances?|financed|funded) {S+}{time}(?=[.,;]|$| and | through )',
    '{S+}(?:已|曾)?(?:获得|获|取得|得到)(?:了)?{O+}(?:提供的|发放的)?(?:[^⟦⟧。；]{0,10})(?:贷款|融资|资金|授信|资助)',
    '{O+}(?:已|曾)?(?:向|为|给){S+}(?:提供|发放)(?:了)?[^⟦⟧。；]{0,14}(?:贷款|融资|资金|授信|资助)',
    '{S+}(?:的[^⟦⟧。；]{1,8})?由{O+}(?:提供资金|资助|出资|融资|贷款)',
  ],
  examples: [
    { sentence: 'Tarn Mills Ltd is partly funded by Basin Development Bank.', subject: 'Tarn Mills Ltd', object: 'Basin Development Bank' },
    { sentence: 'Tarn Mills Ltd received a loan of $60 million from Basin Development Bank.', subject: 'Tarn Mills Ltd', object: 'Basin Development Bank' },
  ],
})
