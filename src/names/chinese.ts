/** Chinese words of company names, and what they are in English: what is left over is written by its sound. */
import { CHINESE_COUNTRIES } from './places.ts'

/** Trade words as names of companies use them. */
const WORDS = `
国际 international|集团 group|控股 holding|股份 share|投资 investment|资本 capital|基金会 foundation|基金 fund|银行 bank|保险 insurance|信托 trust|证券 securities|金融 finance|风险投资 venture/capital
贸易 trading|商贸 trading|经贸 trading|进出口 import-export|实业 industry|兴业 industry/kogyo|电气 electric/denki|公司 company|工业 industry/kogyo|产业 industry/sangyo|企业 enterprise|商务 business|商业 commerce|物流 logistics|运输 transport|航运 shipping|货运 freight|快递 express|供应链 supply-chain|服务 service|维修 maintenance
制造 manufacturing|生产 production|加工 processing|厂 factory|工厂 factory|工场 factory|车间 workshop|园区 park|工业园 industrial-park|产业园 industrial-park|基地 base
科技 technology/tech|技术 technology/technical|技研 technology|研究院 institute/academy|研究所 institute/laboratory/center|研究 research|研究中心 research-center/institute|中心 center|实验室 laboratory|试验 test|开发 development/exploration|发展 development|建设 construction|建筑 construction|工程 engineering|设计 design|咨询 consulting|管理 management|科学 science|创新 innovation|先进 advanced|高级 advanced|智能 intelligent|人工智能 ai|应用 applied/application|方案 solution|解决方案 solution|系统 system|网络 network|信息 information|数据 data|数字 digital|软件 software|计算机 computer|通信 communication|通讯 communication|电信 telecom|传感器 sensor|视频 video|监控 surveillance
纺织 textile|纺 spinning|棉纺 cotton-spinning|棉业 cotton|棉花 cotton|棉 cotton|服装 garment|制衣 garment|服饰 apparel|衣 clothing|时尚 fashion|针织 knitting|织造 weaving|印染 dyeing|染整 dyeing|刺绣 embroidery|纱线 yarn|布 fabric|面料 fabric|丝绸 silk|羊毛 wool|羊绒 cashmere|毛纺 wool-spinning|皮革 leather|鞋业 footwear|鞋 shoe|手套 glove|箱包 bag|发饰品 hair-accessory|发制品 hair-product|假发 wig|饰品 accessory|家纺 home-textile|地毯 carpet|玩具 toy|家具 furniture|电器 electric|家电 appliance
电子 electronic|电机 electric|电力 power/electric|电路 circuit|半导体 semiconductor|光电 photonics/optoelectronic|光子 photonics|光伏 photovoltaic|太阳能 solar|能源 energy|新能源 new-energy|动力 dynamics/power|多晶硅 polysilicon|硅业 silicon|硅 silicon|硅材料 silicon-material|镁业 magnesium|镁制品 magnesium-product|镁 magnesium|煤电 coal-electricity/coal-power|煤业 coal|热电 thermal-power|水电 hydropower|棉麻 cotton-linen|麻 linen|毛纺织 wool-textile|毛绒 cashmere|绒 cashmere|制品 product|建工 construction-engineering|建材 building-material|建筑工程 construction-engineering|仓储 warehousing|储备库 reserve-library|稀土 rare-earth|电池 battery|蓄电池 battery|打印 printing|印刷 printing|玉米 corn|番茄制品 tomato-product|石化 petrochemical|钛业 titanium|锌业 zinc|铅锌 lead-zinc|黄金 gold-mining|矿山 mine|铁合金 ferroalloy|氯碱 chlor-alkali|聚氯乙烯 pvc|焦化 coking|轮胎 tire|羽绒 down|帽业 headwear|袜业 sock|内衣 underwear|牛仔 denim|拉链 zipper|纽扣 button|骆驼 camel|绿洲 oasis|阳光 sunshine|世纪 century|生物科技 biotech/biotechnology|生物技术 biotechnology|植物 plant|提取物 extract|材料 material|新材料 new-material|化工 chemical|化学 chemical/chemistry|制药 pharmaceutical|医药 pharmaceutical|药业 pharmaceutical|生物 bio|石油 petroleum|天然气 gas|煤炭 coal|矿业 mining|矿产 mineral|钢铁 steel|金属 metal|有色金属 nonferrous-metal|铝业 aluminum|铜业 copper|塑料 plastic|橡胶 rubber|玻璃 glass|纸业 paper|造纸 paper|包装 packaging|印刷 printing|核 nuclear|原子 atomics|燃料 fuel
机械 machinery|重机械 heavy-machinery|重工 heavy-industry|重工业 heavy-industry|重 heavy|设备 equipment|装备 equipment/system|仪器 instrument|精密 precision|汽车 motor|车辆 vehicle|特殊车辆 special-vehicle|零部件 part|发动机 engine|涡轮增压器 turbocharger|船舶 shipbuilding|造船 shipbuilding|飞机 aircraft/aviation|航空 aviation/aerospace/aero/aeronautical|航天 aerospace/space|航空航天 aerospace|宇航 aerospace/aero|宇宙 space/aerospace|空间 space|太空 space|卫星 satellite|无人机 drone|喷气机 jet|飞行 flight|导弹 missile|防务 defense|防卫 defense|国防 defense|安全 security/safety|任务 mission|海洋 ocean/marine/oceaneering|海事 maritime|海上 maritime|地面 ground|陆上 ground/land|特种 special
农业 agriculture|农场 farm|农产品 agricultural-product|食品 food|饮料 beverage|番茄 tomato|水产 seafood|海鲜 seafood|果业 fruit|粮油 grain|畜牧 livestock|种业 seed|林业 forestry|糖业 sugar|酒业 liquor
百货 department-store|便利店 convenience-store|书店 bookstore|药局 pharmacy|药店 pharmacy|咖啡 coffee|火锅 hotpot|面包 bread|珠宝 jewelry|眼镜 optical|音乐 music|广场 plaza|超市 supermarket|商店 store|零售 retail|市场 market|餐饮 restaurant|酒店 hotel|旅游 tourism|物业 property|房地产 real-estate|置业 property|文化 culture|传媒 media|出版 publishing|教育 education|大学 university|学院 college|学校 school|医院 hospital|图书馆 library|博物馆 museum|协会 association|学会 society|联合会 federation|联盟 alliance|委员会 committee/council/commission|理事会 council|组织 organization|机构 agency/organization/institution|开发机构 development-agency|办公室 office|部 department|局 bureau|总局 administration|事务所 office/chambers/firm|小组 group|党 party|政府 government|人力资源 human-resources|劳务 labor-service|劳动 labor|职业 vocational|技能 skill|培训 training|监狱 prison|师 division|团 regiment
民主 democracy|自由 freedom|人权 human-rights|政治 political|共和 republican|保守 conservative|国家 national|全国 national|联合 united/joint/union|统一 unified|环球 global/universal|全球 global|世界 world/universal|通用 general|大众 volkswagen|总 general|美 america|中 china|东方 oriental|东 east|西 west|南 south|北 north|新 new|大 great|第 number|地 land|蓝 blue|红色 red|红 red|白 white|黑 black|绿 green|金 gold|银 silver|高 high|力量 power|力 force|维度 dimension|未来 future|远景 prospect|视野 vision|之家 house|家 house|山脉 mountain|环境 environment|领域 area|点 point|急速 rapid|方 cube|立方 cubic|六 six|三 three|二 two|一 one|四 four|五 five|七 seven|八 eight|九 nine|十 ten|与 and|和 and|及 and|的 of|分 branch|在 in|总统 presidential|顶峰 summit`

