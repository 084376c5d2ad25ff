/** The end of sourcing: "Northway Sports ended its relationship with Quillon Footwear in 2024". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'withdrew_from',
  confidence: 0.85,
  patterns: [
    '{S+} (?:has |have |had )?{adv}(?:stopped|ceased|ended|suspended) (?:buying|sourcing|purchasing|purchases|ordering|orders|all orders|imports|importing)(?: {product})? from {O+}{time}',
    '{S+} (?:has |have |had )?{adv}(?:ended|cut|terminated|severed|suspended) (?:its|their|all|any) (?:business |commercial |trading )?(?:relationships?|ties|links|contracts?|dealings) with {O+}{time}',
    '{S+} no longer (?:buys|sources|purchases|orders)(?: {product})? from {O+}{time}',
    '{O+} (?:has not|have not|no longer) suppl(?:ied|ies|y) {S+}{time}',
  ],
  example: { sentence: 'Northway Sports stopped buying trainers from Quillon Footwear in 2024.', subject: 'Northway Sports', object: 'Quillon Footwear' },
})
