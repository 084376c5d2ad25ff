/** A looser tie, as campaigning texts put it: "Apple and Sony … whose supply chains rely on … Uyghurs … forced to work". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'takes_part_in',
  confidence: 0.5,
  patterns: [
    '{S+} …(?:rely|relies|profit|profits|benefit|benefits|benefitting|benefiting|depend|depends|linked|tied|implicated)…{P}',
    '{S+}(?:,| and)? …(?:accused of|criticised for|criticized for|found to be) …{P}',
    '{P}…(?:linked to|tied to|in the supply chains? of|benefit(?:s|ting)?) {S+}',
  ],
  example: {
    sentence: 'Kestrel Kids and Pell Electricals have supply chains that rely on Uyghurs removed from their homes.',
    subject: 'Kestrel Kids',
    object: 'Uyghurs removed from their homes',
  },
})
