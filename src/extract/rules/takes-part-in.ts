/** Taking part in a programme of forced labour: "Ashmere Spinning has accepted 320 labourers under the placement scheme". */
import { defineRule } from '../rule.ts'

export default defineRule({
  version: 1,
  predicate: 'takes_part_in',
  confidence: 0.85,
  patterns: [
    '{S+} (?:has |have |had |is said to have |are said to have )?{adv}(?:accepted|received|took|takes|taken on|employed|employs|used|uses|hired|housed|houses) …(?:workers|labourers|laborers|people|trainees|detainees|prisoners|inmates)…(?:under|through|from|by) (?:the )?{P}{time}',
    '{S+} (?:has |have )?{adv}(?:take|takes|took|taken|taking) part in (?:the )?{P}{time}',
    '{S+} (?:has |have |had )?{adv}(?:joined|participated in|participates in|signed up to|enrolled in) (?:the )?{P}{time}',
    '(?:workers|labourers|laborers|people|detainees|prisoners)…(?:were|are|have been|had been) (?:placed|transferred|sent|assigned|moved|bussed) (?:at|to|with|in) {S+} (?:under|through|by|as part of) (?:the )?{P}{time}',
    '(?:under|through) (?:the )?{P},? …(?:placed|transferred|sent|assigned|bussed) …(?:at|to|with) {S+}{time}',
  ],
  example: {
    sentence: 'Ashmere Spinning has accepted 320 placed labourers under the Tarn Basin labour placement scheme in 2025.',
    subject: 'Ashmere Spinning',
    object: 'Tarn Basin labour placement scheme',
  },
})
