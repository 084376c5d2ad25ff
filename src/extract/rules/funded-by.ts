/** Funding: "Tarn Mills is funded by Basin Development Bank". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'funded_by',
  confidence: 0.8,
  patterns: ['{S+} (?:is|are|was|were|has been) (?:partly |jointly )?(?:funded|financed) by {O+}{time}', '{O} (?:lent|granted|loaned) … to {S+}{time}'],
  example: { sentence: 'Tarn Mills Ltd is partly funded by Basin Development Bank.', subject: 'Tarn Mills Ltd', object: 'Basin Development Bank' },
})
