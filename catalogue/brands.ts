/** Brands that texts are searched for from the first day: names people see on a high street or a shelf. Being here says nothing of them. */
import type { CatalogueBrand } from '../src/resolve/seed-catalogue.ts'
import { namesOf } from './names-of.ts'

export const brands: readonly CatalogueBrand[] = [
  ...namesOf(
    'clothing',
    `Abercrombie & Fitch, Adidas|阿迪达斯, ASOS, Boden, Boohoo, Burberry, Burton*, Calvin Klein|卡尔文·克莱恩, Carter's, Cerruti 1881, Converse*, COS, Debenhams, Diesel*, Dorothy Perkins, Dr. Martens|Dr Martens, Esprit, Fat Face|FatFace, Fila,
    Forever 21, French Connection, Fruit of the Loom, G-Star, Gap*, Guess*, H&M|H & M|Hennes & Mauritz, Hart Schaffner Marx, Hobbs, Hollister, Hugo Boss, JD Sports, Jack & Jones, Jack Wills, Jigsaw*, Joules, Karen Millen, Kappa, L.L.Bean|L.L. Bean, Lacoste|法国鳄鱼,
    Levi's|Levi Strauss, Li-Ning|李宁公司, Lululemon, Lyle & Scott, Mango*, Marks & Spencer|M&S|Marks and Spencer|玛莎百货, Matalan, Miss Selfridge, Missguided, Monki, Monsoon*, Moss Bros, Muji|无印良品, New Look, Next*, Nike|耐克, Patagonia*, Peacocks*, Pep&Co, Polo Ralph Lauren|Ralph Lauren,
    PrettyLittleThing, Primark, Pull & Bear|Pull&Bear, Puma*|彪马, Reebok, Reiss, River Island, Shein|SHEIN|希音, Skechers|斯凯奇, Sports Direct, Superdry, TK Maxx|TKMaxx, Ted Baker, Temu, Timberland, Tommy Hilfiger|汤米·希尔费格, Topshop, Under Armour|Under Armor, Uniqlo|优衣库, Urban Outfitters, Vans*,
    Victoria's Secret|维多利亚的秘密, Zalando, Zara|飒拉, Zegna`,
  ),
  ...namesOf(
    'food and household',
    "Aldi, Amazon*, Asda, Boots*, Co-op, Costco|开市客, Heinz|亨氏, Iceland*, Lidl, Morrisons, Nestlé|Nestle|雀巢, Poundland, Sainsbury's, Superdrug, Tesco|乐购, Unilever|联合利华, Waitrose, Wilko, Walmart|沃尔玛",
  ),
  ...namesOf(
    'electronics',
    `Acer, Apple*, ASUS|Asus, Bosch|博世, Candy*, Cisco, Currys, Dell|戴尔, Electrolux, Goertek|歌尔股份|歌尔, Google|谷歌, Haier|海尔, Hisense|海信, Hitachi|日立, HP, HTC, Huawei|华为, iFlyTek, Japan Display Inc., Lenovo|联想集团, LG, Meizu, Microsoft|微软, Mitsumi, Nintendo|任天堂, Nokia, Oculus*, Oppo, Panasonic|松下,
    Samsung|三星电子, Sharp*, Siemens|西门子, Sony|索尼, TDK, Toshiba|东芝, Tsinghua Tongfang, Vivo*, Xiaomi|小米公司, ZTE`,
  ),
  ...namesOf(
    'cars and rail',
    'Alstom, BAIC Motor, BMW|宝马, Bombardier, BYD|比亚迪, Changan Automobile, CRRC, Founder Group, GAC Group, Geely Auto|Geely, General Motors|通用汽车, Jaguar*, Land Rover, Mayor*, Mercedes-Benz|Mercedes|Mercedes-Benz Group, MG*, Mitsubishi|三菱, SAIC Motor, SGMW, Tesla|特斯拉, Volkswagen|大众汽车, Volvo',
  ),
  ...namesOf('home', 'Bestway, Dunelm, Habitat*, HomeSense, IKEA|宜家, John Lewis, Argos, B&Q, Homebase'),
]
