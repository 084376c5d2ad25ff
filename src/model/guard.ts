/**
 * Guard: words that no page or paper of ours says. It stops claims about a people, words that make people less than people, the naming of private persons,
 * and calls to harm; not harsh words about companies and states, and not what people say of what was done to them.
 * It reads sentences by rule, so it can be wrong: whoever is stopped is told why, and may ask a reviewer.
 */

import { InvalidError } from '../errors.ts'

export type GuardKind = 'a people' | 'less than people' | 'a private person' | 'harm'
export type GuardFault = { readonly kind: GuardKind; readonly words: string; readonly why: string }

const WHY: Readonly<Record<GuardKind, string>> = {
  'a people': 'This speaks against a people. Our targets are companies and public bodies, never a people.',
  'less than people': 'This speaks of people as if they were less than people.',
  'a private person': 'This names or points out a private person. Name the company; nobody at the till chose this.',
  harm: 'This can be read as a call to harm people or things. Actions here are peaceful.',
}

/** Peoples, faiths and origins, as words that can stand for the people themselves. */
const PEOPLE = `(?:chinese|han|uy?ghurs?|uighurs?|kazakhs?|tibetans?|mongols?|hui|muslims?|jews?|jewish|christians?|hindus?|sikhs?|arabs?|turks?|turkish|asians?|africans?|blacks?|whites?|europeans?|indians?|pakistanis?|bangladeshis?|vietnamese|japanese|koreans?|russians?|poles|polish|romanians?|bulgarians?|albanians?|somalis?|nigerians?|syrians?|afghans?|iranians?|israelis?|palestinians?|americans?|english|scots|welsh|irish|germans?|french|gyps(?:y|ies)|roma|travellers|(?:im)?migrants?|refugees?|asylum seekers?|foreigners?)`
const PERSONS = `(?:people|persons?|men|women|families|family|students?|workers?|owners?|shopkeepers?|traders?|neighbours?|race|community|children|folk)`
/** The people as such: not its state, firms or goods. */
const A_PEOPLE = `(?:\\b(?:the|all|every|these|those|any|whole)\\s+)*\\b${PEOPLE}\\b(?:\\s+${PERSONS}\\b)?`
/** What an ill word about a people says of them. */
const ILL = `(?:liars?|lying|thie(?:f|ves)|spies|agents|traitors?|criminals?|crooks?|terrorists|murderers|lazy|stupid|dirty|filthy|greedy|sly|cunning|cruel|evil|barbaric|savage|backward|inferior|guilty|complicit|to blame|responsible for|behind every|robots|dogs?|pigs?|rats?|a (?:plague|cancer|disease|threat|curse|problem|burden)|not (?:like|human|to be trusted)|too \\w+ to)`
const BE = `(?:is|are|were|was|will (?:always |never )?be|(?:a|')re)`
const GROUND = `(?:all|always|never|naturally|just|only|nothing but|simply|a bunch of|by nature|mostly|such|so)`

const rule = (kind: GuardKind, pattern: string, flags = 'giu') => ({ kind, pattern: new RegExp(pattern, flags) })

