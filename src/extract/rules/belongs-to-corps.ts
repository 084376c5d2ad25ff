/** Belonging to the Production and Construction Corps, which is a company and a programme in one. */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'takes_part_in',
  confidence: 0.8,
  only: ['xpcc'],
  patterns: [
    '{S+},? (?:which |that )?{aux}(?:an? |the )?(?:wholly[ -]owned |majority[ -]owned |state-owned |partly |wholly |majority |jointly )*(?:subsidiar(?:y|ies)|units?|arms?|affiliates?|enterprises?|companies|company|entit(?:y|ies)|parts?|division) (?:of|under|owned by|controlled by|affiliated with) (?:the )?(?:[\\p{L}-]+ ){0,4}?{P}',
    '{S+},? (?:which |that )?{aux}(?:owned|controlled|run|operated|held|managed|administered|funded|affiliated|backed|established|founded) (?:by|with) (?:the )?(?:[\\p{L}-]+ ){0,4}?{P}',
    "{P}(?:'s?| subsidiary| unit| company| enterprise),? {S}",
    '{P} (?:owns|controls|runs|operates) {S+}',
    '{S+}[^⟦⟧⟪⟫。；]{0,6}(?:隶属于|隶属|属于|归属|为|系|是)[^⟦⟧⟪⟫。；]{0,6}{P}',
  ],
  examples: [
    {
      sentence: 'Ashmere Spinning is a wholly owned subsidiary of the Xinjiang Production and Construction Corps.',
      subject: 'Ashmere Spinning',
      object: 'Xinjiang Production and Construction Corps',
    },
  ],
})
