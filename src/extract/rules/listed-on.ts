/** Being put on an official list: "was added to the UFLPA Entity List", "issued a Withhold Release Order against …". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'listed_on',
  confidence: 0.85,
  unless: /\b(?:removed from|removal from|delisted|revoked|modified|lifted|not on)\b|移出/i,
  patterns: [
    '(?:[Dd]etain(?:s|ed)?|[Ww]ithh(?:old|eld)|[Ss]eiz(?:e|es|ed))[^⟦⟧⟨⟩.;]{0,110}?(?:from|by|of) (?:the )?{S+}[^⟦⟧⟨⟩.;]{0,70}?{L}',
    '{S+},? (?:which |that |who )?{aux}(?:added|placed|put|included|named|listed|appears?|appeared|stands|on|subject|designated) ?(?:to|on|in|under|by)?(?: the| a| an)? {L}',
    '(?:added|adds|adding|add|placed|places|put|puts|included|named|listed) (?:the )?{S+}[^⟦⟧⟪⟫⟨⟩.;]{0,60}? (?:to|on|in|under)(?: the)? {L}',
    '{L}[^⟦⟧⟪⟫.;]{0,90}?(?:against|on|targeting|covering|for|includes|including|lists|names|imposed on)(?: [^⟦⟧⟪⟫.;]{1,70}? (?:made|produced|manufactured|harvested|from|of|by|imported)(?: by| at| from)?)?(?: the| its subsidiary)? {S+}',
    '{L}[^⟦⟧⟪⟫.;]{0,60}? against {S+}',
    '对{S+}[^⟦⟧⟪⟫⟨⟩。；]{0,14}(?:发布|下达|实施|签发|发出)(?:了)?[^⟦⟧⟪⟫⟨⟩。；]{0,6}{L}',
    '{S+}[^⟦⟧⟪⟫⟨⟩。；]{0,8}(?:被)?(?:列入|纳入|加入|添加到|登上)[^⟦⟧⟪⟫⟨⟩。；]{0,6}{L}',
  ],
  examples: [
    { sentence: 'Ashmere Spinning was added to the UFLPA Entity List in 2023.', subject: 'Ashmere Spinning', object: 'uflpa-entity-list' },
    {
      sentence: 'U.S. Customs and Border Protection issued a Withhold Release Order against gloves made by Lantern Garments.',
      subject: 'Lantern Garments',
      object: 'us-withhold-release-orders',
    },
  ],
})