const RULES: readonly { readonly kind: GuardKind; readonly pattern: RegExp }[] = [
  // A people is said to be something.
  rule('a people', `${A_PEOPLE}(?:\\s+\\w+){0,3}?\\s+${BE}\\s+(?:${GROUND}\\s+){0,3}(?:an?\\s+)?${ILL}\\b`),
  rule('a people', `${A_PEOPLE}\\s+${BE}\\s+an?\\s+\\w+\\s+(?:people|race|nation)\\b`),
  rule(
    'a people',
    `${A_PEOPLE}\\s+(?:always\\s+|never\\s+|only\\s+|will\\s+|would\\s+|secretly\\s+)*(?:control|own|run|steal|lie|cheat|breed|ruin|hate|do anything for)s?\\b(?!\\s+(?:nothing|little|no)\\b)`,
  ),
  rule(
    'a people',
    `\\b(?:you\\s+)?(?:can(?:no|'|’)?t|cannot|never|do(?:n'|n’| no)t)\\s+(?:ever\\s+)?(?:trust|hire|serve|talk to|believe|let|buy from|sell to|rent to)\\s+(?:an?\\s+|the\\s+|any\\s+)?${PEOPLE}\\b(?!\\s+(?:government|state|officials|firms|companies|suppliers|company|audits?|claims|party))`,
  ),
  rule(
    'a people',
    `\\b(?:rid|clear|cleanse|drive|throw|kick|get|keep|expel|deport|ban|remove)\\b(?:\\s+\\w+){0,4}?\\s+(?:the\\s+|all\\s+|these\\s+|those\\s+|any\\s+)*${PEOPLE}\\b(?!\\s+(?:government|state|officials|firms|companies|suppliers|cotton|goods|imports))(?:\\s+\\w+){0,2}?\\s+(?:out|from|off|away)\\b`,
  ),
  rule('a people', `\\bno\\s+(?:more\\s+)?${PEOPLE}\\b(?:\\s+${PERSONS})?\\s+(?:in|at|on|here|allowed)\\b`),
  rule('a people', `\\bgo back to\\s+(?:\\p{Lu}\\w+|where you|your (?:own )?country)`, 'gu'),
  rule(
    'a people',
    `\\bboycott\\w*\\b(?:\\s+\\w+){0,3}?\\s+${PEOPLE}[ -](?:owned\\s+)?(?:restaurants?|takeaways?|shops?|people|families|owners|shopkeepers?|students?|traders?|run)\\b`,
  ),
  rule('a people', `\\b(?:of|from)\\s+${PEOPLE}\\s+(?:origin|descent|blood)\\b[^.!?]*\\b(?:boycott|avoid|blame|shame|sack|expel|refuse)\\w*`),
  rule('a people', `\\bin the (?:blood|nature|genes|dna) of\\b`),
  rule('a people', `\\b(?:whole|entire)\\s+${PEOPLE}\\s+(?:people|race|nation|community)\\b`),
  rule('a people', `\\bevery\\s+${PEOPLE}\\s+(?:person|man|woman|family|student|shop)\\b[^.!?]*\\b(?:owes?|answers?|guilty|ashamed|pay)\\b`),
  rule(
    'a people',
    `${A_PEOPLE}[^.!?]{0,30}\\b(?:should be ashamed|are to blame|is to blame|deserves? (?:it|this|what)|took our|take our|stole our|steal our)\\b`,
  ),
  rule('a people', `\\b(?:their|that|your) kind\\b[^.!?]*\\b(?:should|must|are|belong|out)\\b`),
  rule('a people', `\\byellow peril\\b|\\bchina virus\\b|\\bkung flu\\b`),

  // Words that make people less.
  rule(
    'less than people',
    `\\b(?:chinks?|chinky|gooks?|pakis?|ragheads?|towelheads?|sandniggers?|niggers?|coons?|wogs?|kikes?|yids?|chinam[ae]n|coolies?|pikeys?|gypp?os?|jap[s]?|spics?|golliwogs?|slant[- ]?eye[ds]?|untermensch\\w*|sub-?humans?)\\b`,
  ),
  rule(
    'less than people',
    `\\b(?:is|are|like|these|those|such|you|a|of|the)\\s+(?:all\\s+|just\\s+|nothing but\\s+|a\\s+|human\\s+|filthy\\s+)*(?:vermin|cockroach(?:es)?|parasites?|locusts|maggots|savages|scum|leeches|rodents)\\b`,
  ),
  rule('less than people', `\\b(?:scum|vermin|rats|animals|dogs|pigs|parasites)\\s+like\\s+(?:them|you|those|these|the|him|her)\\b`),
  rule(
    'less than people',
    `\\b(?:guards?|staff|workers?|shoppers?|customers?|managers?|they|people|drivers?|owners?|cashiers?|men|women|strikers?|scabs?)\\s+(?:is|are)\\s+(?:all\\s+|just\\s+|nothing but\\s+|like\\s+)*(?:animals?|rats?|pigs?|dogs?|apes?|monkeys?|beasts?|vermin|filth|insects?)\\b`,
  ),
  rule('less than people', `\\b(?:breed|multiply|swarm)\\s+like\\b`),
  rule('less than people', `\\b(?:infestation|horde|hordes|swarm|swarms|flood|plague|invasion|influx)\\s+of\\s+(?:\\w+\\s+){0,2}?${PEOPLE}\\b`),
  rule('less than people', `\\bswarm of\\b`),
  rule('less than people', `\\bsavages\\b`),

  // A private person, by name or by where they are found.
  rule(
    'a private person',
    `\\b(?:[Ss]hop|[Ss]tore|[Bb]ranch|[Dd]eputy|[Aa]ssistant|[Aa]rea|[Dd]uty|[Ff]loor|[Ll]ine)?\\s*(?:[Mm]anager(?:ess)?|[Ss]upervisor|[Cc]ashier|[Aa]ssistant|[Ww]orker|[Ee]mployee|[Gg]uard|[Dd]river|[Rr]eceptionist|[Cc]leaner|[Ss]hopkeeper|[Oo]wner(?: of the [\\w ]{3,30})?|[Ss]ecurity guard|[Bb]oss)(?:,|\\s+is\\s+called|\\s+called|\\s+named|(?:'s|’s)\\s+name\\s+is)?\\s+(?:(?:Mr|Mrs|Ms|Miss|Dr)\\.?\\s+)?\\p{Lu}\\p{Ll}+\\s+\\p{Lu}\\p{Ll}+`,
    'gu',
  ),
  rule('a private person', `\\b(?:home|private)\\s+(?:address|phone|number|e-?mail)\\b(?!\\s+(?:of no|is never|is not))`),
  rule(
    'a private person',
    `\\b(?:her|his|their|manager(?:'s|’s)|director(?:'s|’s))\\s+(?:child(?:ren)?|kids?|son|daughter|wife|husband|house|home|car|phone)\\b(?=[^.!?]*\\b(?:go(?:es)? to|is|online|on|at|until|school|plate|visit)\\b)`,
  ),
  rule('a private person', `\\bat home on\\s+[\\d ]{9,}|\\b0?7\\d{3}[ -]?\\d{3}[ -]?\\d{3}\\b|\\b\\+44\\s?7\\d{3}\\s?\\d{6}\\b`),
  rule('a private person', `\\b[\\w.+-]+@(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|live|aol)\\.\\w+`),
  rule('a private person', `\\b(?:number|licen[cs]e)\\s*plates?\\b|\\bregistration\\s+[A-Z]{2}\\d{2}\\s?[A-Z]{3}\\b`),
  rule('a private person', `\\bwhere (?:(?:the|a|that|this)\\s+\\w+|he|she|they|you|\\w+)\\s+lives?\\b`),
  rule('a private person', `\\bdox+(?:x?ing|ed)?\\b|\\bname and shame (?:her|him|them)\\b`),
  rule(
    'a private person',
    `\\b(?:publish|post|print|share|collect|spread|put)\\b(?:\\s+\\w+){0,3}?\\s+(?:names?|photos?|pictures?|faces?)\\s+of\\s+(?:the\\s+|every\\s+|each\\s+|all\\s+)*(?:staff|cashiers?|workers?|managers?|employees?|shoppers?|customers?|guards?|drivers?)\\b`,
  ),
  rule('a private person', `\\b(?:pictures?|photos?)\\s+of\\s+the\\s+\\w+(?:'s|’s)\\s+(?:house|home|family|children|car)\\b`),
  rule('a private person', `\\bask for\\b[^.!?]*\\bfilm (?:her|him|them)\\b`),
  rule(
    'a private person',
    `(?:lives?|living)\\s+(?:on|in|at)\\s+(?:\\d+\\s+)?\\p{Lu}\\p{Ll}+\\s+(?:Road|Street|Lane|Avenue|Close|Drive|Way|Gardens|Terrace|Crescent)`,
    'gu',
  ),

  // Calls to harm.
  rule(
    'harm',
    `(?:^|[.!?:;]\\s*|\\b(?:and|or|let(?:'|’)?s|let us|we|should|must|will|to|please|just|someone|somebody|then|go|if you can)\\s+)(?:smash|trash|torch|burn|wreck|vandalise|brick|slash|stab|ram|petrol[- ]?bomb|firebomb|bomb|poison|sabotage)\\b(?!\\s+(?:last|the record|our|records?|turnout|questions|through|out))\\s+(?:it|them|the|their|that|this|his|her|all|every|down|up|any\\w*|some\\w*|cars?|windows?|tyres?|doors?)\\b`,
  ),
  rule(
    'harm',
    `(?:^|[.!?:;]\\s*|\\b(?:and|or|let(?:'|’)?s|let us|we|should|must|will|to|someone|somebody|then|deserves? to be|ought to be|needs? to be)\\s+)(?:kill(?:ed)?|shoot|shot|hang(?:ed)?|lynch(?:ed)?|murder(?:ed)?|beat(?:en)?(?:\\s+up)?|attack|assault|punch|kick|hit|hurt|maim|stalk|hunt(?:\\s+down)?|threaten|spit (?:on|at)|push)\\b\\s*(?:(?:the|a|any|every|all|anyone|any\\w*|their|his|her|that|those)\\b\\s*)?(?:\\w+\\s+){0,1}?(?:staff|guards?|managers?|directors?|boss(?:es)?|traitors?|shoppers?|customers?|drivers?|workers?|people|owners?|them|him|her|one|lot|wife|husband|until|anyone|anybody|scabs?)\\b(?! where it hurts)`,
  ),
  rule('harm', `\\bdeserves?\\s+(?:to be\\s+(?:shot|hanged|hung|killed|beaten|stabbed|burned)|a (?:good )?(?:kicking|beating|bullet))\\b`),
  rule(
    'harm',
    `\\b(?:set|setting)\\s+fire\\s+to\\b|\\bpetrol\\s+through\\b|\\bbomb\\s+threat\\b(?!s? (?:against|to us|were|was|must))|\\bburn\\s+(?:it|them|this|the\\s+\\w+)\\s+down\\b`,
  ),
  rule('harm', `\\b(?:throw|hurl|chuck|lob)(?:ing)?\\s+(?:\\w+\\s+){0,3}?(?:at|through)\\b|\\b(?:bricks?|stones|eggs|bottles)\\b[^.!?]*\\bto throw\\b`),
  rule(
    'harm',
    `\\b(?:glue|superglue|jam)\\s+(?:the\\s+|up\\s+the\\s+)?locks?\\b|(?:^|[.!?]\\s*|\\b(?:and|let(?:'|’)?s|we|should|must|will)\\s+)block\\s+the\\s+fire\\s+exits?\\b`,
  ),
  rule('harm', `\\bbring\\s+(?:hammers?|knives|bats?|crowbars?|petrol|weapons?|stones|bricks)\\b`),
  rule('harm', `\\bfollow\\s+(?:the\\s+)?(?:staff|them|him|her|manager|workers?|cashiers?|shoppers?)\\s+home\\b`),
  rule(
    'harm',
    `\\b(?:a good kicking|make\\s+(?:the\\s+)?\\w+\\s+bleed|never walks? again|wiped out|wipe (?:them|it) out|should not breathe|pay (?:him|her|them|a) visit at)\\b`,
  ),
]

