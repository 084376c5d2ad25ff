/**
 * Code-Point Open (Ordnance Survey): the middle of every postcode in Great Britain, so that a postcode finds its shops without asking
 * anybody. Read: postcode, eastings and northings of each CSV below `Data/CSV/`, turned to latitude and longitude. Left alone: health and
 * council codes, and postcodes whose place is only guessed (quality 90). Format: os.uk/business-government/products/code-point-open.
 */
import { unzipSync } from 'fflate'
import proj4 from 'proj4'
import { DriftError, InvalidError } from '../../src/errors.ts'
import type { PostcodePlace } from '../../src/model/document.ts'
import { readingOfRows } from '../kit/rows.ts'
import { defineSource } from '../source.ts'

const DOWNLOAD = 'https://api.os.uk/downloads/v1/products/CodePointOpen/downloads?area=GB&format=CSV&redirect'
const MOST_BYTES = 100_000_000
/** The National Grid, with the seven figures that lead from OSGB36 to WGS84. Source: OS, "A guide to coordinate systems in Great Britain", about 5 m. */
const GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

const source = defineSource({
  title: 'Postcodes of Great Britain',
  publisher: { name: 'Ordnance Survey', kind: 'government', reliability: 'A', reliabilityReason: 'The national mapping agency.' },
  home: 'https://osdatahub.os.uk/downloads/open/CodePointOpen',
  licence: 'Open Government Licence v3.0; © Crown copyright and Royal Mail',
  open: true,
  every: 'month',
  version: 1,
  accepts: null,
  onFromStart: false,
  checkedOn: null,
  expect: { claims: [0, 0] },

  async *discover() {
    yield { url: DOWNLOAD, as: 'postcodes', title: 'Code-Point Open' }
  },

  parse(capture) {
    const names: string[] = []
    unzipSync(capture.bytes, {
      filter: ({ name, originalSize }) => {
        if (/^(?:.*\/)?Data\/CSV\/\w+\.csv$/i.test(name)) {
          if (originalSize > MOST_BYTES) throw new InvalidError(`${name} unpacks to more than ${MOST_BYTES / 1_000_000} MB, so it was not read.`)
          names.push(name)
        }
        return false
      },
    })
    if (names.length === 0) throw new DriftError('There is no CSV file below Data/CSV in this archive. Compare it with the source’s file.')
    const counts = names.toSorted().map((name) => ({ name, count: [...placesIn(capture.bytes, name)].length }))
    return {
      ...readingOfRows({
        title: 'Code-Point Open',
        rule: 'code-point open',
        language: 'en-GB',
        rows: counts.map(({ name, count }) => ({
          cells: [
            name
              .split('/')
              .at(-1)
              ?.replace(/\.csv$/i, '')
              .toUpperCase(),
            `${count} postcodes`,
          ],
          claims: [],
        })),
      }),
      places: (function* () {
        for (const { name } of counts) yield* placesIn(capture.bytes, name)
      })(),
    }
  },
})
export default source

/** The postcodes of one file, unpacked by itself so that the whole is never in memory. */
function* placesIn(bytes: Uint8Array, wanted: string): Generator<PostcodePlace> {
  const file = unzipSync(bytes, { filter: ({ name }) => name === wanted })[wanted]
  if (!file) return
  for (const [index, line] of Buffer.from(file).toString('latin1').split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [postcode = '', quality = '', eastings = '', northings = ''] = line.split(',').map((cell) => cell.replaceAll('"', '').trim())
    if (index === 0 && /postcode/i.test(postcode)) continue
    if (!/^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/.test(postcode) || !/^\d+$/.test(eastings) || !/^\d+$/.test(northings))
      throw new DriftError(`${wanted}, line ${index + 1}, is not postcode, quality, eastings, northings. Compare the file with the source’s file.`)
    if (quality === '90') continue
    const [lon, lat] = proj4(GRID, 'WGS84', [Number(eastings), Number(northings)]) as [number, number]
    yield { postcode: postcode.replace(/\s+/g, '').replace(/(\d[A-Z]{2})$/, ' $1'), lat: Number(lat.toFixed(6)), lon: Number(lon.toFixed(6)) }
  }
}
