/** Pledges: "Larkmoor has signed the Call to Action", "promised to trace all its seafood". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'committed_to',
  confidence: 0.8,
  patterns: [
    '{S+},? [^⟦⟧⟪⟫.;]{0,70}? to (?:sign|endorse|join) (?:up to )?(?:the )?{pledge}(?=[.,;]|$| in | and | on | by )(?<=(?:Call to Action|[Pp]ledge|[Cc]ommitment|Accord|[Cc]harter|[Cc]oalition|Protocol))',
    '{S+},? (?:which |who )?{aux}(?:signed|signs|endorsed|endorses|joined) (?:up to )?(?:the )?{pledge}(?=[.,;]|$| in \\d| and | on (?:⟪|\\d))(?<=(?:Call to Action|[Pp]ledge|[Cc]ommitment|Accord|[Cc]harter|Transparency Pledge|[Cc]oalition|Protocol)[^⟦⟧.]{0,80})',
    '{S+},? (?:which |who )?(?:has |have |had |also |later |publicly |then )*(?:pledged|promised|committed(?: itself| themselves)?|undertook|vowed|pledges|promises|commits|undertakes) (?:to |that (?:it|they) (?:will|would) ){pledge}(?=[.;]|$|, (?:and|but|which|a spokes|it said))',
    '{S+}(?:已|曾)?(?:承诺|保证)(?<O>[^⟦⟧⟪⟫⟨⟩。；]{4,60})',
  ],
  examples: [
    { sentence: 'Larkmoor has signed the Call to Action on human rights abuses.', subject: 'Larkmoor', object: 'Call to Action on human rights abuses' },
    { sentence: 'Larkmoor promised to trace all its seafood back to the vessel.', subject: 'Larkmoor', object: 'trace all its seafood back to the vessel' },
  ],
})
