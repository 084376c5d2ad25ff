/** Ownership: "Lantern Garments is a wholly owned subsidiary of Calder Holdings". */
import { defineRule } from '../rule.ts'

const STAKE =
  '(?:an? |its |the |about |some |more than )*(?:[\\p{L}-]+ )?(?:\\d[\\d.,]*(?: ?(?:per cent|percent|%))?(?: (?:stake|share|interest|of the shares|shareholding))?|(?:majority|minority|controlling|small|large|significant) (?:stake|share|interest|shareholding)|stake|shares)'

export default defineRule({
  version: 2,
  predicate: 'owned_by',
  confidence: 0.85,
  patterns: [
    '{S+},? (?:which )?{aux}(?:is|are|was|were|remains?|became|become)? ?(?:an? |the )?(?:[\\p{L}-]+ )?(?:wholly[ -]owned |fully[ -]owned |majority[ -]owned |partly[ -]owned |indirect |[\\p{L}-]+ ){0,2}(?:subsidiar(?:y|ies)|units?|arms?|divisions?|affiliates?|spin-?off) of {O}',
    '{S+},? (?:which )?{aux}(?:wholly |majority |jointly |partly |fully |indirectly |\\d+% |currently |now )*(?:owned|controlled|held|acquired|bought|purchased|taken over) by (?:the |its |a |an )?(?:[\\p{L}-]+ ){0,5}?{O+}',
    `{O+},? (?:which |who |that )?{aux}(?:owns?|owned|acquired|acquires?|bought|purchased|took over|takes over|controls?|controlled|holds?|held|completed (?:the|its) (?:acquisition|purchase) of|bought out) (?:${STAKE} (?:of|in) )?(?:the |its )?(?:(?!from |to |by |with |in |of |for |over |at )[\\p{L}'-]+ ){0,4}?{S+}(?=[.,;)]|$| and | in | for | from | which | who | to | on | with | after | as | at | by | during | through | when )`,
    `{O+},? (?:which |who )?{aux}(?:sold|sells) {S+} to [^⟦⟧]{0,5}`,
    "{O}'s? (?:[\\p{L}-]+ ){0,2}(?:wholly[ -]owned |majority[ -]owned )?(?:subsidiary|unit|affiliate|subsidiaries|division|arm)(?: in [\\p{L} ]{2,30})?,? (?:include[sd]? |including |such as |called |named )?{S+}",
    '{S+}, (?:an?|the) (?:[\\p{L}-]+ ){0,4}(?:subsidiary|unit|division|affiliate|arm) (?:of|owned by) {O}',
    '{O},? (?:the |its )?(?:[\\p{L}-]+ )?(?:parent(?: company| group)?|owner|parent firm|holding company) of {S+}',
    "{S+}'s? (?:[\\p{L}-]+ ){0,2}(?:parent(?: company| group)?|owner|holding company),? (?:is |was |are )?{O}",
    '{O} (?:is|was|became) (?:the )?(?:[\\p{L}-]+ )?(?:parent(?: company| group)?|owner|holding company) (?:of|for)(?: the)? (?:[\\p{L}-]+ ){0,3}{S+}',
    '{O}[^⟦⟧⟪⟫.;]{0,40} its (?:[\\p{L}-]+ ){0,3}(?:subsidiary|unit|affiliate),? {S}',
    '{S+},? (?:is|was) [^⟦⟧⟪⟫.;]{0,80}(?:and|as well as) an? (?:[\\p{L}-]+ ){0,2}(?:subsidiary|division|unit) of {O}',
    '{S+} (?:became|is|was) (?:a )?part of (?:the )?{O}',
    '(?:[Aa]cquisition|[Pp]urchase|[Tt]akeover) of {S+} by {O}',
    '{S+}(?:是|为|系)(?:由)?{O}(?:旗下)?(?:的)?(?:全资|控股|直属|下属)?(?:子公司|附属公司|分公司)',
    '{O}(?:直接|间接|共)?(?:持有|拥有|控股|收购)(?:了)?{S+}(?=的|\\d|[，。；]|$|全部|百分)',
    '{O}(?:的)?(?:全资|控股|直属|下属)?(?:子公司|附属公司|分公司){S+}',
    '{S+}(?:由|被){O}(?:全资)?(?:控股|拥有|收购|持有)',
    '{S+}(?:隶属于|隶属){O}',
  ],
  examples: [
    { sentence: 'Ostrel Knit Works is a wholly owned subsidiary of Varden Group.', subject: 'Ostrel Knit Works', object: 'Varden Group' },
    { sentence: 'In 2018 Varden Group acquired a 51% stake in Lantern Garments.', subject: 'Lantern Garments', object: 'Varden Group' },
    { sentence: '瓦登集团有限公司持有奥斯特针织有限公司51%的股权。', subject: '奥斯特针织有限公司', object: '瓦登集团有限公司' },
  ],
})
