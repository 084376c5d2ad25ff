/** Ownership: "Lantern Garments is a wholly owned subsidiary of Calder Holdings". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'owned_by',
  confidence: 0.85,
  patterns: [
    '{S+} (?:is|are|was|were|remains?|became) (?:a |an )?(?:wholly[ -]owned |majority[ -]owned |partly[ -]owned )?(?:subsidiar(?:y|ies)|units?|arms?|divisions?) of {O}',
    '{S+},? (?:which )?(?:is |are |was |were )?(?:wholly |majority |jointly |partly )?owned by {O}',
    '{O} (?:owns|acquired|bought|took over|controls|holds \\d+(?: per cent|%) of) {S+}(?=[.,;]|$| and | in | for | which )',
    "{O}['’]s? (?:wholly[ -]owned )?subsidiary,? {S}",
    '{S}, (?:a|the) (?:wholly[ -]owned )?subsidiary of {O}',
  ],
  example: { sentence: 'Ostrel Knit Works is a wholly owned subsidiary of Varden Group.', subject: 'Ostrel Knit Works', object: 'Varden Group' },
})
