/** Running a facility: "Redfield Foods operates Isk Valley Cannery". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'operates',
  confidence: 0.8,
  patterns: ['{S} (?:operates|runs) (?:the )?(?:factory |mill |plant |cannery )?{O}(?=[.,;]|$| in | at | on | and | which | where )'],
  example: { sentence: 'Redfield Foods operates the plant Isk Valley Cannery.', subject: 'Redfield Foods', object: 'Isk Valley Cannery' },
})
