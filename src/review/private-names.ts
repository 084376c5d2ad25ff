/**
 * Private names: finds what looks like the name of a person in a quote, so that a reviewer can mask it. It would rather point at too much: people decide.
 * A library for English (compromise) was tried: it found none of the Uyghur and Kazakh names in our test sentences, so cues are used.
 */

/** Given names that are common among Uyghurs and Kazakhs, as reports spell them. Facts of a language, not of anybody. */
const GIVEN =
  'Abdul|Abdurahman|Abdukerim|Abduweli|Ablajan|Ablet|Ablikim|Adil|Ahmet|Alim|Alimjan|Alinur|Amina|Anwar|Arzigul|Aygul|Aynur|Aytursun|Ayshem|Bahtiyar|Buzeynep|Dilnur|Dilraba|Dilshat|Dolkun|Ekber|Erkin|Erpat|Eziz|Gulbahar|Gulnar|Gulnisa|Gulzira|Gulmira|Gulshan|Halmurat|Hasan|Ibrahim|Ilham|Imin|Ismail|Jamal|Jewher|Kamil|Kasim|Kerim|Mahmut|Memet|Memetjan|Mihrigul|Muhemmet|Muyesser|Nur|Nurgul|Nurmemet|Omer|Omerjan|Osman|Parhat|Patigul|Qelbinur|Rahile|Rahima|Rebiya|Reyhangul|Rizwangul|Ruqiye|Sadir|Sayragul|Shohret|Subi|Tahir|Tursun|Tursunay|Turghun|Tursunjan|Yalqun|Yasin|Yusup|Zeynep|Zumret|Zumrat|Zulpiya'
const PERSON_CUE =
  'Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Imam|Haji|worker|workers|labourer|laborer|villager|farmer|detainee|prisoner|inmate|survivor|witness|refugee|student|teacher|brother|sister|mother|father|husband|wife|son|daughter|uncle|aunt|cousin|nephew|niece|named|called|man|woman|girl|boy'
const WORD = "\\p{Lu}[\\p{L}'’-]+"
const NAME = `${WORD}(?:\\s+(?:${WORD}|\\p{Lu}\\.)){0,3}`
const VERBS =
  'said|says|told|tells|recalled|recalls|testified|was taken|was sent|was forced|was detained|was transferred|were sent|has been missing|disappeared|worked|works|fled|escaped|aged'

const PATTERNS: readonly RegExp[] = [
  new RegExp(`\\b(?:${PERSON_CUE})\\.?,?\\s+(?<name>${NAME})`, 'gu'),
  new RegExp(`(?<name>${NAME}),?\\s+(?:\\(?\\d{2}\\)?(?=[,) ])|aged\\s+\\d|a\\s+\\d{2}-year-old)`, 'gu'),
  new RegExp(`(?<name>${WORD}(?:\\s+${WORD}){1,2}),?\\s+(?:who\\s+)?(?:${VERBS})\\b`, 'gu'),
  new RegExp(`(?<name>\\b(?:${GIVEN})(?:\\s+${WORD}){0,2})(?![\\p{L}])`, 'gu'),
  // Chinese: a name with the dot that parts Uyghur names, or a family name beside a word for a person.
  /(?<name>[\p{Script=Han}]{2,6}·[\p{Script=Han}]{2,8}?)(?=说|表示|告诉|被|是|在|等|和|与|，|。|、|,|\s|$|（)/gu,
  /(?<name>[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方任袁柳唐罗薛雷贺汤][\p{Script=Han}]{1,2})(?=先生|女士|说|告诉|，\s*\d{1,2}岁)/gu,
  /(?:工人|村民|名叫|学员|劳动者)(?<name>[\p{Script=Han}]{2,4})(?=说|告诉|，|被|表示)/gu,
]
/** Words that begin sentences or name what is no person. */
const NOT_NAMES =
  /^(?:The|This|That|These|Those|In|On|At|It|Its|He|She|They|We|According|However|Company|Companies|Ltd|Limited|Inc|Group|Holdings|Corporation|Corp|University|Ministry|Government|Institute|Centre|Center|Report|Reuters|Xinjiang|Uyghur|Uighur|Kazakh|Chinese|China|British|January|February|March|April|May|June|July|August|September|October|November|December|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir)$/u
const FORM =
  /\b(?:Ltd|Limited|Inc|Co|LLC|PLC|plc|GmbH|Corp|Corporation|Group|Holdings|Company|Textile|Textiles|Cotton|Garments?|Spinning|Industries|Institute|University|Ministry|Association|Foundation|Radio|News|Times|Council|Committee|Bureau|County|City|Prefecture|Province|Region)\b/u

/** What looks like people's names, as they stand in the text, in order, each once. Names of organisations are not counted. */
export function privateNames(text: string, organisations: readonly string[] = []): string[] {
  const known = organisations.map((name) => name.toLowerCase())
  const found = new Map<string, number>()
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const name = trimmed(match.groups?.['name'] ?? '')
      const after = /^,?\s+([\p{L}.]+)/u.exec(text.slice(text.indexOf(name, match.index) + name.length))?.[1] ?? ''
      if (name === '' || FORM.test(name) || FORM.test(after)) continue
      if (known.some((each) => each.includes(name.toLowerCase()) || name.toLowerCase().includes(each))) continue
      found.set(name, Math.min(found.get(name) ?? Infinity, text.indexOf(name)))
    }
  }
  const names = [...found].sort((a, b) => a[1] - b[1]).map(([name]) => name)
  return names.filter((name) => !names.some((other) => other !== name && other.includes(name) && other.length > name.length))
}

/** A name without words that are none at its ends. */
function trimmed(name: string): string {
  const words = name.split(/\s+/)
  while (words.length > 0 && NOT_NAMES.test(words[0] as string)) words.shift()
  while (words.length > 0 && NOT_NAMES.test(words.at(-1) as string)) words.pop()
  return words.join(' ').replace(/[’']s$/, '')
}
