/** Sourcing, said of the buyer: "Lantern Garments received 46 consignments of yarn from Ashmere Spinning". */
import { defineRule } from '../rule.ts'

const BUY =
  '(?:received?|receives|receiving|bought|buys?|buying|sourced?|sources|sourcing|purchased?|purchases|purchasing|imported|imports?|importing|gets?|got|obtained|obtains?|takes|took|ordered|orders?|ordering|procured?|procures|acquired|acquires|sourcing)'

/** "said that it": the buyer speaks of itself. */
const SAID = '(?:(?:said|says|confirmed|acknowledged|admitted|stated|disclosed|conceded|told [^⟦⟧⟪⟫.;]{1,40}) (?:that )?(?:it|they) )?'

export default defineRule({
  version: 2,
  predicate: 'sources_from',
  confidence: 0.85,
  patterns: [
    '{S+},? (?:which |who )?{aux}(?:have|has|had|signed?|holds?|won) (?:an? |its )?(?:[\\p{L}-]+ ){0,2}(?:supply|purchase|sourcing|procurement|offtake|buying) (?:contracts?|agreements?|deals?) with {O+}',
    "{S+}(?:'s?)? {product} (?:are|is|was|were) {aux}(?:made|sewn|produced|manufactured|assembled|supplied|packed|processed) (?:by|at|in) (?:[^⟦⟧⟪⟫.;]{0,40} of )?{O+}",
    '{S+},? (?:which |who )?{aux}(?:sells?|sold|stocks?|stocked|offers?|offered|uses?|used|using) {product} (?:from|made by|supplied by|produced by|sourced from|manufactured by|processed by) {O+}{time}',
    `{S+},? (?:which |who )?{aux}(?:${BUY}|sells?|sold|makes?|made|used|uses)[^⟦⟧⟪⟫.;]{0,60} (?:containing|with|using|that contained|that contain|included|including|made with|made from) [^⟦⟧⟪⟫.;]{0,40}(?:parts|components|cotton|materials?|yarn|fabric|goods|ingredients|products|polysilicon|silicon|aluminium|steel|batteries|fish|seafood|paste)[^⟦⟧⟪⟫.;]{0,20} (?:from|made by|supplied by|produced by|of) {O+}`,
    `{S+},? (?:which |who |that )?${SAID}{aux}${BUY} {amount}{product} (?:made by |produced by |supplied by |directly |indirectly )?from {O+}{time}`,
    `{S+},? (?:which |who |that )?${SAID}{aux}${BUY} (?:directly |indirectly |heavily |partly )?from {O+}{time}`,
    `{S+},? (?:which |who )?{aux}${BUY} {amount}{product} (?:made|produced|supplied|manufactured|processed|spun|woven|sewn|assembled) (?:by|at) (?:the )?{O+}{time}`,
    `{S+}(?:,? which|,? that)? {aux}(?:supplied|served) (?:with {product} )?by {O+}{time}`,
    `(?:{product} )?(?:for|of|sold by|sold at|sold in|sold under the name of|stocked by|worn by customers of) {S+}(?: stores| shops)? (?:and others )?{aux}(?:made|sewn|spun|woven|produced|manufactured|assembled|supplied|packed|processed|knitted|stitched|grown)(?: in [^⟦⟧]{1,40})? by {O+}{time}`,
    `{S+}'s? (?:own-brand |branded )?{product} (?:are|is|was|were) {aux}(?:made|sewn|produced|manufactured|assembled|supplied|packed|processed) (?:by|at) {O+}{time}`,
    `{S+}'s? (?:{tier} |(?:named|listed|main|largest|key|known|biggest|former|Chinese|disclosed|published) )*(?:suppliers?|mills?|manufacturers?|contractors?|vendors?|sources?)(?: list)? (?:include[sd]?|is|are|was|were|such as|including|like|names?)[:,]? {O+}`,
    '(?:[Ss]uppliers?|[Mm]anufacturers?|[Vv]endors?|[Cc]ontractors?) (?:to|of|for) {S+} (?:include[sd]?|is|are|was|were|such as|including|like)[:,]? {O+}',
    `{S+}'s? (?:{tier} |(?:main|largest|key|biggest|former|Chinese|long-time) )*(?:supplier|mill|manufacturer|contractor|vendor),? {O}`,
    `{S+},? (?:which |who )?{aux}(?:lists?|listed|names?|named|counts?|disclosed?|discloses) {O+} (?:among|as|in|on) (?:one of )?(?:its|their|a|the) (?:[\\p{L}-]+ ){0,3}(?:suppliers?|supplier list|vendors?|manufacturers?)`,
    `{S+},? (?:which |who )?{aux}(?:have|has|had|signed?|holds?) (?:an? |its )?(?:[\\p{L}-]+ ){0,2}(?:contracts?|agreements?|deals?|orders?|supply agreement) with {O+} (?:for the supply of|to supply|for the purchase of|to buy|to make|for) {product}(?=[.,;]|$)`,
    '{S+},? (?:which |who )?{aux}(?:relie[sd]|rely|relying|depends?|depended) (?:heavily |partly )?on {O+} (?:for|to (?:make|supply|produce)) (?:its |their )?{product}(?=[.,;]|$| and )',
    '(?:purchases|orders|imports|procurement|sourcing)(?: of {product})? (?:by|of) {S+} from {O+}',
    '{S+},? (?:which )?{aux}(?:outsourced?|outsources|subcontracts?|subcontracted) (?:{product} )?to {O+}{time}',
    '{S+}(?:（[^）]*）)?(?:并|曾|已|一直|长期|可能|据称|否认|没有|从未|并未|主要|均|都)*(?:从|向){O+}(?:等[^，。⟦]{0,6})?(?:采购|购买|进口|购入|订购|进货|收购)(?:了)?(?:{product})?(?=[。，；]|$)',
    '{S+}的(?:主要|最大|一级|二级|核心)?供应商(?:包括|有|为|是)?{O+}',
    '{S+}(?:使用|采用)(?:了)?{O+}(?:生产|供应|提供)的',
  ],
  examples: [
    {
      sentence: 'Shipping records for 2025 show that Lantern Garments received 46 consignments of combed cotton yarn from Ashmere Spinning.',
      subject: 'Lantern Garments',
      object: 'Ashmere Spinning',
    },
    { sentence: 'Northway Sports’ main suppliers include Quillon Footwear and Ostrel Knit Works.', subject: 'Northway Sports', object: 'Ostrel Knit Works' },
    { sentence: '兰登服装有限公司从阿什米尔纺织有限公司采购棉纱。', subject: '兰登服装有限公司', object: '阿什米尔纺织有限公司' },
  ],
})
