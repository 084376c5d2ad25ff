/** The end of sourcing: "Northway Sports ended its relationship with Quillon Footwear in 2024". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 2,
  predicate: 'withdrew_from',
  confidence: 0.85,
  patterns: [
    '{S+},? (?:which |who )?(?:said |says )?(?:it |they |that it |that they )?{aux}(?:stopped|ceased|ended|suspended|halted|discontinued|stops|ends?|stop|cease|suspend|halt|phased? out) (?:all )?(?:buying|sourcing|purchasing|purchases|ordering|orders|imports?|importing|using|its orders|deliveries)(?: of)?(?: {product})? (?:from|with|made by) {O+}{time}',
    '{S+},? (?:which |who )?(?:said |says )?(?:it |they |that it |that they )?{aux}(?:end(?:ed)?|cut|cutting|terminated?|sever(?:ed)?|suspend(?:ed)?|broke off|break off|dropped|ends|cuts|broken off|cancel(?:led)?|canceled|ending|terminating) (?:[\\p{L}-]+ ){0,4}?(?:relations?|relationships?|ties|links|contracts?|dealings|cooperation|orders) with (?:its supplier |the supplier )?{O+}{time}',
    '{S+},? (?:said |says )?(?:it |they |that it |that they )?{aux}no longer (?:buys?|sources?|purchases?|orders?|works? with|uses?|using|buying|sourcing|working with)(?: {product})?(?: from)? {O+}{time}',
    '{S+},? (?:which |who )?{aux}(?:dropped|withdrew from|delisted|pulled out of) {O+}(?: as a supplier| from its supplier list)?{time}',
    '{O+},? (?:which |who )?{aux}(?:no longer (?:a supplier (?:to|of)|suppl(?:y|ies))|(?:not|stopped|ceased) suppl(?:ied|ies|ying)) {S+}{time}',
    '{S+}(?:已经|已|曾|宣布|决定|表示|将|会)*(?:停止|终止|中止|不再)(?:了)?(?:从|向){O+}(?:采购|购买|进口|订购|进货)(?:{product})?',
    '{S+}(?:已经|已|曾|宣布|决定|表示|将|会)*(?:终止|结束|停止|切断|解除)(?:了)?(?:与|和|同){O+}(?:之间)?的(?:合作|业务|关系|往来|合同|联系|贸易)',
  ],
  examples: [
    { sentence: 'Northway Sports stopped buying trainers from Quillon Footwear in 2024.', subject: 'Northway Sports', object: 'Quillon Footwear' },
    { sentence: '兰登服装有限公司终止了与阿什米尔纺织有限公司的合作。', subject: '兰登服装有限公司', object: '阿什米尔纺织有限公司' },
  ],
})
