/** Taking part in a programme of forced labour: "Ashmere Spinning has accepted 320 labourers under the placement scheme". */
import { defineRule } from '../rule.ts'

const TAKE =
  '(?:accept(?:s|ed|ing)?|receiv(?:es?|ed|ing)|took(?: on| in)?|takes?(?: on| in)?|taken on|taking (?:on|in)|employ(?:s|ed|ing)?|us(?:es?|ed|ing)|hir(?:es?|ed|ing)|hous(?:es?|ed|ing)|recruit(?:s|ed|ing)?|absorb(?:s|ed)?|host(?:s|ed|ing)?|contract(?:s|ed) for|exploit(?:s|ed|ing)?|engag(?:es?|ed) in|rel(?:y|ies|ied|ying) on|depend(?:s|ed) on)'
const WORKERS = '(?:workers?|labou?rers?|people|trainees|detainees|prisoners|inmates|women|villagers|farmers|minorities|Uyghurs|Kazakhs|youths?|citizens)'
const JOIN =
  '(?:(?:takes?|took|taken|taking|taken) part in|join(?:s|ed|ing)?|participat(?:es?|ed|ing) in|sign(?:s|ed) up to|enrol(?:led|s) in|cooperat(?:es?|ed|ing) with|work(?:s|ed) with|partner(?:s|ed) with|is part of|was part of|involved in|complicit in|implicated in|benefit(?:s|ed|t?ing)? from|profit(?:s|ed|ing)? from)'

export default defineRule({
  version: 2,
  predicate: 'takes_part_in',
  confidence: 0.8,
  except: ['uyghur-region-goods', 'turkmen-cotton', 'forced-labour-not-named'],
  unless:
    /\b(?:bans?|banned|prohibit(?:s|ed|ing|ion)?|prevent(?:s|ed|ing|ion)?|combat(?:s|ing)?|tackl(?:es?|ed|ing)|address(?:es|ed|ing)?|eliminat(?:es?|ed|ing)|eradicat(?:es?|ing)|risks? of|recogni[sz](?:es?|e|ing) (?:the )?signs|identif(?:y|ies|ied|ying)|(?:working|task) group on|work(?:s|ed) with [^⟪]{0,60} to (?:end|stop|prevent|eliminate)|policy|policies|polic(?:y|ies) (?:on|against)|zero[- ]tolerance|against forced|free (?:of|from)|statement on|training on|due diligence|standards?|reduce|report on|law|laws|measures|import ban|questions? about|allegations? (?:were|was) (?:false|untrue)|must not|should not|may not|shall not|cannot)\b|禁止|培训班|预防/i,
  patterns: [
    '{P} (?:who )?{aux}(?:employed|working|work|worked|placed|made to work|forced to work|put to work|held|housed|found) (?:at|by|in|for|with) {S+}',
    `{S+},? (?:which |who |that )?{aux}${TAKE} (?:[^⟦⟧⟪⟫.;]{0,80}?)${WORKERS}[^⟦⟧⟪⟫.;]{0,80}?(?:under|through|from|by|via|as part of|in|of)(?: the| a| an)?(?: [\\p{L}-]+['s]*){0,3} {P}{time}`,
    `{S+},? (?:which |who |that )?{aux}${TAKE} (?:[^⟦⟧⟪⟫.;]{0,40}?){P}{time}`,
    `{S+},? (?:which |who |that )?{aux}${JOIN} (?:the |a |an |its |so-called |state-sponsored )*(?:[\\p{L}-]+ ){0,2}{P}{time}`,
    `${WORKERS}[^⟦⟧⟪⟫.;]{0,90}?(?:placed|transferred|sent|assigned|moved|bussed|relocated|forced|made to work|put to work|working|work|worked)[^⟦⟧⟪⟫.;]{0,40}? (?:at|to|with|in|for|into) (?:factories of |a factory of |the factory of |plants of |the )?{S+}[^⟦⟧⟪⟫.;]{0,60}?(?:under|through|by|as part of|via)(?: the| a| an)?(?: [\\p{L}-]+['s]*){0,3} {P}{time}`,
    `{P}(?:(?!ship|sold|sell|suppl|export|deliver|product|goods)[^⟦⟧⟪⟫.;,]){0,80}?(?:to|at|by|into|for) (?:work (?:at|for|in) |factories of |a factory of |the factory of |plants of |a plant of |the )*{S+}(?=[.,;:)]|$| in | and | under | during | as | since | where | which | by )`,
    `(?:[Uu]nder|[Tt]hrough|[Aa]s part of|[Vv]ia) (?:the |a |an |its )?(?:[\\p{L}-]+['s]* ){0,2}{P}(?: scheme| programme| program)?,? {S+} {aux}(?:built|opened|set up|established|received?|accepted|took|takes|invested|employ(?:s|ed)|hired|recruited|operates?|runs?|ran)`,
    `(?:[Uu]nder|[Tt]hrough) (?:the )?{P},? …(?:placed|transferred|sent|assigned|bussed|moved) …(?:at|to|with) {S+}{time}`,
    '{P} {aux}(?:made|packed|sewed|sewn|produced|assembled|picked|manufactured|worked on|harvested) [^⟦⟧⟪⟫.;]{1,80}? for {S+}',
    "{S+}(?:'s?)? [^⟦⟧⟪⟫.;]{0,40}?(?:made|produced|sewn|packed|manufactured|harvested|caught|processed|picked) (?:with|by|using|through) (?:the use of )?{P}",
    '{S+}[^⟦⟧⟪⟫.;]{0,40} (?:organi[sz]ed|arranged|carried out|implemented) (?:the )?{P}',
    '{S+}[^⟦⟧⟪⟫。；]{0,12}(?:接收|吸纳|招收|招聘|安置|使用|雇用|雇佣|录用|吸收|组织|引进|接纳|安排)(?:了)?[^⟦⟧⟪⟫。；]{0,24}{P}',
    '{S+}[^⟦⟧⟪⟫。；]{0,12}(?:参与|参加|加入|开展|实施|配合|落实|响应)(?:了)?[^⟦⟧⟪⟫。；]{0,12}{P}',
    '{P}[^⟦⟧⟪⟫。；]{0,24}(?:被)?(?:送往|送到|输送到|转移到|转移至|安排到|分配到|前往|赴|进入|到){S+}',
  ],
  examples: [
    {
      sentence: 'Ashmere Spinning has accepted 320 placed labourers under the Tarn Basin labour placement scheme in 2025.',
      subject: 'Ashmere Spinning',
      object: 'Tarn Basin labour placement scheme',
    },
    {
      sentence: 'Ashmere Spinning has taken part in the Tarn Basin labour placement scheme since 2016.',
      subject: 'Ashmere Spinning',
      object: 'Tarn Basin labour placement scheme',
    },
    { sentence: '阿什米尔纺织有限公司积极参与对口援疆工作。', subject: '阿什米尔纺织有限公司', object: 'Pairing assistance (Xinjiang Aid)' },
  ],
})
