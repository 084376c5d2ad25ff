/** Phrases: programmes and official lists that texts speak of in many words, not by one name. Data: a pattern a line. */
import { hashId } from '../model/id.ts'
import { type Mention, withoutOverlaps } from './mention.ts'

type Phrase = { readonly kind: 'programme' | 'list'; readonly slug: string; readonly patterns: readonly string[] }

const REGION = String.raw`(?:the )?(?:Xinjiang(?: Uyghur Autonomous Region| region| province)?|XUAR|Uyghur (?:Autonomous )?Region|East Turkistan|East Turkestan)`
const PEOPLE = String.raw`(?:Uyghurs?|Uighurs?|Uygurs?|Kazakhs?|Turkic Muslims?|Turkic|Muslim minority|ethnic[ -]minority|ethnic minorities|minority|minorities|Xinjiang|Hotan|Kashgar|southern Xinjiang)`
const WORKERS = String.raw`(?:workers?|labou?rers?|people|labou?r|youths?|women|villagers|farmers|trainees|citizens|minorities|Muslims)`
const GOODS = String.raw`(?:cotton|yarn|fabric|textiles?|garments?|tomato(?:es)?(?: paste)?|polysilicon|silicon|quartz|aluminium|aluminum|PVC|caustic soda|viscose|rayon|raw materials?|materials|goods|products|inputs|components|jujubes|peppers|hops|lavender|coal|gloves|hair|wigs|steel|copper|gold|lithium|magnesium|beryllium)`
const BOUND = String.raw`(?:forced|slave|bonded|coerced|compulsory|involuntary)`

