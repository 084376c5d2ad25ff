/** Running a facility: "Redfield Foods operates Isk Valley Cannery". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 2,
  predicate: 'operates',
  confidence: 0.8,
  patterns: [
    '{S},? (?:which )?{aux}(?:operates?|operated|runs?|ran|manages?|managed) (?:the )?(?:[\\p{L}-]+ )?(?:factory |mill |plant |cannery |smelter |facility )?{O}(?=[.,;]|$| in | at | on | and | which | where | near )',
    '(?:[Tt]he )?{O} (?:is|was|has been) (?:run|operated|managed) by {S}',
    "{S}'s? (?:factory|mill|plant|cannery|smelter|facility),? {O}(?=[.,;]|$| in | at )",
    '{S}(?:经营|运营|开办|管理)(?:着|了)?{O}',
  ],
  examples: [{ sentence: 'Redfield Foods operates the plant Isk Valley Cannery.', subject: 'Redfield Foods', object: 'Isk Valley Cannery' }],
})
