/**
 * Statement areas: what a modern slavery statement says on each of the areas that the Act names, in its own words.
 * Source: Modern Slavery Act 2015, s. 54(5) and (6), https://www.legislation.gov.uk/ukpga/2015/30/section/54.
 */

export type AreaKey = 'structure' | 'policies' | 'diligence' | 'risk' | 'effectiveness' | 'training' | 'approval'
export type StatementArea = {
  readonly key: AreaKey
  /** The paragraph of the Act. */
  readonly paragraph: string
  readonly title: string
  /** Literal pieces of the statement, with their places in UTF-16 units. */
  readonly quotes: readonly { readonly text: string; readonly start: number; readonly end: number }[]
}

type Area = Omit<StatementArea, 'quotes'> & {
  /** Words of which a sentence needs one. */
  readonly about: RegExp
  /** Words that make it more than a mention. */
  readonly says: RegExp
  /** It must be about slavery: a word for it stands in the sentence or near it. */
  readonly isOnSlavery?: true
}

const AREAS: readonly Area[] = [
  {
    key: 'structure',
    paragraph: '54(5)(a)',
    title: 'its structure, its business and its supply chains',
    about:
      /\b(?:suppl(?:y|ies) chains?|suppliers?|sourc(?:e|es|ed|ing)|structure|subsidiar(?:y|ies)|group|business|organi[sz]ation|compan(?:y|ies)|employ(?:s|ees)?|operat(?:e|es|ions))\b/i,
    says: /\b(?:(?:we|group|company|organi[sz]ation) (?:is|are|has|have|operates?|employs?|sources?|purchases?|buys?|supplies|consists?|comprises?)|consists? of|comprises?|employ(?:s|ing)? (?:over|around|approximately|some|more than|about)? ?[\d,]+|[\d,]+ (?:suppliers|employees|colleagues|staff|people|countries|sites|stores)|tier (?:one|two|1|2)|first[- ]tier|headquartered|based in|subsidiar(?:y|ies))\b/i,
  },
  {
    key: 'policies',
    isOnSlavery: true,
    paragraph: '54(5)(b)',
    title: 'its policies on slavery and human trafficking',
    about: /\b(?:polic(?:y|ies)|codes? of (?:conduct|practice|ethics)|whistle-?blowing|ethical trad(?:e|ing)|charter|handbook)\b/i,
    says: /\b(?:slavery|trafficking|forced labou?r|human rights|whistle-?blowing|conduct|ethic(?:s|al)|recruitment|anti-slavery|labou?r standards)\b/i,
  },
  {
    key: 'diligence',
    paragraph: '54(5)(c)',
    title: 'its due diligence in its business and supply chains',
    about:
      /\b(?:due diligence|audit(?:s|ed|ing|or)?|screen(?:s|ed|ing)?|vet(?:s|ted|ting)?|questionnaires?|on-?boarding|verif(?:y|ies|ied|ication)|assess(?:es|ed|ment|ments|ing)?|checks?|monitor(?:s|ed|ing)?|inspect(?:s|ed|ion|ions)?|right to work|contract(?:s|ual)? (?:terms|clauses?|provisions?))\b/i,
    says: /\b(?:suppl(?:y|ier|iers|ies)|contractors?|third part(?:y|ies)|agenc(?:y|ies)|vendors?|partners?|factor(?:y|ies)|sites?)\b/i,
  },
  {
    key: 'risk',
    isOnSlavery: true,
    paragraph: '54(5)(d)',
    title: 'where there is a risk, and what it has done to assess and manage it',
    about: /\b(?:risks?|high-risk|vulnerab(?:le|ility)|exposure|heat ?map|risk assess(?:ment|ments|ed)?)\b/i,
    says: /\b(?:high(?:er|est)?|low(?:er)?|sector|countr(?:y|ies)|geograph|region|mitigat|identif|assess|map(?:ped|ping)?|categor(?:y|ies)|product|commodit|area|suppl|labou?r|slavery|seasonal|migrant|agenc(?:y|ies))/i,
  },
  {
    key: 'effectiveness',
    paragraph: '54(5)(e)',
    title: 'how effective it is, by indicators',
    about:
      /\b(?:effective(?:ness|ly)?|key performance|kpis?|performance indicators?|measur(?:e|es|ed|ing|able)|metrics?|targets?|indicators?|progress against)\b/i,
    says: /\b(?:kpis?|indicators?|effectiveness|measur(?:e|es|ed|ing) (?:our|the|of|how|against|progress|performance)|targets?|metrics?|\d+ ?%|percentage|number of)/i,
  },
  {
    key: 'training',
    isOnSlavery: true,
    paragraph: '54(5)(f)',
    title: 'the training of its staff',
    about:
      /\b(?:train(?:s|ed|ing|ings)?|e-?learning|induction|workshops?|toolbox talks?|awareness(?:[- ]raising)? (?:session|programme|campaign|course|module)s?|educat(?:e|es|ed|ing|ion))\b/i,
    says: /\b(?:staff|employees?|colleagues?|teams?|workforce|managers?|buyers?|directors?|members|personnel|people|suppliers?|procurement|modules?|courses?|provid|complet|mandatory|roll(?:ed)? out|deliver|undertak|receiv|induction|sessions?)/i,
  },
  {
    key: 'approval',
    paragraph: '54(6)',
    title: 'approval by the board and a director’s signature',
    about: /\b(?:approved|approval|signed|adopted|endorsed|signature)\b/i,
    says: /\b(?:board|directors?|partners?|members|trustees|council|chief executive|ceo|chair(?:man|woman)?|governing body)\b/i,
  },
]

