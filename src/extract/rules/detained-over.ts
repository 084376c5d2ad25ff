/** Goods stopped at a border over forced labour: "CBP will detain gloves made by Marl Bay Rubber after finding evidence of forced labor". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'takes_part_in',
  confidence: 0.65,
  except: ['uyghur-region-goods', 'turkmen-cotton'],
  unless: /\b(?:lifted|revoked|modified|released|no longer)\b/i,
  patterns: [
    '(?:[Dd]etain(?:s|ed|ing)?|[Ss]eiz(?:e|es|ed|ing)|[Bb]ann?(?:s|ed|ing)?|[Bb]lock(?:s|ed|ing)?|[Bb]ar(?:s|red|ring)|[Ww]ithh(?:old|eld)|[Pp]rohibit(?:s|ed|ing)?) [^⟦⟧⟪⟫.;]{0,90}?(?:produced|made|manufactured|harvested|imported|exported|from|by|of) (?:by |at |from )?{S+}[^⟦⟧⟪⟫.;]{0,110}?(?:over|after|because|due to|based on|for|on|amid|made with|produced with|using|evidence|allegations|that)[^⟦⟧⟪⟫.;]{0,70}?{P}',
  ],
  examples: [
    {
      sentence: 'CBP will detain gloves made by Ashmere Spinning after finding reasonable evidence of forced labor.',
      subject: 'Ashmere Spinning',
      object: 'Forced labour, no programme named',
    },
  ],
})
