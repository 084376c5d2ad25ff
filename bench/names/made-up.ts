/** Made-up names of factories for benches, as a million of them might be: some words rare, some common. The same each time. */

const FIRST = 'b c d f g h j k l m n p r s t v w x y z ch sh th br kr st'.split(' ')
const MIDDLE = 'a e i o u ai ei ao ou'.split(' ')
const LAST = ['', '', '', 'n', 'ng', 'r', 's', 'l', 't']
const TRADES =
  'Textile Garment Apparel Fashion Knitwear Spinning Weaving Dyeing Cotton Industrial Trading Import Export Manufacturing Footwear Electronics Chemical Plastic Machinery Technology Group Holdings International Enterprise'.split(
    ' ',
  )
const FORMS = ['Co., Ltd.', 'Ltd', 'Limited', 'Pvt Ltd', 'Inc.', 'GmbH', 'S.A.', 'Sdn Bhd', 'LLC', 'A.S.', '', '']
const PLACES = 'Xinjiang Dhaka Istanbul Guangdong Zhejiang Hotan Kashgar Shanghai Chittagong Tirupur Ningbo Suzhou'.split(' ')

/** Random numbers from 0 to 1, the same for one seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Names of factories. */
export function* facilityNames(count: number, seed = 1): Generator<string> {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const syllable = () => pick(FIRST) + pick(MIDDLE) + pick(LAST)
  const stems = Array.from({ length: Math.max(20_000, count / 5) }, () => {
    const stem = Array.from({ length: 2 + Math.floor(random() * 2.5) }, syllable).join('')
    return (stem[0] as string).toUpperCase() + stem.slice(1)
  })
  const stem = () => stems[Math.floor(random() ** 2 * stems.length)] as string
  for (let i = 0; i < count; i += 1)
    yield [random() < 0.3 ? pick(PLACES) : '', stem(), random() < 0.6 ? stem() : '', pick(TRADES), random() < 0.3 ? pick(TRADES) : '', pick(FORMS)]
      .filter(Boolean)
      .join(' ')
}

/** A name with one typing mistake: a letter left out, put in, changed, or swapped with the next. */
export function mistyped(name: string, random: () => number): string {
  for (;;) {
    const at = Math.floor(random() * name.length)
    if (!/[A-Za-z]/.test(name[at] as string)) continue
    const letter = String.fromCharCode(97 + Math.floor(random() * 26))
    const rest = name.slice(at + 1)
    const kind = Math.floor(random() * 4)
    if (kind === 0) return name.slice(0, at) + rest
    if (kind === 1) return name.slice(0, at) + letter + name.slice(at)
    if (kind === 2) return name.slice(0, at) + letter + rest
    return name.slice(0, at) + (rest[0] ?? '') + name[at] + rest.slice(1)
  }
}
