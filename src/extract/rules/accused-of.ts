/** A looser tie to forced labour, as reports and campaigns put it: "accused of using forced labour", "supply chains that rely on …". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'takes_part_in',
  confidence: 0.55,
  except: ['uyghur-region-goods', 'turkmen-cotton'],
  unless:
    /\b(?:bans?|banned|prohibit(?:s|ed|ing)?|prevent(?:s|ed|ing)?|combat(?:s|ing)?|tackl(?:es?|ed|ing)|address(?:es|ed|ing)?|eliminat(?:es?|ed|ing)|eradicat(?:es?|ing)|risk of|risks of|recogni[sz](?:es?|ing)|identif(?:y|ies|ied|ying)|working group|task force|policy|policies|zero[- ]tolerance|free (?:of|from)|trains?|training|due diligence|must not|should not|joined|welcom(?:es|ed)|publish(?:es|ed) a statement|to (?:end|stop|fight)|against forced|respond(?:s|ed)? to|raise[sd]? awareness|raises|implement(?:s|ed|ing)?|module|quer(?:y|ies)|reported to|will not|does not tolerate|do not tolerate|not tolerate|refrains?|oppos(?:es|ed|ing)|expect(?:s|ed)? (?:our|its|all)|our (?:suppliers|business|supply chain)|we )\b|禁止|预防/i,
  patterns: [
    '{S+},? (?:which |who )?{aux}(?:den(?:y|ies|ied|ying)) (?:that it (?:uses?|used|benefits from|relies on)|using|any use of|the use of|any|all|involvement in|being involved in|links? (?:to|with)|allegations? of|profiting from)[^⟦⟧⟪⟫.;]{0,40}?{P}',
    '(?:sold|stocked|made|supplied|bought|imported) (?:by|at|in|for) {S+}[^⟦⟧⟪⟫;]{0,120}?(?:contain|contains|contained|made|produced|picked|grown|harvested|caught|linked|using|tainted)[^⟦⟧⟪⟫;]{0,80}?{P}',
    '{S+},? (?:which |who |that )?{aux}(?:us(?:es?|ed|ing)|employ(?:s|ed|ing)|exploit(?:s|ed|ing)?|rel(?:ies|ied|ying) on|benefit(?:s|t?ed|t?ing) from|profit(?:s|ed|ing) from|sell(?:s|ing)? [^⟦⟧⟪⟫;]{1,40} made (?:with|by)) (?:[\\p{L}-]+ ){0,3}?{P}',
    '(?:goods|products|clothes|garments|cotton|fish|seafood|shrimp|prawns|chocolate|cocoa|sugar|palm oil|gloves|electronics|components|panels|items) [^⟦⟧⟪⟫;]{0,40}?(?:made|produced|caught|picked|harvested|processed|packed) (?:with|by|using|through|under) [^⟦⟧⟪⟫;]{0,30}?{P}[^⟦⟧⟪⟫;]{0,60}? (?:sold|bought|supplied|used|stocked|imported) (?:to|by|in|at) {S+}',
    '{S+}[^⟦⟧⟪⟫;]{0,90}?(?:rely|relies|relied|profit|profits|profited|benefit|benefits|benefited|benefitting|benefiting|depend|depends)(?: directly| indirectly)? (?:on|from)[^⟦⟧⟪⟫;]{0,110}?{P}',
    '{S+}[^⟦⟧⟪⟫;]{0,60}?(?:linked|tied|connected|implicated|complicit|associated|ties|links|connections)(?: directly| indirectly)? (?:to|in|with)[^⟦⟧⟪⟫;]{0,90}?{P}',
    '(?:[Aa]ccus(?:es?|ed|ing)|[Aa]lleg(?:es?|ed|ing)(?: that)?|[Cc]harg(?:es?|ed|ing)|[Ss]u(?:es?|ed|ing)) {S+}[^⟦⟧⟪⟫;]{0,140}?{P}',
    '{S+}[^⟦⟧⟪⟫;]{0,60}?(?:(?:is|are|was|were|been|being|stands?) (?:widely )?(?:sued|accused of|criti[cs]i[sz]ed for|sued (?:for|over)|found to be|charged with|alleged to)|(?:faced?|faces|facing) (?:accusations?|allegations?|claims?|lawsuits?|questions?) (?:of|over|that))[^⟦⟧⟪⟫;]{0,110}?{P}',
    '(?:[Ll]awsuits?|[Cc]omplaints?|[Cc]lass action|[Aa]ccusations?|[Aa]llegations?)[^⟦⟧⟪⟫;]{0,60}? against {S+}[^⟦⟧⟪⟫;]{0,140}?{P}',
    '{P}[^⟦⟧⟪⟫;]{0,60}?(?:linked to|tied to|in the supply chains? of|in the production of|used by|benefit(?:s|ting)?|in (?:the )?factories of|supplying|that supply|which supply) {S+}',
    "{P} (?:in|at|within) (?:the )?{S+}(?:'s?)? (?:supply chains?|suppliers?|factor(?:y|ies)|operations|plantations?|farms?)",
    "{S+}(?:'s?)? (?:supply chains?|suppliers?|factor(?:y|ies)|operations|products|plantations?) [^⟦⟧⟪⟫;]{0,60}?(?:use[sd]?|using|employ(?:s|ed)?|tainted (?:by|with)|made (?:with|by)|involv(?:es|ed)|contain(?:s|ed)|exposed to)[^⟦⟧⟪⟫;]{0,60}?{P}",
    '{S+}[^⟦⟧⟪⟫;]{0,90}?(?:from|by|with|at|of) (?:[\\p{L}-]+ ){0,4}?(?:factories|suppliers?|farms?|fishing boats|vessels|trawlers|plantations|mills?|mines?|companies) (?:that |which |who |knowingly )*(?:use[sd]?|using|employ(?:s|ed|ing)?|rely on|relying on|wherein)[^⟦⟧⟪⟫;]{0,90}?{P}',
    '{S+}[^⟦⟧⟪⟫;]{0,90}?(?:tainted|produced|made|caught|harvested|picked) (?:by|with|using)[^⟦⟧⟪⟫;]{0,40}?{P}',
    '{P}[^⟦⟧⟪⟫;]{0,60}?used in {S+}',
    '{P}[^⟦⟧⟪⟫⟨⟩]{0,200}?[.:]"? (?:This|These|They|Those|Among them|Among these|Examples|The list|Such companies|Brands|Companies) (?:also )?(?:includes?|are|is|implicated include|involved include) (?:the likes of |companies such as |brands such as )?{S+}',
    '{S+}[^⟦⟧⟪⟫。；]{0,6}否认[^⟦⟧⟪⟫。；]{0,10}{P}',
    '{S+}[^⟦⟧⟪⟫。；]{0,20}(?:被指|被控|涉嫌|涉及|牵涉|受益于|依赖)[^⟦⟧⟪⟫。；]{0,30}{P}',
  ],
  examples: [
    {
      sentence: 'Kestrel Kids and Pell Electricals have supply chains that rely on Uyghurs removed from their homes.',
      subject: 'Kestrel Kids',
      object: 'Xinjiang labour transfers',
    },
    {
      sentence: 'Pell Electricals is accused of using forced labour in its warehouses.',
      subject: 'Pell Electricals',
      object: 'Forced labour, no programme named',
    },
  ],
})
