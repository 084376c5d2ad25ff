/** Places in names: the many spellings of one place as one, above all in the Uyghur region; and countries by their names. */
import { COUNTRY_NAMES } from './countries.ts'

/**
 * Prefectures, cities, counties and districts of the Uyghur region: the one spelling, other Latin spellings (pinyin, Uyghur,
 * English), Uyghur script, Chinese without the ending for its rank. Source: the region's published administrative divisions and
 * the Uyghur names of its places in the script in use there.
 */
const REGION = `
xinjiang sinkiang shinjang xinjang xuar|شىنجاڭ|新疆
urumqi wulumuqi urumchi urumci wulumuchi|ئۈرۈمچى|乌鲁木齐
karamay kelamayi qaramay|قاراماي|克拉玛依
turpan tulufan turfan|تۇرپان|吐鲁番
kumul hami qumul|قۇمۇل|哈密
changji sanji|سانجى|昌吉
bortala boertala bortal|بۆرتالا|博尔塔拉
bole|بۆلە|博乐
bayingolin bayinguoleng bayinghulin bazhou|بايىنغولىن|巴音郭楞
korla kuerle kurla|كورلا|库尔勒
aksu akesu aqsu akosu|ئاقسۇ|阿克苏
kizilsu kezilesu qizilsu|قىزىلسۇ|克孜勒苏
artux atushi artush atux|ئاتۇش|阿图什
kashgar kashi qeshqer kashghar|قەشقەر|喀什
hotan hetian khotan xoten|خوتەن|和田
ili yili|ئىلى|伊犁
ghulja yining gulja|غۇلجا|伊宁
kuytun kuitun kuytung|كۇيتۇن|奎屯
tacheng tarbagatay qoqek chuguchak|تارباغاتاي|塔城
altay aletai altai|ئالتاي|阿勒泰
shihezi shixenze|شىخەنزە|石河子
aral alaer alar|ئارال|阿拉尔
tumxuk tumushuke tumshuk tumxuq|تۇمشۇق|图木舒克
wujiaqu wujyachu|ۋۇجياچۈ|五家渠
beitun beytun|بەيتۈن|北屯
tiemenguan temirqapqa|تۆمۈرقوۋۇق|铁门关
shuanghe qoshogguz|قوشئۆگۈز|双河
kokdala kekedala|كۆكدالا|可克达拉
kunyu qurumqash|قۇرۇمقاش|昆玉
huyanghe|خۇياڭخې|胡杨河
xinxingshi|يېڭىيۇلتۇز|新星
yarkant shache yarkand yeken|يەكەن|莎车
kargilik yecheng qaghiliq karghilik|قاغىلىق|叶城
maralbexi bachu maralbeshi|مارالبېشى|巴楚
poskam zepu|پوسكام|泽普
yopurga yuepuhu yopurgha|يوپۇرغا|岳普湖
makit maigaiti mekit merkit|مەكىت|麦盖提
peyziwat jiashi payzawat peyzawat|پەيزاۋات|伽师
yengisar yingjisha yengisher|يېڭىسار|英吉沙
konasheher shufu|قەشقەر-كوناشەھەر|疏附
yengisheher shule|يېڭىشەھەر|疏勒
taxkorgan tashikuergan tashkurgan|تاشقورغان|塔什库尔干
karakax moyu qaraqash karakash|قاراقاش|墨玉
lop luopu|لوپ|洛浦
guma pishan goma|گۇما|皮山
qira cele chira|چىرا|策勒
keriya yutian kerya|كېرىيە|于田
niya minfeng|نىيە|民丰
kuqa kuche kucha kuchar|كۇچا|库车
wensu onsu|ئونسۇ|温宿
xayar shaya shahyar|شايار|沙雅
toksu xinhe toqsu|توقسۇ|新和
bay baicheng|باي|拜城
uqturpan wushi uchturpan|ئۇچتۇرپان|乌什
awat awati|ئاۋات|阿瓦提
kalpin keping kelpin|كەلپىن|柯坪
lopnur yuli lopnor|لوپنۇر|尉犁
luntai bugur|بۈگۈر|轮台
yanqi qarasheher karashahr|قاراشەھەر|焉耆
hejing xejing|خېجىڭ|和静
hoxud heshuo|خوشۇت|和硕
bohu baghrash|باغراش|博湖
ruoqiang charkilik qarkilik|چاقىلىق|若羌
qiemo cherchen qarqan|چەرچەن|且末
akto aketao aqto|ئاقتو|阿克陶
akqi aheqi aqchi|ئاقچى|阿合奇
wuqia ulughchat|ئۇلۇغچات|乌恰
piqan shanshan pichan|پىچان|鄯善
toksun tuokexun toqsun|توقسۇن|托克逊
yiwu aratürük araturuk|ئاراتۈرۈك|伊吾
barkol balikun|باركۆل|巴里坤
fukang|فۇكاڭ|阜康
hutubi qutubi|قۇتۇبى|呼图壁
manas manasi|ماناس|玛纳斯
qitai guqung|گۇچۇڭ|奇台
jimsar jimusaer|جىمىسار|吉木萨尔
mori mulei|مورى|木垒
jinghe jing|جىڭ|精河
wenquan arishang|ئارىشاڭ|温泉
alashankou alataw|ئالاتاۋ|阿拉山口
khorgas huoerguosi korgas|قورغاس|霍尔果斯
huocheng||霍城
nilka nileke|نىلقا|尼勒克
xinyuan kunes|كۈنەس|新源
gongliu tokkuztara|توققۇزتارا|巩留
tekes tekesi|تېكەس|特克斯
zhaosu mongghulkure|موڭغۇلكۈرە|昭苏
qapqal chabuchaer chapchal|چاپچال|察布查尔
usu wusu|شىخۇ|乌苏
shawan sawen|ساۋەن|沙湾
emin dorbiljin|دۆربىلجىن|额敏
toli tuoli|تولى|托里
yumin chaghantoqay|چاغانتوقاي|裕民
hoboksar hebukesaier|قوبۇقسار|和布克赛尔
burqin buerjin|بۇرچىن|布尔津
fuyun koktokay|كۆكتوقاي|富蕴
fuhai burultokay|بۇرۇلتوقاي|福海
habahe kaba|قابا|哈巴河
qinghe qinggil|چىڭگىل|青河
jeminay jimunai|جېمىنەي|吉木乃
dushanzi maytagh|مايتاغ|独山子
midong||米东`