/** @throws InvalidError when some text may not stand, saying which words, why, and what to do if the guard is wrong */
export function refuseFaults(...texts: readonly (string | null | undefined)[]): void {
  const faults = texts.flatMap((text) => (text ? guardFaults(text) : []))
  if (faults.length === 0) return
  const said = faults.map(({ words, why }) => `“${words}”: ${why}`).join(' ')
  throw new InvalidError(`${said} If you think that this is wrong, ask a reviewer: the address is on the page about this instance.`)
}

/** Letters as they are meant: one form of each, without what cannot be seen. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
const MOST_LETTERS = 20_000
const SHOWN = 80
/** Sentences are looked at in pieces of this length, each beginning within the one before, so that time grows with the text and no faster. */
const PIECE = 400
const OVERLAP = 120

function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (const sentence of text.split(/(?<=[.!?])\s+/))
    for (let at = 0; at === 0 || at < sentence.length - OVERLAP; at += PIECE - OVERLAP) pieces.push(sentence.slice(at, at + PIECE))
  return pieces
}

/** What the guard stops in a text, each with its words and why; none when it may stand. At most one of each kind. */
export function guardFaults(text: string): GuardFault[] {
  const faults = new Map<GuardKind, GuardFault>()
  for (const piece of piecesOf(plain(text.slice(0, MOST_LETTERS)))) {
    for (const { kind, pattern } of RULES) {
      if (faults.has(kind)) continue
      pattern.lastIndex = 0
      const words = pattern.exec(piece)?.[0].trim()
      if (words) faults.set(kind, { kind, words: words.slice(0, SHOWN), why: WHY[kind] })
    }
  }
  return [...faults.values()]
}
