/** Further brands that texts are searched for from the first day, sold here or named in reports. Being here says nothing of them. */
import type { CatalogueBrand } from '../src/resolve/seed-catalogue.ts'
import { namesOf } from './names-of.ts'

export const otherBrands: readonly CatalogueBrand[] = [
  ...namesOf(
    'clothing',
    `Abercrombie, Aeropostale, American Eagle|American Eagle Outfitters, Anthropologie, Arket, Armani|Giorgio Armani, Asics|ASICS|亚瑟士, Balenciaga, Bally, Banana Republic, Belstaff, Benetton|United Colors of Benetton, Berghaus, Bershka, Bonmarché, BooHooMAN, Brooks Brothers, Buckle*, C&A, Camper*, Carhartt, Champion*, Chanel, Cath Kidston,
    Clarks, Coach*, Coast*, Columbia Sportswear, Cotton On, Cotton Traders, Crew Clothing, Crocs, Decathlon, Deichmann, Desigual, Dickies, Dior|Christian Dior, DKNY, Dolce & Gabbana, Dune London, Eddie Bauer, Edinburgh Woollen Mill, Ellesse, Ermenegildo Zegna, Everlane, Evans*, Express*, Fashion Nova, Fjällräven|Fjallraven, Foot Locker, Fred Perry, Fenty,
    Gant*, Geox, George at Asda, Gucci, Gymshark, Hermès|Hermes, Izod, J.Crew|J. Crew, Jack Wolfskin, JD Williams, Jockey International, Jordans, Kate Spade, Kathmandu, Kmart, Kohl's, Lands' End, Lee Cooper, Lindex, Lipsy, Louis Vuitton, Macpac, Macy's, Massimo Dutti, Maurices, Max Mara, Mexx, Michael Kors, Mizuno, Moncler,
    Mountain Warehouse, N Brown, Napapijri, Nasty Gal, New Balance|新百伦, Nordstrom, North Face|The North Face, Oasis*, Old Navy, O'Neill, Office Shoes, Oysho, Pacsun, Peter Hahn, Pepe Jeans, Phase Eight, Prada, QVC, Quiksilver, Quiz*, Regatta, Rip Curl, Roxy, Russell & Bromley, Salomon, Schöffel, Seasalt, Speedo, Sweaty Betty, s.Oliver, Stradivarius, Steve Madden, Tchibo,
    The White Company, Tom Tailor, Triumph International, Trespass*, Tu Clothing, United Arrows, Umbro, Vero Moda, Versace, Vivienne Westwood, Wallis, Warehouse*, Weekday*, Weird Fish, White Stuff, Whistles*, Woolrich, Wrangler, Yoox, Yves Saint Laurent|Saint Laurent, Bestseller, Only & Sons, Anta|ANTA|安踏, Xtep, 361 Degrees, Semir, Metersbonwe, HLA|海澜之家, Bosideng|波司登, Cider*, Halara, Romwe`,
  ),
  ...namesOf(
    'food and household',
    `McDonald's|McDonalds, KFC|肯德基, Burger King, Subway*, Starbucks, Costa Coffee, Pret A Manger|Pret, Greggs, Nando's, Domino's|Domino's Pizza, Pizza Hut, Coca-Cola|Coca Cola|可口可乐, Pepsi|PepsiCo, Danone|达能, Mars*, Mondelez|Mondelēz, Cadbury, Hershey|Hershey's, Ferrero, Lindt, Kellogg|Kellogg's, General Mills, Campbell Soup|Campbell's, Kraft Heinz|Kraft, Tyson Foods, Purina, Fancy Feast,
    Whiskas, Iams, Procter & Gamble|P&G, Colgate-Palmolive|Colgate, Reckitt|Reckitt Benckiser, L'Oréal|L'Oreal|欧莱雅, Johnson & Johnson, Nivea, Estée Lauder|Estee Lauder, Avon*, Body Shop|The Body Shop, Lush*, Ocado, Booths, Farmfoods, Spar*, Nisa, Costcutter, Londis, Carrefour|家乐福, Auchan, Leclerc, Casino Group, Rewe|REWE, Edeka, Kaufland, Metro AG, Ahold Delhaize|Albert Heijn, Kroger, Safeway, Albertsons, Whole Foods|Whole Foods Market,
    Target*, Sam's Club, Woolworths, Coles*, Loblaw|Loblaws, Walgreens, CVS, Red Lobster, John West, Findus, Birds Eye, Dolmio, Loyd Grossman, Tate & Lyle, Twinings, PG Tips, Tetley, Lipton, Nespresso, Nescafé|Nescafe, Lavazza, illy, Budweiser, AB InBev, Heineken, Diageo, Carlsberg, British American Tobacco, Philip Morris|Philip Morris International, Imperial Brands, Japan Tobacco`,
  ),
  ...namesOf(
    'electronics',
    `Amazon Web Services, AMD, Beats*, Belkin, BlackBerry, Brother Industries, Canon*, Dyson, Epson, Ericsson, Facebook, Fitbit, Fujitsu, Garmin, GoPro, Hewlett-Packard|Hewlett Packard, HMD Global, Honor*, IBM, Intel, JVC, Kodak, Kyocera, Logitech, Meta Platforms, Micron, Midea, Miele, Motorola, NEC*, Netgear, Nvidia|NVIDIA, Olympus, OnePlus, Philips,
    Pioneer*, Qualcomm, Realme, Ricoh, Roku, Russell Hobbs, Seagate, Texas Instruments, TSMC, Western Digital, Whirlpool, Xerox, Anker, Lexmark, Hotpoint, Beko, Smeg, Morphy Richards, Breville, DJI, Ring*, Sonos, Bose, Sennheiser, JBL, Harman`,
  ),
  ...namesOf(
    'cars and rail',
    `Aston Martin, Audi, Bentley, Bugatti, Cadillac, Chery, Chevrolet, Chrysler, Citroën|Citroen, Daimler, Ferrari, Fiat, Ford Motor|Ford Motor Company|福特汽车, Great Wall Motor, Honda|本田, Hyundai|Hyundai Motor, Jaguar Land Rover, Kia, Lexus, Lotus*, Lucid Motors, Mazda, Michelin, Mini*, NIO, Nissan, Opel, Peugeot, Pirelli, Polestar, Porsche, Renault, Rivian, Rolls-Royce, Saab, SAIC-GM, Seat*, Skoda|Škoda, Stellantis, Subaru, Suzuki, Tata Motors, Toyota|丰田, Vauxhall, Xpeng|XPeng, Goodyear, Bridgestone, Continental AG`,
  ),
  ...namesOf(
    'home and toys',
    `Amazon Basics, Bed Bath & Beyond, Big Lots, B&M, Home Bargains, Home Depot|The Home Depot, Lowe's, Wickes, Screwfix, Robert Dyas, Ryman, WHSmith|WH Smith, Waterstones, The Range, Laura Ashley, Wayfair, Pottery Barn, Williams-Sonoma, Crate & Barrel, Lego|LEGO, Mattel, Hasbro, Fisher-Price, Disney|Walt Disney, Smyths|Smyths Toys, Hamleys, The Works*, Card Factory, Paperchase, Clintons, Hallmark Cards,
    AliExpress, Alibaba|Alibaba Group, eBay, Etsy, Depop, Vinted, Wish*, Very Group, Freemans, TikTok, ByteDance, JD.com, Pinduoduo|PDD Holdings, Bestway Inflatables, Intex, Milwaukee Tool, Stanley Simba, Emma Sleep, Tempur, Silentnight, Christy Towels, Fenwick, Harrods, Selfridges, Harvey Nichols, House of Fraser|Frasers Group, TJX, TJ Maxx|T.J. Maxx, Ross Stores, Dollar Tree, Dollar General, Family Dollar`,
  ),
]