/** Provinces and places that lists and reports write in several ways. */
const ELSEWHERE = `
guangdong kwangtung canton||广东
guangzhou kwangchow||广州
xiamen amoy||厦门
beijing peking||北京
nanjing nanking||南京
tianjin tientsin||天津
qingdao tsingtao||青岛
chongqing chungking||重庆
jiangsu kiangsu||江苏
zhejiang chekiang||浙江
hangzhou hangchow||杭州
suzhou soochow||苏州
shandong shantung||山东
fujian fukien||福建
sichuan szechuan szechwan||四川
hongkong hk||香港
macau macao aomen||澳门
taiwan formosa||台湾
taipei taibei||台北
kaohsiung gaoxiong||高雄
tibet xizang||西藏
neimenggu||内蒙古
shanghai||上海|
shenzhen||深圳
dongguan tungkuan||东莞
ningbo||宁波
wuhan||武汉
hebei hopeh||河北
henan honan||河南
hubei hupeh||湖北
hunan||湖南
anhui anhwei||安徽
jiangxi kiangsi||江西
guangxi kwangsi||广西
guizhou kweichow||贵州
yunnan||云南
shaanxi shensi||陕西
shanxi||山西
gansu kansu||甘肃
qinghai tsinghai||青海
ningxia||宁夏
liaoning||辽宁
jilin kirin||吉林
heilongjiang heilungkiang||黑龙江
hainan||海南
mumbai bombay||
chennai madras||
kolkata calcutta||
bengaluru bangalore||
yangon rangoon||
hochiminh saigon||
dhaka dacca||
chittagong chattogram||
phnompenh||
istanbul||
izmir smyrna||
kyiv kiev||
turkmenistan||
uzbekistan||`