/** Groups that Chinese texts name by characters that are not the sound of their Latin name. */
const GROUPS = `
三菱 mitsubishi|三井 mitsui|住友 sumitomo|川崎 kawasaki|丰田 toyota|本田 honda|日产 nissan|日野 hino|铃木 suzuki|马自达 mazda|三星 samsung|现代 hyundai|松下 panasonic|索尼 sony|东芝 toshiba|日立 hitachi|富士通 fujitsu|富士 fuji|日本电气 nec|日本 nihon/japan/nippon|小松 komatsu|久保田 kubota|日东 nitto|东丽 toray|伊藤忠 itochu|丸红 marubeni|无印良品 muji|优衣库 uniqlo|迅销 fast-retailing|佳能 canon|理光 ricoh|夏普 sharp|京瓷 kyocera|村田 murata|三洋 sanyo|雅马哈 yamaha|大金 daikin|电装 denso|普利司通 bridgestone|日清 nissin|味之素 ajinomoto|资生堂 shiseido|花王 kao
波音 boeing|雷神 raytheon|苹果 apple|微软 microsoft|谷歌 google|亚马逊 amazon|特斯拉 tesla|耐克 nike|阿迪达斯 adidas|彪马 puma|盖璞 gap|沃尔玛 walmart|家乐福 carrefour|宜家 ikea|麦当劳 mcdonald|可口可乐 coca-cola|百事 pepsi|雀巢 nestle|联合利华 unilever|宝洁 procter-gamble|强生 johnson|大众汽车 volkswagen|宝马 bmw|奔驰 mercedes|西门子 siemens|博世 bosch|巴斯夫 basf|壳牌 shell|汇丰 hsbc|飒拉 zara|玛莎百货 marks-spencer|特易购 tesco|乐购 tesco|普利马克 primark`

