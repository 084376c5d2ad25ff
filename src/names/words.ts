/** Words of company names: abbreviations, spellings, words that many names share, opposites and numbers. */

const list = (text: string) => text.trim().split(/\s+/)

/** Abbreviations and spellings to one spelling. Words are folded Latin, without plural s. */
const SPELLINGS = new Map<string, string>(
  `intl=international int=international internat=international mfg=manufacturing mfr=manufacturer manuf=manufacturing manu=manufacturing
  manufacture=manufacturing manufactory=manufacturing manufacturer=manufacturing
  tech=technology technologie=technology technological=technology tecnologia=technology ind=industry inds=industry indl=industry industrial=industry industrie=industry industria=industry
  sanayi=industry san=industry sanayii=industry tic=trading ticaret=trading trade=trading trad=trading commerce=trading commercial=trading
  eng=engineering engg=engineering engr=engineering ent=enterprise entp=enterprise entpr=enterprise enterprize=enterprise entreprise=enterprise empresa=enterprise
  dev=development devt=development develop=development exp=export imp=import impex=import-export
  textil=textile tekstil=textile textiel=textile tessile=textile txtl=textile texteis=textile tex=textile
  konfeksiyon=garment giyim=garment apparel=garment clothing=garment clothe=garment gmt=garment gmts=garment garmt=garment vetement=garment confeccion=garment confecao=garment confeccoe=garment confection=garment
  fty=factory fac=factory usine=factory fabrika=factory fabrica=factory werk=factory plant=factory mill=factory
  prod=product produt=product producto=product produit=product prdt=product
  svc=service svcs=service servicio=service servizio=service serv=service
  grp=group gruppe=group gruppo=group grupo=group groupe=group gruppa=group holding=holding hldg=holding hldgs=holding
  bros=brother bro=brother assoc=associate assn=association natl=national nat=national univ=university
  organisation=organization labour=labor centre=center harbour=harbor colour=color fibre=fiber aluminium=aluminum tyre=tire grey=gray defence=defense programme=program jewellery=jewelry theatre=theater
  pharm=pharmaceutical pharma=pharmaceutical chem=chemical elec=electric electr=electric electrical=electric elek=electric electronic=electronic
  mach=machinery machine=machinery machin=machinery equip=equipment eqpt=equipment mat=material matl=material
  bldg=building constr=construction const=construction dept=department div=division lab=laboratory labs=laboratory
  svcs=service mgmt=management mgt=management agri=agriculture agricultural=agriculture agro=agriculture
  govt=government admin=administration dist=district prov=province sci=science scientific=science res=research
  first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10
  1st=1 2nd=2 3rd=3 4th=4 5th=5 6th=6 7th=7 8th=8 9th=9 10th=10
  xpcc=xpcc bingtuan=xpcc saint=st sankt=st hrvatska=croatia deutschland=germany espana=spain italia=italy polska=poland nederland=netherlands oesterreich=austria osterreich=austria schweiz=switzerland suisse=switzerland
  norge=norway sverige=sweden danmark=denmark suomi=finland brasil=brazil turkiye=turkey turk=turkey zhongguo=china rossiya=russia rossia=russia
  burguer=burger donut=doughnut`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('=') as [string, string]),
)

/** Words that say what a company does or how it is built, not which one it is. */
const WEAK = new Set(
  list(`group holding international global worldwide world industry enterprise trading technology manufacturing manufacturer service solution system product production
  development management investment capital finance financial bank trust fund insurance consulting engineering construction design
  factory work workshop business partner associate association brother son import export import-export general national united
  garment textile fashion wear knitwear knit knitting spinning weaving dyeing printing embroidery yarn fabric cotton wool silk linen leather shoe footwear bag accessory
  food beverage agriculture farm fishery seafood tomato fruit
  chemical pharmaceutical plastic rubber glass paper packaging print steel metal iron aluminum copper silicon material mineral mining
  energy power solar photovoltaic electric electronic machinery equipment instrument automotive auto motor vehicle tool hardware
  logistics transport transportation shipping freight warehouse supply store shop market supermarket retail wholesale mart outlet
  restaurant cafe coffee hotel pharmacy hospital clinic school college university institute center research laboratory foundation organization society union federation council committee commission
  science information network software digital computer communication telecom media entertainment
  property real estate house housing home building furniture garden
  special new modern advanced high quality super best
  europe asia africa america pacific eastern western
  collection company organization department office agency house club studio team unit division branch the of and for de la le el del der die das und et e y i a an in at on by da do di du des van von
  limited private public joint stock`),
)

/** Words for a market rather than for another undertaking. */
export const MARKET = new Set(list('europe asia africa global worldwide international world group emea apac'))

/** Little words that say nothing. */
export const STOP = new Set(list('the of and for de la le el del der die das und et e y i a an in at on by da do di du des van von ve al s n'))

const OPPOSITES = new Map<string, string>()
for (const pair of 'north south|east west|northern southern|eastern western|upper lower|new old|big small|old young|inner outer|bei nan|dong xi|macro micro|import export|men women|boy girl|hot cold|black white|red blue|up down|left right|senior junior|major minor'.split(
  '|',
)) {
  const [one = '', other = ''] = pair.split(' ')
  OPPOSITES.set(one, other)
  OPPOSITES.set(other, one)
}
/** Whether two words say the opposite of one another. */
export const areOpposite = (a: string, b: string): boolean => OPPOSITES.get(a) === b

/** The one spelling of a folded word: abbreviations written out, plural s and other endings taken off. */
export function spellingOf(word: string): string {
  const known = SPELLINGS.get(word)
  if (known !== undefined) return known
  const stem = singular(word)
  return SPELLINGS.get(stem) ?? stem.replace(/isation$/, 'ization').replace(/ising$/, 'izing')
}

function singular(word: string): string {
  if (word.length < 5 || !word.endsWith('s') || word.endsWith('ss') || word.endsWith('us') || word.endsWith('is')) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.slice(0, -1)
}

/** How much a word weighs when nothing is known of how often it stands in names: 1 for a rare one. */
export function weightOf(word: string): number {
  if (STOP.has(word)) return 0.05
  if (WEAK.has(word)) return 0.3
  return word.length === 1 ? 0.5 : 1
}

const ROMAN = /^(?:x{0,3})(?:ix|iv|v?i{0,3})$/
const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 }

/** The number that a word of Roman digits is, or null. */
export function romanOf(word: string): number | null {
  if (word === '' || word.length > 6 || !ROMAN.test(word)) return null
  let value = 0
  for (let i = 0; i < word.length; i += 1) {
    const here = ROMAN_VALUES[word[i] as string] as number
    value += here < (ROMAN_VALUES[word[i + 1] ?? ''] ?? 0) ? -here : here
  }
  return value
}
