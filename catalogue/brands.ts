/** Brands that texts are searched for from the first day: names people see on a high street or a shelf. Being here says nothing of them. */
import type { CatalogueBrand } from '../src/resolve/seed-catalogue.ts'
import { namesOf } from './names-of.ts'

export const brands: readonly CatalogueBrand[] = [
  ...namesOf(
    'clothing',
    `Abercrombie & Fitch, Adidas, ASOS, Boden, Boohoo, Burberry, Burton*, Calvin Klein, Carter's, Cerruti 1881, Converse*, COS, Debenhams, Diesel*, Dorothy Perkins, Dr. Martens|Dr Martens, Esprit, Fat Face|FatFace, Fila,
    Forever 21, French Connection, Fruit of the Loom, G-Star, Gap*, Guess*, H&M|H & M|Hennes & Mauritz, Hart Schaffner Marx, Hobbs, Hollister, Hugo Boss, JD Sports, Jack & Jones, Jack Wills, Jigsaw*, Joules, Karen Millen, Kappa, L.L.Bean|L.L. Bean, Lacoste,
    Levi's|Levi Strauss, Li-Ning, Lululemon, Lyle & Scott, Mango*, Marks & Spencer|M&S|Marks and Spencer, Matalan, Miss Selfridge, Missguided, Monki, Monsoon*, Moss Bros, Muji, New Look, Next*, Nike, Patagonia*, Peacocks*, Pep&Co, Polo Ralph Lauren|Ralph Lauren,
    PrettyLittleThing, Primark, Pull & Bear|Pull&Bear, Puma*, Reebok, Reiss, River Island, Shein|SHEIN, Skechers, Sports Direct, Superdry, TK Maxx|TKMaxx, Ted Baker, Temu, Timberland, Tommy Hilfiger, Topshop, Under Armour|Under Armor, Uniqlo, Urban Outfitters, Vans*,
    Victoria's Secret, Zalando, Zara, Zegna`,
  ),
  ...namesOf(
    'food and household',
    "Aldi, Amazon*, Asda, Boots*, Co-op, Costco, Heinz, Iceland*, Lidl, Morrisons, Nestlé|Nestle, Poundland, Sainsbury's, Superdrug, Tesco, Unilever, Waitrose, Wilko, Walmart",
  ),
  ...namesOf(
    'electronics',
    `Acer, Apple*, ASUS|Asus, Bosch, Candy*, Cisco, Currys, Dell, Electrolux, Goertek, Google, Haier, Hisense, Hitachi, HP, HTC, Huawei, iFlyTek, Japan Display Inc., Lenovo, LG, Meizu, Microsoft, Mitsumi, Nintendo, Nokia, Oculus*, Oppo, Panasonic,
    Samsung, Sharp*, Siemens, Sony, TDK, Toshiba, Tsinghua Tongfang, Vivo*, Xiaomi, ZTE`,
  ),
  ...namesOf(
    'cars and rail',
    'Alstom, BAIC Motor, BMW, Bombardier, BYD, Changan Automobile, CRRC, Founder Group, GAC Group, Geely Auto|Geely, General Motors, Jaguar*, Land Rover, Mayor*, Mercedes-Benz|Mercedes|Mercedes-Benz Group, MG*, Mitsubishi, SAIC Motor, SGMW, Tesla, Volkswagen, Volvo',
  ),
  ...namesOf('home', 'Bestway, Dunelm, Habitat*, HomeSense, IKEA, John Lewis, Argos, B&Q, Homebase'),
]
