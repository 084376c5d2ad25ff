/** Name words: the words by which names in cells are taken apart, and told from goods, places, vessels and people. One entry a line. */

const list = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** What leads to another name of the one before. Single letters stand for themselves with dots, strokes or nothing between. */
export const ALSO_KNOWN = list(`
  a k a
  alias
  aliases
  also called
  also doing business as
  also known as
  also referred to as
  d b a
  doing business as
  including alias
  t a
  trading as
`)
/** What leads to a former name. */
export const FORMERLY = list(`
  f k a
  formerly
  formerly known as
  n k a formerly
  previously
  previously known as
`)
/** What leads to a word for several firms at once, which is no name of any one of them. */
export const TOGETHER = list(`
  collectively
  collectively known as
  collectively referred to as
  hereafter
  hereinafter
  hereinafter referred to as
  together
`)
/** What names the firms that go with one, without saying which they are: after "and its". */
export const OTHERS_WITH_IT = list(`
  affiliate
  affiliated companies
  affiliated entities
  affiliates
  branch offices
  branches
  related companies
  related entities
  subordinate and affiliated entities
  subordinate entities
  subsidiaries
  subsidiaries and affiliates
  subsidiaries and branches
  subsidiary
  subsidiary companies
  successors
  successors and assigns
  wholly owned subsidiaries
  wholly-owned subsidiaries
`)
/** What a works is called that has no legal form. Between two of them "and" parts two names. */
export const BODIES = list(`
  camp
  center
  centre
  corps
  factory
  farm
  foundry
  group
  mill
  mine
  park
  plant
  plantation
  prison
  station
  vineyard
  works
  workshop
`)
/** Goods: a name made of nothing but these and places names no firm. */
export const GOODS = list(`
  aluminium
  aluminum
  apparel
  artificial
  asbestos
  bamboo
  beans
  beedi
  bicycles
  bidis
  brick
  bricks
  calcium
  carpets
  cashew
  cashmere
  chemicals
  chili
  chloride
  cigarettes
  clothes
  clothing
  coal
  cobalt
  cocoa
  coffee
  computer
  copper
  corn
  cotton
  derivatives
  diamonds
  diesel
  disposable
  electronics
  embroidered
  embroidery
  engines
  fabric
  fabrics
  fans
  fish
  flowers
  food
  footwear
  frankincense
  furniture
  garlic
  garments
  gem
  gems
  gloves
  gold
  granite
  gravel
  hair
  iron
  jade
  jewellery
  jewelry
  leather
  lithium
  machinery
  magnesium
  mica
  minerals
  nickel
  nuts
  oil
  ore
  palm
  parts
  peanuts
  pipe
  pipes
  polysilicon
  poppies
  pork
  poultry
  prawns
  products
  rice
  rough
  rubber
  salt
  sand
  seafood
  seeds
  sesame
  sheepskin
  shoes
  shrimp
  silica
  silicon
  silk
  silver
  soda
  solar
  soybeans
  spinel
  steel
  stevia
  stones
  sugar
  sugarcane
  sulfuric
  sulphuric
  tantalum
  tea
  teak
  textile
  textiles
  thread
  threads
  tiles
  timber
  tin
  tires
  tobacco
  tomato
  tomatoes
  toys
  tuna
  tungsten
  tyres
  vanadium
  vegetables
  vinyl
  wheat
  wig
  wigs
  wire
  wood
  wool
  yarn
  zinc
`)
/** Words of goods and places that name nobody in particular. */
export const ANY_OF_A_KIND = list(`
  all
  any
  area
  areas
  articles
  artisanal
  autonomous
  based
  containing
  countries
  country
  crude
  cut
  democratic
  district
  districts
  downstream
  dyed
  entire
  entities
  every
  exported
  facilities
  farmers
  farms
  fields
  finished
  firms
  forced
  from
  general
  goods
  growers
  grown
  hand
  handmade
  harvested
  imported
  industries
  knotted
  labor
  labour
  large
  made
  manufactured
  manufacturers
  many
  materials
  merchandise
  mills
  mine
  mined
  miners
  mines
  mining
  multiple
  n
  none
  not
  number
  other
  packaged
  peeled
  plantations
  prison
  prisons
  processed
  processors
  produced
  producers
  production
  providers
  province
  provinces
  raw
  region
  regions
  republic
  related
  scale
  several
  similar
  small
  sources
  suppliers
  unknown
  unnamed
  unspecified
  uyghur
  uyghurs
  various
  whole
  wholesale
  wholly
  wide
  with
  work
  workers
  workshops
  xuar
`)
/** What stands before the name of a ship. */
export const VESSELS = list(`
  f v
  fishing vessel
  fishing vessels
  m v
  vessel
  vessels
`)