/** Programmes are named by the catalogue's slugs; one that an instance does not know is left out there. */
const PHRASES: readonly Phrase[] = [
  {
    kind: 'programme',
    slug: 'xinjiang-labour-transfers',
    patterns: [
      String.raw`(?:${PEOPLE}[,\s](?:and [\w ]{1,20} )?){1,3}${WORKERS}(?: from [\p{L} ]{2,30})? (?:who (?:were|are|had been|have been) )?(?:transferred|moved|removed|bussed|relocated|sent|forcibly|forced to work)`,
      String.raw`(?:Uyghurs?|Uighurs?|Uygurs?|ethnic Kazakh|Turkic Muslim|Xinjiang)(?: and (?:other )?[\p{L} -]{3,30})? (?:workers|labou?rers|migrant workers|forced labou?rers)`,
      String.raw`(?:workers|labou?rers|people|women|villagers|farmers|detainees) (?:transferred |sent |bussed |moved |brought |relocated )?from (?:the )?(?:Xinjiang|XUAR|Hotan|Hetian|Kashgar|Aksu|southern Xinjiang|Uyghur Region)(?: (?:and|or) (?:Hotan|Kashgar|Aksu|Kucha))?`,
      String.raw`(?:forced|coerced|state[ -]imposed)[ -](?:labou?r|work) (?:of|by|from|involving) (?:the )?(?:Uyghurs?|Uighurs?|Turkic|Muslim|ethnic minorit\w+)(?: (?:people|workers|minorit\w+|and other [\w ]{3,30}))?`,
      String.raw`(?:Uyghur|Uighur|Turkic|Turkic Muslim|Xinjiang|ethnic[ -]minority)(?: (?:and [\w ]{3,25} )?)?${BOUND}[ -]labou?r(?:ers)?`,
      String.raw`(?:transfers?|transferring|relocation|placement|export) of (?:[\d,]+ |surplus |rural |some |about |more than |hundreds of |thousands of )*(?:${PEOPLE} )+${WORKERS}`,
      String.raw`(?:rural |local )?surplus[ -](?:rural )?labou?r(?:ers|[ -]force)?(?: transfers?| transfer (?:scheme|programme|program)s?)?`,
      String.raw`(?:(?:state|government)[ -](?:sponsored|run|led|imposed|organi[sz]ed) |county['’]s |its |local )?labou?r[ -](?:transfer|placement|export)s?(?: and [\w-]+)? (?:programme|program|scheme|project|campaign|agreement|policy|policies)s?`,
      String.raw`labou?r transfers? (?:from|in|of|out of) ${REGION}`,
      String.raw`poverty alleviation (?:through )?labou?r transfers?`,
      String.raw`(?:slave|forced) labou?r (?:exported |coming )?(?:from|in|out of) ${REGION}`,
      String.raw`(?:转移|输出)?(?:农村)?富余劳动力(?:转移就业)?|劳动力转移(?:就业)?|转移就业|劳务(?:输出|转移)|(?:新疆籍|新疆|南疆|来疆|少数民族|维吾尔族|维族|哈萨克族)(?:籍)?(?:员工|工人|务工人员|劳工|劳动力|女工|民工|学员)|维吾尔(?:族)?强迫劳动|维吾尔族?(?:工人|员工)`,
      String.raw`(?:ئېشىنچا|ئارتۇق) ئەمگەك كۈچ\p{L}*|ئەمگەك كۈچ\p{L}* (?:يۆتكە|ئېكسپورت)\p{L}*|مەجبۇرىي ئەمگەك\p{L}*`,
    ],
  },
  {
    kind: 'programme',
    slug: 'pairing-assistance',
    patterns: [
      String.raw`(?:mutual )?pairing[ -](?:assistance|programme|program|scheme|aid)s?(?: (?:programme|program|scheme|project)s?)?`,
      String.raw`(?:["“])?(?:Xinjiang Aid|Aid Xinjiang)(?:["”])?(?: (?:programme|program|scheme|project)s?)?`,
      String.raw`对口(?:支援|援疆|帮扶)|产业援疆|援疆(?:工作|项目)?`,
      String.raw`شىنجاڭغا ياردەم\p{L}*|ئۇدۇل ياردەم\p{L}*`,
    ],
  },
  {
    kind: 'programme',
    slug: 'xpcc',
    patterns: [
      String.raw`(?:the )?(?:Xinjiang )?Production and Construction Corps(?: \(XPCC\))?`,
      String.raw`(?:新疆)?(?:生产建设)?兵团(?:第?[一二三四五六七八九十]+师)?`,
      String.raw`شىنجاڭ ئىشلەپچىقىرىش قۇرۇلۇش بىڭتۈەن\p{L}*|بىڭتۈەن\p{L}*`,
    ],
  },
  {
    kind: 'programme',
    slug: 'vocational-training-centres',
    patterns: [
      String.raw`(?:so-called )?["“]?vocational(?: skills)?(?: education)?(?: and)?(?: training)? (?:centre|center|school|camp|facilit)(?:ies|y|s)?["”]?`,
      String.raw`["“]?re-?education (?:camp|centre|center|facilit)(?:ies|y|s)?["”]?|internment camps?|detention camps? in ${REGION}`,
      String.raw`职业技能教育(?:培训)?中心|职业技能教育|教培中心|再教育营`,
      String.raw`كەسپىي ماھارەت(?: مائارىپ(?:ى)?)? تەربىيەلەش مەركى?ز\p{L}*|تەربىيەلەش لاگېر\p{L}*`,
    ],
  },
  {
    kind: 'programme',
    slug: 'china-prison-labour',
    patterns: [
      String.raw`(?:Chinese )?(?:prison(?:er)?|convict|penal) labou?r(?:ers)?(?: (?:in|from) (?:China|Chinese prisons|${REGION}))?`,
      String.raw`(?:prisoners|inmates) (?:of|in|at) (?:the )?(?:\p{Lu}[\p{L}-]+ ){1,3}[Pp]rison`,
      String.raw`监狱(?:劳动力|劳动|企业|劳工)|狱企合作|服刑人员|劳动改造|劳改`,
      String.raw`تۈرمە ئەمگ\p{L}*`,
    ],
  },
  {
    kind: 'programme',
    slug: 'uyghur-region-goods',
    patterns: [
      String.raw`${REGION}['’]?s? ${GOODS}`,
      String.raw`${GOODS}(?: and [\p{L}]+)?,? (?:that (?:was|were|is|are) |at least partially, |at least in part, |in part )?(?:sourced |grown |picked |produced |made |mined |originating |coming |harvested |processed |manufactured |partly )*(?:from|in|of) ${REGION}`,
      String.raw`(?:sourc(?:es|ed|ing)|bought|buys?|buying|imports?|imported|importing|procures?) (?:directly |indirectly )?from ${REGION}`,
      String.raw`新疆(?:的)?(?:棉花?|番茄|多晶硅|棉纱|棉布)|疆棉`,
      String.raw`شىنجاڭ پاخت\p{L}*`,
    ],
  },
  {
    kind: 'programme',
    slug: 'turkmen-cotton',
    patterns: [
      String.raw`(?:Turkmen|Turkmenistan(?:['’]s)?) cotton|cotton (?:grown |picked |sourced |originating )?(?:from|in) Turkmenistan|(?:state-imposed|forced) (?:labou?r in (?:the )?)?cotton (?:picking|harvests?)(?: in Turkmenistan)?`,
      String.raw`土库曼斯坦棉花?`,
    ],
  },
  {
    kind: 'programme',
    slug: 'dprk-workers-abroad',
    patterns: [
      String.raw`(?:North Korean|DPRK)(?: (?:overseas|contract|migrant|forced))* (?:workers?|labou?rers?|labou?r|nationals|women)(?: (?:abroad|overseas))?`,
      String.raw`朝鲜(?:籍)?(?:工人|劳工|女工|劳动力)`,
    ],
  },
  {
    kind: 'programme',
    slug: 'forced-labour-not-named',
    patterns: [
      String.raw`(?:child )?${BOUND}(?:[ -](?:and|or) child)?[ -]labou?r(?:ers)?|(?:modern(?:[ -]day)? )?slavery(?! (?:Act|Bill|Statements?|Polic(?:y|ies)|Helpline|Commissioner|Champions?|Working|Training|Risk|Legislation|Law|Statement|and Human Trafficking (?:Act|Statement|Policy)))|enslaved (?:workers|people|fishermen)|slaves|slave-driving|slave-like conditions|conditions resembling slavery|debt bondage|bonded workers|human trafficking(?! (?:statement|policy|act))|trafficked workers|forced to work`,
      String.raw`强迫劳动|强制劳动|奴役|奴工|现代奴隶`,
    ],
  },
  {
    kind: 'list',
    slug: 'uflpa-entity-list',
    patterns: [
      String.raw`(?:the )?(?:UFLPA|Uyghur Forced Labor Prevention Act)(?: \(UFLPA\))?['’]?s? Entity List`,
      String.raw`(?:UFLPA|《维吾尔强迫劳动预防法》|《维吾尔强迫劳动防止法》|涉疆法案)实体(?:清单|名单)`,
    ],
  },
  {
    kind: 'list',
    slug: 'us-withhold-release-orders',
    patterns: [String.raw`withhold[ -]release orders?(?: \(WROs?\))?|WROs?`, String.raw`暂扣令`],
  },
]

const COMPILED = PHRASES.flatMap(({ kind, slug, patterns }) =>
  patterns.map((pattern) => ({
    kind,
    slug,
    id: kind === 'programme' ? hashId('prg', slug) : slug,
    // Chinese parts no words, so its phrases may stand anywhere.
    expression: /\p{Script=Han}/u.test(pattern) ? new RegExp(pattern, 'giu') : new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, 'giu'),
  })),
)

/** Programmes and lists spoken of in a text. `titles` holds what each programme known here is called, by its id; others are left out. */
export function findPhrases(text: string, titles: ReadonlyMap<string, string>): Mention[] {
  const found: Mention[] = []
  for (const { kind, slug, id, expression } of COMPILED) {
    const stands = kind === 'list' ? slug : titles.get(id)
    if (stands === undefined) continue
    for (const match of text.matchAll(expression)) {
      const surface = match[0]
      found.push({ start: match.index, end: match.index + surface.length, surface, kind, id, stands, method: 'phrase' })
    }
  }
  return withoutOverlaps(found)
}
