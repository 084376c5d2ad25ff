/** Brands and their companies: "Halden & Row is a brand of Calder Holdings". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'brand_of',
  confidence: 0.85,
  patterns: [
    '{S+} (?:is|are) (?:a |one of the )?(?:high street |clothing |retail )?brands? (?:of|owned by) {O}',
    "{O}['’]s? (?:high street |clothing |retail )?brands (?:are|include) {S+}",
    '{O} (?:trades as|runs the brands?|sells under the brands?) {S+}',
  ],
  example: { sentence: 'Calder Holdings plc runs the brands Halden & Row and Kestrel Kids.', subject: 'Halden & Row', object: 'Calder Holdings plc' },
})
