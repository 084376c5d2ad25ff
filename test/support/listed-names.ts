/** Listed names as people write them: what a check is to find in lists that nobody here wrote. */
import { mistyped } from '../../bench/names/made-up.ts'

/** Names of the carried list, with the form in Chinese letters under which each is registered, where it is known. */
export const LISTED: readonly (readonly [name: string, chinese: string | null])[] = [
  ['Baoding LYSZD Trade and Business Co., Ltd.', null],
  ['Changji Esquel Textile Co., Ltd.', '昌吉溢达纺织有限公司'],
  ['Hetian Haolin Hair Accessories Co. Ltd.', '和田浩林发饰品有限公司'],
  ['Ninestar Corporation', '纳思达股份有限公司'],
  ['Xinjiang Zhongtai Chemical Co. Ltd.', '新疆中泰化学股份有限公司'],
  ['Camel Group Co., Ltd.', '骆驼集团股份有限公司'],
  ['Chenguang Biotech Group Co., Ltd.', '晨光生物科技集团股份有限公司'],
  ['Xinjiang Tianmian Foundation Textile Co., Ltd.', '新疆天棉基业纺织有限公司'],
  ['Xinjiang Tianshan Wool Textile Co. Ltd.', '新疆天山毛纺织股份有限公司'],
  ['Xinjiang Zhongtai Group Co. Ltd', '新疆中泰集团有限责任公司'],
  ['Anhui Xinya New Materials Co., Ltd.', '安徽新雅新材料有限公司'],
  ['COFCO Sugar Holdings Co., Ltd.', '中粮糖业控股股份有限公司'],
  ['Sichuan Jingweida Technology Group Co., Ltd.', '四川经纬达科技集团有限公司'],
  ['Fujian Minlong Warehousing Co., Ltd.', '福建闽龙仓储有限公司'],
  ['Henan Yumian Group Industrial Co., Ltd.', '河南豫棉集团实业有限公司'],
  ['Heze Cotton and Linen Co., Ltd.', '菏泽棉麻有限公司'],
  ['Shandong Meijia Group Co., Ltd.', '山东美佳集团有限公司'],
  ['Dongguan Oasis Shoes Co., Ltd.', '东莞绿洲鞋业有限公司'],
  ['Xinjiang Shenhuo Coal and Electricity Co., Ltd.', '新疆神火煤电有限公司'],
  ['Century Sunshine Group Holdings, Ltd.', null],
  ['Kashgar Construction Engineering (Group) Co., Ltd.', '喀什建工（集团）有限责任公司'],
  ['Rare Earth Magnesium Technology Group Holdings, Ltd.', null],
  ['Xinjiang Habahe Ashele Copper Co., Ltd.', '新疆哈巴河阿舍勒铜业股份有限公司'],
  ['Xinjiang Tengxiang Magnesium Products Co., Ltd.', '新疆腾翔镁制品有限公司'],
  ['Guangdong Esquel Textile Co., Ltd.', '广东溢达纺织有限公司'],
  ['Turpan Esquel Textile Co., Ltd.', '吐鲁番溢达纺织有限公司'],
]

const FORMS = /,?\s+(?:Co\.?,?\s*)?(?:Ltd\.?|Limited|Corporation|Corp\.?|Holdings?,? Ltd\.?)$/i

/** A name as people change it, and how: case, spacing, another legal form, none, one typing mistake, the Chinese form. */
export function changedNames(random: () => number): { readonly name: string; readonly written: string; readonly how: string }[] {
  return LISTED.flatMap(([name, chinese]) => {
    const bare = name.replace(FORMS, '')
    return [
      { name, written: random() < 0.5 ? name.toUpperCase() : name.toLowerCase(), how: 'case' },
      { name, written: ` ${name.replace(/ /g, () => (random() < 0.3 ? '  ' : ' '))} `, how: 'spacing' },
      { name, written: `${bare} ${['Limited', 'Company Limited', 'Ltd', 'CO.,LTD', 'Inc.'][Math.floor(random() * 5)]}`, how: 'legal form' },
      { name, written: bare, how: 'no legal form' },
      { name, written: mistyped(bare, random) + name.slice(bare.length), how: 'one typo' },
      ...(chinese === null ? [] : [{ name, written: chinese, how: 'Chinese form' }]),
    ]
  })
}
