/** What the demonstration knows from the start: its made-up programmes and its made-up official list. */
import type { Catalogue } from '../src/resolve/seed-catalogue.ts'

export const catalogue: Catalogue = {
  brands: [],
  programmes: [
    {
      slug: 'tarn-basin-labour-placement-scheme',
      name: 'Tarn Basin labour placement scheme',
      kind: 'state labour transfer scheme',
      region: 'Tarn Basin',
      summary: 'County offices place villagers of the basin in mills and gins, and count the places.',
      names: ['Tarn Basin labour placement scheme', 'Tarn labour placement scheme'],
      indicators: [
        'Abuse of vulnerability',
        'Restriction of movement',
        'Intimidation and threats',
        'Withholding of wages',
        'Isolation',
        'Abusive working and living conditions',
      ],
    },
    {
      slug: 'isk-valley-pairing-programme',
      name: 'Isk Valley pairing programme',
      kind: 'state pairing programme',
      region: 'Isk Province',
      summary: 'Factories in the province are paired with villages and house those who are sent.',
      names: ['Isk Valley pairing programme', 'Isk pairing programme'],
      indicators: ['Restriction of movement', 'Withholding of wages', 'Isolation'],
    },
    {
      slug: 'kerran-prison-workshops',
      name: 'Kerran prison workshops',
      kind: 'prison labour',
      region: 'Kerran',
      summary: 'Prisoners sew, pack and solder for companies; the prison keeps the wages.',
      names: ['Kerran prison workshops', 'Kerran workshops'],
      indicators: ['Withholding of wages', 'Intimidation and threats'],
    },
  ],
  lists: [
    {
      slug: 'import-ban-list',
      name: 'Import ban list',
      publisher: 'Trade Fairness Office',
      url: 'urn:unpick:demonstration',
      effect: 'Goods of a firm on this list may not be landed, unless the importer shows that no forced labour was used. Made up for the demonstration.',
    },
  ],
}
