/** How fast known names are found in running text, at three sizes. */
import { createNamesIndex } from '../../src/extract/names-index.ts'
import { facilityNames } from '../names/made-up.ts'

const AIM = 20
const TEXT_MB = 8

/** Prints megabytes of text a second, the median of three. */
export function scanSpeed(): void {
  console.log('')
  for (const size of [1_000, 10_000, 100_000]) {
    const names = [...facilityNames(size)]
    const { find } = createNamesIndex(names.map((name) => ({ name, kind: 'organisation', id: name, ambiguous: false })))
    const words = 'The report says that cotton yarn and woven fabric from the mill reached several brands in the second quarter of last year. '
    let text = ''
    for (let i = 0; text.length < TEXT_MB * 1e6; i += 1) text += i % 4 === 0 ? `${words}${names[(i * 7_919) % size]} denied it. ` : words
    const times: number[] = []
    let found = 0
    for (let run = 0; run < 3; run += 1) {
      const from = performance.now()
      found = find(text).length
      times.push(performance.now() - from)
    }
    const speed = text.length / 1e6 / ((times.toSorted((a, b) => a - b)[1] as number) / 1_000)
    console.log(`${size.toLocaleString('en-GB')} known names: ${speed.toFixed(1)} MB of text a second, ${found} found (aim ${AIM})`)
  }
}