const DICTIONARY = new Map<string, string>()
for (const table of [WORDS, GROUPS]) {
  for (const pair of table.trim().split(/[|\n]/)) {
    const at = pair.indexOf(' ')
    DICTIONARY.set(
      pair.slice(0, at).trim(),
      pair
        .slice(at + 1)
        .trim()
        .replaceAll('-', ' '),
    )
  }
}
for (const [han, english] of CHINESE_COUNTRIES) if (!DICTIONARY.has(han)) DICTIONARY.set(han, english)
const LONGEST = Math.max(...[...DICTIONARY.keys()].map((word) => word.length))

export type ChineseWord = { readonly han: string; readonly english: string | null }

/** Parts Chinese characters into words that are known, longest first, and runs between them that are not. */
export function partChinese(han: string): ChineseWord[] {
  const words: ChineseWord[] = []
  let unknown = ''
  const flush = () => {
    if (unknown) words.push({ han: unknown, english: null })
    unknown = ''
  }
  for (let at = 0; at < han.length;) {
    let length = Math.min(LONGEST, han.length - at)
    while (length > 0 && !isWordAt(han, at, length)) length -= 1
    if (length === 0) {
      unknown += han[at]
      at += 1
      continue
    }
    flush()
    words.push({ han: han.slice(at, at + length), english: DICTIONARY.get(han.slice(at, at + length)) as string })
    at += length
  }
  flush()
  return joinSounds(words)
}

/** A single known character beside an unknown run is a part of its sound, not a word. */
function joinSounds(words: readonly ChineseWord[]): ChineseWord[] {
  const joined: ChineseWord[] = []
  words.forEach((word, i) => {
    const besideSound = word.english !== null && word.han.length === 1 && (words[i - 1]?.english === null || words[i + 1]?.english === null)
    const part = besideSound ? { han: word.han, english: null } : word
    const last = joined.at(-1)
    if (part.english === null && last?.english === null) joined[joined.length - 1] = { han: last.han + part.han, english: null }
    else joined.push(part)
  })
  return joined
}

function isWordAt(han: string, at: number, length: number): boolean {
  return DICTIONARY.has(han.slice(at, at + length))
}
