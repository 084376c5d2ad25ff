/** Goods of a region or harvest of forced labour, said of who uses them: "Kestrel Kids uses cotton grown in Xinjiang". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'sources_from',
  confidence: 0.7,
  only: ['uyghur-region-goods', 'turkmen-cotton'],
  unless:
    /\b(?:bans?|banned|banning|prohibits?|prohibited|prohibiting|avoid(?:s|ed|ing)?|boycott(?:s|ed)?|exclud(?:es|ed|ing)|stop(?:s|ped)? (?:using|buying|sourcing)|free of|free from|refus(?:es|ed)|pledged? (?:not|to)|commit(?:s|ted)? (?:not|to)|no longer|will not|restrict(?:s|ed)?|block(?:s|ed)?|detain(?:s|ed)?|seiz(?:es|ed)|ask(?:s|ed)|audit(?:s|ed)?|remov(?:es|ed|ing)|phase[ds]? out|exit)\b|禁止|停止|抵制/i,
  patterns: [
    '{S+},? (?:which |who )?{aux}(?:den(?:y|ies|ied|ying)) (?:ever )?(?:sourcing|buying|using|importing|that it (?:sources?|buys?|uses?|imports?)|that its [^⟦⟧⟪⟫.;]{1,40}) ?[^⟦⟧⟪⟫.;]{0,40}?{P}',
    '{S+}[^⟦⟧.;]{0,110}? (?:it|they) (?:does|do|did|had|has|have) (?:not|never) (?:knowingly )?(?:source|buy|use|import|sourced|bought|used) [^⟦⟧⟪⟫.;]{0,40}?{P}',
    '{S+},? (?:which |who |that )?{aux}(?:us(?:es?|ed|ing)|advertis(?:es|ed)|markets?|marketed|offers?|offered|promotes?|promoted|spins?|spun|weaves?|sells?|sold|bought|buys?|imports?|imported|sources?|sourced|processe[sd]|made with|contain(?:s|ed|ing)?|received?|relie[sd] on|relying on|rely on|depends? on|supplies|supplied|purchase[sd]?|trades?|stocks?) (?:(?!with |made |containing )[\\p{L}-]+ ){0,3}?(?:with |made with |made from |made of |containing |that contain(?:s|ed)? )?{amount}{P}',
    '(?:[Gg]arments|[Cc]lothes|[Cc]lothing|[Ss]hirts|[Pp]roducts|[Gg]oods|[Ii]tems|[Ss]hoes|[Tt]extiles|[Cc]otton|{product})[^⟦⟧⟪⟫.;]{0,60}(?:sold by|bought from|made by|purchased from|made for|from|of|by) {S+} (?:[\\p{L}]+ ){0,4}?(?:contain(?:s|ed|ing)?|made (?:with|from|of)|includ(?:es|ed|ing)|use[sd]?|incorporat(?:es|ed))[^⟦⟧⟪⟫.;]{0,40}? ?{P}',
    "{S+}'s? (?:[\\p{L}-]+ ){1,4}(?:contain(?:s|ed|ing)?|(?:is|are|was|were) made (?:with|from|of)|includ(?:es|ed)|use[sd]?)[^⟦⟧⟪⟫.;]{0,40}? ?{P}",
    '{S+}(?:[\\p{L}, -]{0,40})? (?:with|by) using {P}',
    '{S+} (?:us(?:es?|ed|ing)|sell(?:s|ing)?|bought|buying|sourc(?:es|ed|ing)) [^⟦⟧⟪⟫.;]{0,30}{P}',
    '{P} (?:is |was |are |were |has been |have been )?(?:also |then )*(?:used|bought|sold|imported|spun|processed|found)(?: [\\p{L} ]{1,40}?)? (?:by|in)(?: [\\p{L} ]{1,30} (?:of|by|from|at))? {S+}',
    '(?:[Yy]arn|[Ff]abric|[Tt]extiles?|[Gg]arments|[Gg]oods|{product}) (?:made|spun|woven|produced) (?:of|from|with) {P} (?:is|are|was|were) (?:sold|supplied|exported|made|shipped) by {S+}',
    '{S+}(?:一直|曾|长期|可能|大量|主要)*(?:使用|采用|采购|购买|进口|加工)(?:了|过)?(?:来自)?{P}',
    '{S+}的[^⟦⟧⟪⟫。，]{1,12}(?:含有|使用|采用|采用了|使用了|以)(?:来自)?{P}',
  ],
  examples: [
    { sentence: 'Kestrel Kids uses cotton grown in Xinjiang for its pyjamas.', subject: 'Kestrel Kids', object: 'Goods from the Uyghur Region' },
    { sentence: 'Shirts sold by Kestrel Kids were found to contain cotton from Xinjiang.', subject: 'Kestrel Kids', object: 'Goods from the Uyghur Region' },
  ],
})
