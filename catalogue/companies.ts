/** Companies and further brands that texts are searched for from the first day, as reports on supply chains name them. Being here says nothing of them. */
import type { CatalogueBrand } from '../src/resolve/seed-catalogue.ts'
import { namesOf } from './names-of.ts'

export const companies: readonly CatalogueBrand[] = [
  ...namesOf(
    'company',
    'clothing',
    `Inditex, Associated British Foods|AB Foods, PVH|PVH Corp, VF Corporation|VF Corp, Fast Retailing, Kering, LVMH, Richemont, Tapestry*, Capri Holdings, Hanesbrands|Hanes, Gildan, Li & Fung, Crystal International, Esquel Group|Esquel, Youngor, Luthai Textile|Lu Thai,
    Huafu Fashion|Huafu Top Dyed Melange Yarn|Huafu, Texhong, Jiangsu Lianfa, Lianfa Textile, Ruyi Group|Shandong Ruyi, Weiqiao Textile|Weiqiao, Shenzhou International, Aksu Huafu, Hetian Taida Apparel|Hetian Taida, Hetian Haolin, Lop County Hair Product Industrial Park,
    Lop County Meixin Hair Products, Changji Esquel, Haoyuanpeng Clothing|Haoyuanpeng, Qingdao Taekwang|Taekwang, KTK Group, Nanjing Synergy Textiles, Zhejiang Sunrise, Sunrise Manufacture Group, Badger Sportswear, Costco Wholesale, Delta Galil, Makalot, Eclat Textile, Pou Chen, Yue Yuen,
    Feng Tay, Huajian Group, Brandix, MAS Holdings, Hirdaramani, Natchi Apparel, Eastman Exports, Brookfields, Welspun, Vardhman, Trident Group, Bombay Rayon, Artistic Milliners, Gul Ahmed, Interloop, Nishat Mills, DBL Group, Beximco, Ha-Meem Group, Envoy Textiles, Square Textiles`,
  ),
  ...namesOf(
    'brand',
    'clothing',
    `Abercrombie, Aeropostale, American Eagle|American Eagle Outfitters, Anthropologie, Arket, Armani|Giorgio Armani, Asics|ASICS, Balenciaga, Bally, Banana Republic, Belstaff, Benetton|United Colors of Benetton, Berghaus, Bershka, Bonmarché, BooHooMAN, Brooks Brothers, Buckle*, C&A, Camper*, Carhartt, Champion*, Chanel, Cath Kidston,
    Clarks, Coach*, Coast*, Columbia Sportswear, Cotton On, Cotton Traders, Crew Clothing, Crocs, Decathlon, Deichmann, Desigual, Dickies, Dior|Christian Dior, DKNY, Dolce & Gabbana, Dune London, Eddie Bauer, Edinburgh Woollen Mill, Ellesse, Ermenegildo Zegna, Everlane, Evans*, Express*, Fashion Nova, Fjällräven|Fjallraven, Foot Locker, Fred Perry, Fenty,
    Gant*, Geox, George at Asda, Gucci, Gymshark, Hermès|Hermes, Izod, J.Crew|J. Crew, Jack Wolfskin, JD Williams, Jockey International, Jordans, Kate Spade, Kathmandu, Kmart, Kohl's, Lands' End, Lee Cooper, Lindex, Lipsy, Louis Vuitton, Macpac, Macy's, Massimo Dutti, Maurices, Max Mara, Mexx, Michael Kors, Mizuno, Moncler,
    Mountain Warehouse, N Brown, Napapijri, Nasty Gal, New Balance, Nordstrom, North Face|The North Face, Oasis*, Old Navy, O'Neill, Office Shoes, Oysho, Pacsun, Patagonia Inc, Peter Hahn, Pepe Jeans, Phase Eight, Prada, QVC, Quiksilver, Quiz*, Regatta, Rip Curl, Roxy, Russell & Bromley, Salomon, Schöffel, Seasalt, Speedo, Sweaty Betty, s.Oliver, Stradivarius, Steve Madden, Tchibo,
    The White Company, Tom Tailor, Triumph International, Trespass*, Tu Clothing, Under Armor, United Arrows, Umbro, Vero Moda, Versace, Vivienne Westwood, Wallis, Warehouse*, Weekday*, Weird Fish, White Stuff, Whistles*, Woolrich, Wrangler, Yoox, Yves Saint Laurent|Saint Laurent, Zara Home, Bestseller, Only & Sons, Anta|ANTA, Xtep, 361 Degrees, Semir, Metersbonwe, HLA, Bosideng, Cider*, Halara, Romwe`,
  ),
  ...namesOf(
    'company',
    'food',
    `Archer Daniels Midland|ADM, Associated British Sugar, Barry Callebaut, Bunge, Bumble Bee|Bumble Bee Foods, Cargill, Charoen Pokphand|CP Foods|Charoen Pokphand Foods, Chalkis|COFCO Tunhe, COFCO, Chishan Group|Shandong Chishan, Thai Union, Tri Marine, Fyffes, Del Monte, Dole*, Chiquita, Sime Darby|Sime Darby Plantation, FGV|FGV Holdings, Felda, IOI Corporation, Wilmar|Wilmar International,
    Musim Mas, Golden Agri-Resources, Olam|Olam International, Touton, Cémoi, Central Romana, Rongcheng Haibo|Rongcheng Sanyue, Yantai Sanko Fisheries, Dandong Galicia, Dandong Taifeng, Donggang Jinhui, Donggang Luyuan, Shandong Haidu, Dalian Ocean Fishing, Pingtan Marine, Da Wang, Yu Long, Hangzhou Xiaoshan, Jiayuan Group, Xinjiang Guannong, Chenguang Biotech|Chenguang Biotech Group, JBS, Marfrig, Minerva Foods,
    Sysco, US Foods, Aramark, Compass Group, Sodexo, High Liner Foods, Gorton's, Young's Seafood|Youngs Seafood, Nomad Foods, Princes Group, McCormick|McCormick & Company, Premier Foods, Conagra, Hormel, Ajinomoto, Kagome, Bolton Group, Petti Group, Mutti, Cirio, Napolina`,
  ),
  ...namesOf(
    'brand',
    'food and household',
    `McDonald's|McDonalds, KFC, Burger King, Subway*, Starbucks, Costa Coffee, Pret A Manger|Pret, Greggs, Nando's, Domino's|Domino's Pizza, Pizza Hut, Coca-Cola|Coca Cola, Pepsi|PepsiCo, Danone, Mars*, Mondelez|Mondelēz, Cadbury, Hershey|Hershey's, Ferrero, Lindt, Kellogg|Kellogg's, General Mills, Campbell Soup|Campbell's, Kraft Heinz|Kraft, Tyson Foods, Purina, Fancy Feast,
    Whiskas, Iams, Procter & Gamble|P&G, Colgate-Palmolive|Colgate, Reckitt|Reckitt Benckiser, L'Oréal|L'Oreal, Johnson & Johnson, Nivea, Estée Lauder|Estee Lauder, Avon*, Body Shop|The Body Shop, Lush*, Ocado, Marks & Spencer Food, Booths, Farmfoods, Spar*, Nisa, Costcutter, Londis, Carrefour, Auchan, Leclerc, Casino Group, Rewe|REWE, Edeka, Kaufland, Metro AG, Ahold Delhaize|Albert Heijn, Kroger, Safeway, Albertsons, Whole Foods|Whole Foods Market,
    Target*, Sam's Club, Woolworths, Coles*, Loblaw|Loblaws, Walgreens, CVS, Red Lobster, John West, Findus, Birds Eye, Dolmio, Loyd Grossman, Tate & Lyle, Twinings, PG Tips, Tetley, Lipton, Nespresso, Nescafé|Nescafe, Lavazza, illy, Budweiser, AB InBev, Heineken, Diageo, Carlsberg, British American Tobacco, Philip Morris|Philip Morris International, Imperial Brands, Japan Tobacco`,
  ),
  ...namesOf(
    'company',
    'electronics and energy',
    `Foxconn|Hon Hai|Hon Hai Precision, Pegatron, Quanta Computer, Wistron, Compal, Luxshare|Luxshare Precision, O-Film|OFILM|O-Film Technology, Lens Technology, BOE|BOE Technology, Hubei Yihong, Highbroad Advanced Material|Highbroad, Hefei Bitland|Bitland, Avary Holding, Cowell Electronics, Universal Electronics|UEI, Nanchang O-Film, Tianma|Tianma Microelectronics, Dongguan Yidong, AcBel Polytech, Changhong, Sichuan Mianyang Jingweida|Jingweida, Skyworth, TCL, Hikvision, Dahua|Dahua Technology, SenseTime, Megvii, Yitu, iFLYTEK,
    Hoshine Silicon|Hoshine|Hoshine Silicon Industry, Daqo|Daqo New Energy|Xinjiang Daqo, GCL-Poly|GCL Technology|Xinjiang GCL, TBEA|Xinte Energy, East Hope|East Hope Group|Xinjiang East Hope, Tongwei, LONGi|LONGi Green Energy|LONGi Solar, JinkoSolar|Jinko Solar|Jinko, JA Solar, Trina Solar|Trina, Canadian Solar, Risen Energy, Astronergy|Chint, First Solar, Qcells|Hanwha Qcells, REC Solar, Maxeon|SunPower, Sunrun, Enphase, SolarEdge,
    CATL|Contemporary Amperex Technology, Gotion|Gotion High-Tech, EVE Energy, SVOLT, Camel Group, Ganfeng Lithium|Ganfeng, Tianqi Lithium, Huayou Cobalt|Zhejiang Huayou Cobalt, Glencore, CMOC|China Molybdenum, Zijin Mining|Zijin, Xinjiang Nonferrous|Xinjiang Nonferrous Metal, Xinjiang Zhongtai|Zhongtai Chemical|Xinjiang Zhongtai Chemical, Tianye|Xinjiang Tianye, Ninestar, Baowu|Baosteel|Xinjiang Bayi Iron and Steel, Xinjiang Joinworld, Xinfa|Xinjiang Xinfa, Chalco|Chinalco, Hongqiao|China Hongqiao, Sinopec, PetroChina, CNPC, Shanghai Electric`,
  ),
  ...namesOf(
    'brand',
    'electronics',
    `Amazon Web Services, AMD, Beats*, Belkin, Black & Decker, BlackBerry, Brother Industries, Canon*, Dyson, Epson, Ericsson, Facebook, Fitbit, Fujitsu, Garmin, GoPro, Hewlett-Packard|Hewlett Packard, HMD Global, Honor*, IBM, Intel, JVC, Kodak, Kyocera, Logitech, Meta Platforms, Micron, Midea, Miele, Motorola, NEC*, Netgear, Nvidia|NVIDIA, Olympus, OnePlus, Philips,
    Pioneer*, Qualcomm, Realme, Ricoh, Roku, Russell Hobbs, Seagate, Texas Instruments, TSMC, Western Digital, Whirlpool, Xerox, Argos Home, Anker, Lexmark, Hotpoint, Beko, Smeg, Morphy Richards, Breville, DJI, Ring*, Sonos, Bose, Sennheiser, JBL, Harman`,
  ),
  ...namesOf(
    'brand',
    'cars and rail',
    `Aston Martin, Audi, Bentley, Bugatti, Cadillac, Chery, Chevrolet, Chrysler, Citroën|Citroen, Daimler, Ferrari, Fiat, Ford*, Ford Motor|Ford Motor Company, Geely, Great Wall Motor, Honda, Hyundai|Hyundai Motor, Jaguar Land Rover, Kia, Lexus, Lotus*, Lucid Motors, Mazda, Mercedes|Mercedes-Benz Group, Michelin, Mini*, NIO, Nissan, Opel, Peugeot, Pirelli, Polestar, Porsche, Renault, Rivian, Rolls-Royce, Saab, SAIC-GM, Seat*, Skoda|Škoda, Stellantis, Subaru, Suzuki, Tata Motors, Toyota, Vauxhall, Xpeng|XPeng, Goodyear, Bridgestone, Continental AG`,
  ),
  ...namesOf(
    'company',
    'cars and rail',
    'Bosch Group, Denso, Faurecia, Aptiv, BorgWarner, Johnson Controls, Magna International, Valeo, ZF Friedrichshafen, Sichuan Jingweida, Lear Corporation, KTK, Thales, Siemens Energy, Maersk|A.P. Moller-Maersk, COSCO|COSCO Shipping, CMA CGM, DHL, FedEx, UPS, DP World, Hutchison Ports, Evergreen Marine, Hapag-Lloyd',
  ),
  ...namesOf(
    'company',
    'gloves and health',
    'Top Glove, Hartalega, Kossan, Supermax, WRP Asia Pacific|WRP, Brightway, YTY Group, Smart Glove, Ansell, Medline, Intco Medical, Hubei Haixin, Owens & Minor, Cardinal Health, Supermax Healthcare, Polyco Healthline, Dyson Malaysia, ATA IMS, VS Industry, SKP Resources',
  ),
  ...namesOf(
    'brand',
    'home and toys',
    `Amazon Basics, Bed Bath & Beyond, Big Lots, B&M, Home Bargains, Home Depot|The Home Depot, Lowe's, Wickes, Screwfix, Robert Dyas, Ryman, WHSmith|WH Smith, Waterstones, The Range, Laura Ashley, Wayfair, Pottery Barn, Williams-Sonoma, Crate & Barrel, Lego|LEGO, Mattel, Hasbro, Fisher-Price, Disney|Walt Disney, Smyths|Smyths Toys, Hamleys, The Works*, Card Factory, Paperchase, Clintons, Hallmark Cards,
    AliExpress, Alibaba|Alibaba Group, eBay, Etsy, Depop, Vinted, Wish*, Very Group, Freemans, TikTok, ByteDance, JD.com, Pinduoduo|PDD Holdings, Bestway Inflatables, Intex, Milwaukee Tool, Stanley Black & Decker, Simba, Emma Sleep, Tempur, Silentnight, Christy Towels, Fenwick, Harrods, Selfridges, Harvey Nichols, House of Fraser|Frasers Group, TJX, TJ Maxx|T.J. Maxx, Ross Stores, Dollar Tree, Dollar General, Family Dollar`,
  ),
]