/** What makes a sentence a promise or a heading rather than an account. */
const THIN = /^(?:[A-Z][\w’' ]{0,60})$|\?$/
/** What the Act is about, as statements call it. */
const SLAVERY = /slavery|trafficking|forced(?: or compulsory)? labou?r|bonded labou?r|servitude|exploitation/i
const NEAR = 200
const MOST_QUOTES = 2
const [SHORTEST, LONGEST] = [40, 600]

/** What a statement says on each area: at most two passages, the plainest first; none where nothing was found in these words. */
export function statementAreas(text: string): StatementArea[] {
  const sentences = sentencesOf(text)
  return AREAS.map(({ about, says, isOnSlavery = false, ...area }) => {
    const scored = sentences
      .filter(({ start, end }) => !isOnSlavery || SLAVERY.test(text.slice(Math.max(0, start - NEAR), end + NEAR)))
      .map((sentence) => ({ ...sentence, score: scoreOf(sentence.text, about, says, area.key) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.start - b.start)
    const chosen = scored.slice(0, MOST_QUOTES).sort((a, b) => a.start - b.start)
    return { ...area, quotes: chosen.map(({ text: quote, start, end }) => ({ text: quote, start, end })) }
  })
}

function scoreOf(sentence: string, about: RegExp, says: RegExp, key: AreaKey): number {
  if (!about.test(sentence) || !says.test(sentence) || THIN.test(sentence)) return 0
  // A board's approval is told in a few words; everything else takes a sentence.
  if (key !== 'approval' && sentence.length < SHORTEST) return 0
  const all = (pattern: RegExp) => sentence.match(new RegExp(pattern.source, 'gi'))?.length ?? 0
  const isOwn = /\b(?:we|our|the company|the group|has|have)\b/i.test(sentence) ? 1 : 0
  const isOnIt = /\b(?:slavery|trafficking|forced labou?r|human rights|labou?r)\b/i.test(sentence) ? 1 : 0
  return Math.min(3, all(about)) + Math.min(2, all(says)) * 0.5 + isOwn + isOnIt * 1.5 - (sentence.length > 400 ? 1 : 0)
}

/** Sentences as literal slices. A line break within one is a space; an empty line ends it. */
function sentencesOf(text: string): { text: string; start: number; end: number }[] {
  const found: { text: string; start: number; end: number }[] = []
  for (const match of text.matchAll(/[^.!?\n](?:[^.!?\n]|\n(?!\s*\n)|[.!?](?![\s"”’)]|$))*[.!?]?["”’)]?/g)) {
    const raw = match[0]
    const lead = raw.length - raw.trimStart().length
    const start = (match.index as number) + lead
    const piece = raw.trim().slice(0, LONGEST)
    if (piece.length >= 20) found.push({ text: piece, start, end: start + piece.length })
  }
  return found
}