type Place = { readonly name: string; readonly isRegion: boolean }
const LATIN = new Map<string, Place>()
const HAN: [string, Place][] = []
for (const [table, isRegion] of [
  [REGION, true],
  [ELSEWHERE, false],
] as const) {
  for (const line of table.trim().split('\n')) {
    const [latin = '', , han = ''] = line.split('|')
    const names = latin.split(' ')
    const place = { name: names[0] as string, isRegion }
    for (const name of names) if (!LATIN.has(name)) LATIN.set(name, place)
    if (han) HAN.push([han, place])
  }
}
HAN.sort((a, b) => b[0].length - a[0].length)
/** Places in Uyghur script, for the table's own sake: the letters' table makes the same Latin of them. */
export const UYGHUR_PLACES: readonly [string, string][] = REGION.trim()
  .split('\n')
  .map((line) => line.split('|'))
  .filter(([, uyghur]) => uyghur)
  .map(([latin = '', uyghur = '']) => [uyghur, latin.split(' ')[0] as string])
const UYGHUR = new Map(UYGHUR_PLACES)

/** The one spelling of a place's folded Latin name, or null. */
export const placeOf = (word: string): string | null => LATIN.get(word)?.name ?? null

/** Ranks that stand behind a place's name. */
export const PLACE_RANKS = new Set('prefecture county city district region autonomous province town township village shi xian diqu zhou qu sheng'.split(' '))

/** Writes Chinese and Uyghur names of places by their one Latin spelling, with spaces around. */
export function placesInLatin(text: string): string {
  let rest = text
  for (const [han, place] of HAN) {
    if (!rest.includes(han)) continue
    rest = rest.replace(
      new RegExp(`${RegExp.escape(han)}(?:维吾尔自治区|自治区|自治州|地区|自治县|兵团|(?<=..)[省市县州区](?=..))?`, 'gu'),
      (found) => ` ${place.name}${found.endsWith('兵团') ? ' xpcc ' : ' '}`,
    )
  }
  if (/[\u0600-\u06ff]/.test(rest)) rest = rest.replace(/[\p{Script=Arabic}-]+/gu, (word) => UYGHUR.get(word) ?? word)
  return rest
}

/** The Production and Construction Corps in its spellings; its divisions are told apart by their numbers. */
export const CORPS =
  /新疆生产建设兵团|新疆建设兵团|生产建设兵团|xinjiang (?:uygh?ur autonomous region )?production (?:and|&) construction corps|\bx\.?p\.?c\.?c\b\.?|\bbingtuan\b/giu
const CHINESE_DIGITS = '零一二三四五六七八九'

/** Chinese numbers up to 99, with the sign for "number", as digits: 第十四师 is division 14. */
export function chineseNumbers(text: string): string {
  return text.replace(
    /第([零一二三四五六七八九十]{1,3})|([一二三四五六七八九]?十[一二三四五六七八九]?)(?=[师团厂号连])/gu,
    (_, ordinal?: string, plain?: string) => {
      const digits = ordinal ?? plain ?? ''
      const [tens, units] = digits.includes('十') ? digits.split('十') : ['零', digits]
      const value =
        (digits.includes('十') ? (tens === '' ? 1 : CHINESE_DIGITS.indexOf(tens ?? '')) * 10 : 0) + Math.max(0, CHINESE_DIGITS.indexOf(units || '零'))
      return ` ${value} `
    },
  )
}

/** Countries by their English names and demonyms in names of branches: folded word to two letters. */
const COUNTRY_WORDS = new Map<string, string>()
const inChinese = new Intl.DisplayNames(['zh-Hans'], { type: 'region' })
const COUNTRY_HAN: [string, string][] = []
for (const [code, name] of COUNTRY_NAMES) {
  const word = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
  if (!word.includes(' ')) COUNTRY_WORDS.set(word, code)
  COUNTRY_HAN.push([(inChinese.of(code) ?? '').replace(/特别行政区|[（(].*/u, ''), word.replaceAll(' ', '')])
}
COUNTRY_HAN.push(
  ['美国', 'america/american/us/usa'],
  ['英国', 'britain/british/uk'],
  ['欧盟', 'european union'],
  ['欧洲', 'europe'],
  ['亚洲', 'asia'],
  ['非洲', 'africa'],
)
COUNTRY_HAN.sort((a, b) => b[0].length - a[0].length)

/** The country that a folded word names, or null. */
export const countryOfWord = (word: string): string | null => COUNTRY_WORDS.get(word) ?? null

/** Chinese names of countries, longest first, with their English words. */
export const CHINESE_COUNTRIES: readonly [string, string][] = COUNTRY_HAN.filter(([han]) => han.length > 1)
