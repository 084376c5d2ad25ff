/** Where something stands: "The factory of Ashmere Spinning is located in Korla, Xinjiang". */
import { defineRule } from '../rule.ts'

const SITE =
  '(?:factor(?:y|ies)|plants?|mills?|sites?|workshops?|smelters?|facilit(?:y|ies)|warehouses?|spinning mills?|production base|production line|farms?|cannery|headquarters|showroom|dealership|store|office|subsidiary|operation)'

export default defineRule({
  version: 1,
  predicate: 'located_at',
  confidence: 0.8,
  patterns: [
    `(?:[Tt]he )?(?:[\\p{L}-]+ )?${SITE} (?:of|owned by|run by|operated by) {S} (?:is|are|was|were) (?:located|based|situated|found|sited) (?:in|at|near|on|outside) {place}`,
    `{S}(?:'s? (?:main |largest |new )?${SITE})?,? (?:which )?(?:is|are|was|were) (?:located|based|situated|headquartered|sited) (?:in|at|near|on|outside) {place}`,
    `{S},? (?:which )?{aux}(?:has|have|had|operates?|operated|runs?|ran|owns?|owned|built|builds?|opened|opens|set up|maintains?|established) (?:an? |its |the |one |two |three |several |\\d+ |nine )(?:[\\p{L}-]+ ){0,3}${SITE} (?:in|at|near|outside) {place}`,
    `{S}'s? (?:[\\p{L}-]+ ){0,2}${SITE} (?:in|at|near|outside) {place}`,
    '{S}[^⟦⟧⟪⟫，。]{0,6}在(?<O>\\p{Script=Han}[\\p{Script=Han}、]{1,24}?)(?:投资)?(?:建厂|设厂|办厂|建有|设有|建立|投建)',
    '{S}(?:的(?:工厂|厂房|生产基地|总部|车间))?(?:位于|坐落于|坐落在|设在|设于|地处|建在)(?<O>\\p{Script=Han}{2,30})',
  ],
  examples: [
    {
      sentence: 'The factory of Ashmere Spinning is located in the Lop County Industrial Park.',
      subject: 'Ashmere Spinning',
      object: 'the Lop County Industrial Park',
    },
    { sentence: '阿什米尔纺织有限公司位于洛浦县工业园区。', subject: '阿什米尔纺织有限公司', object: '洛浦县工业园区' },
  ],
})
