/** Official lists that are known from the first day. */
import type { OfficialListInput } from '../src/model/organisation.ts'

export const lists: readonly OfficialListInput[] = [
  {
    slug: 'uflpa-entity-list',
    name: 'UFLPA Entity List',
    publisher: 'US Department of Homeland Security',
    url: 'https://www.dhs.gov/uflpa-entity-list',
    effect:
      'Goods made wholly or in part by an entity on this list are presumed to be made with forced labour and may not enter the United States, unless the importer shows otherwise (Uyghur Forced Labor Prevention Act, section 3).',
  },
  {
    slug: 'us-withhold-release-orders',
    name: 'US withhold release orders and findings',
    publisher: 'US Customs and Border Protection',
    url: 'https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings',
    effect:
      'Goods named in an order are held at the border of the United States, since there is reasonable evidence that they were made with forced labour (Tariff Act of 1930, section 307).',
  },
]

/** What the carried copy of the list is, until the list's own source has run. */
export const CARRIED_NOTE =
  'This copy of the list is of 9 July 2026: 160 rows, 144 companies and other bodies. Names in Chinese letters are those under which the companies are registered; they are not on the list itself. Companies have been added since. Check the list at its own address before you rely on a name not being here.'
