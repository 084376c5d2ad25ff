/** The demonstration's campaigns and actions: made-up demands and ballots, and dates in the weeks to come. */
import type { Choice } from '../src/model/ballot.ts'
import type { ActionInput, AffiliateInput, CallKind, CampaignInput, Demand } from '../src/model/campaign.ts'

const DAY_MS = 86_400_000
const day = (from: Date, days: number) => new Date(from.getTime() + days * DAY_MS).toISOString().slice(0, 10)

/** A made-up ballot that carried a campaign's call so many days ago: how its twelve seats voted, in their order. */
type MadeUpCall = {
  readonly campaign: CampaignInput
  readonly daysAgo: number
  readonly call: { readonly kind: CallKind; readonly closesOn: string | null }
  readonly reason: string
  readonly choices: readonly Choice[]
}
const votes = (yes: number, no: number, abstained: number): Choice[] => [
  ...Array<Choice>(yes).fill('yes'),
  ...Array<Choice>(no).fill('no'),
  ...Array<Choice>(abstained).fill('abstain'),
]

/** The made-up groups of the committee, with twelve seats between them. */
export const AFFILIATES: readonly (AffiliateInput & { readonly seats: number })[] = [
  ['Port Ellis Garment Workers’ Union', 'union', 'Organises the sewing halls of Port Ellis.', 3],
  ['Isk Workers’ Union', 'union', 'Organises canneries and packing sheds in the valley of the Isk.', 3],
  ['Leeds Trades Council', 'trades council', 'Brings the union branches of the city together.', 2],
  ['Barnsley Shop Stewards', 'union branch', 'Stewards of shops, depots and warehouses.', 2],
  ['Fair Thread Network', 'campaign', 'Campaigns for clothes that nobody was forced to make.', 2],
].map(([name, kind, about, seats]) => ({ name, kind, about, seats, website: null, contact: 'made up' }) as AffiliateInput & { seats: number })

const demand = (kind: Demand['kind'], text: string, state: Demand['state'], since: string): Demand => ({ kind, text, state, since, claims: [], note: null })

/** The two campaigns, each with the ballot that made its call. */
export function campaigns(today: Date): MadeUpCall[] {
  return [
    {
      campaign: {
        slug: 'cut-the-tarn-thread',
        brand: 'halden-and-row',
        title: 'Cut the Tarn thread',
        summary:
          'Customers, shop workers and garment workers ask Halden & Row to publish its chain down to the cotton and to stop buying what is spun under the scheme.',
        groups: ['port-ellis-garment-workers-union', 'leeds-trades-council', 'fair-thread-network'],
        demands: [
          demand('publish the chain', 'Publish suppliers down to the cotton.', 'broken', day(today, -212)),
          demand('cut ties', 'Stop buying what is made with yarn from Ashmere Spinning Co.', 'open', day(today, -212)),
          demand('recognise the union', 'Recognise the union at Lantern Garments.', 'open', day(today, -90)),
        ],
      },
      daysAgo: 33,
      call: { kind: 'picket', closesOn: day(today, 60) },
      reason: 'It promised its list of mills in spring and has not published it.',
      choices: votes(9, 1, 2),
    },
    {
      campaign: {
        slug: 'whose-hands',
        brand: 'marlows-table',
        title: 'Whose hands filled this bottle?',
        summary: 'Shop workers and their customers ask Marlow’s Table to say which cannery its passata comes from, and to meet the people who fill it.',
        groups: ['isk-workers-union', 'barnsley-shop-stewards'],
        demands: [
          demand('publish the chain', 'Name the cannery on the label.', 'open', day(today, -60)),
          demand('other', 'Meet the union of the valley.', 'promised', day(today, -20)),
        ],
      },
      daysAgo: 15,
      call: { kind: 'write', closesOn: null },
      reason: 'It has said that it will meet the union: ask it when.',
      choices: votes(7, 0, 3),
    },
  ]
}

const TOWNS: Readonly<Record<string, readonly [lat: number, lon: number]>> = {
  Manchester: [53.4808, -2.2426],
  Leeds: [53.7974, -1.5438],
  London: [51.5154, -0.141],
  Barnsley: [53.5526, -1.4797],
  Bristol: [51.4545, -2.5879],
}

type MadeUpAction = { readonly key: string; readonly action: ActionInput }

/** Actions in the weeks after `today`, on Saturdays but one. */
export function actions(today: Date): MadeUpAction[] {
  const saturday = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + ((6 - today.getUTCDay() + 7) % 7 || 7)))
  const at = (weeks: number, hour: number, days = 0) => new Date(saturday.getTime() + (weeks * 7 + days) * DAY_MS + hour * 3_600_000)
  const action = (
    key: string,
    kind: ActionInput['kind'],
    title: string,
    brand: string | null,
    campaign: string | null,
    startsAt: Date,
    hours: number,
    place: string,
    town: string | null,
    note: string | null,
    more: Partial<ActionInput> = {},
  ): MadeUpAction => {
    const point = town === null ? undefined : TOWNS[town]
    return {
      key: `demonstration ${key}`,
      action: {
        kind,
        title,
        brand,
        campaign,
        site: null,
        startsAt,
        endsAt: new Date(startsAt.getTime() + hours * 3_600_000),
        repeats: null,
        place,
        town,
        lat: point?.[0] ?? null,
        lon: point?.[1] ?? null,
        url: null,
        organisedBy: campaign === 'whose-hands' ? 'Barnsley Shop Stewards' : 'Leeds Trades Council',
        access: null,
        stewards: null,
        wetWeather: null,
        note,
        isPublic: true,
        ...more,
      },
    }
  }
  return [
    action(
      'picket manchester',
      'picket',
      'Picket: Halden & Row, Manchester',
      'halden-and-row',
      'cut-the-tarn-thread',
      at(0, 13),
      2,
      'Outside the shop',
      'Manchester',
      null,
      { access: 'Step-free; the kerb is dropped at the corner.', stewards: 'Two stewards in yellow.', wetWeather: 'Under the arcade.' },
    ),
    action(
      'picket leeds',
      'picket',
      'Picket: Halden & Row, Leeds',
      'halden-and-row',
      'cut-the-tarn-thread',
      at(1, 12),
      2,
      'Outside the shop',
      'Leeds',
      'Bring a placard with a fact on it.',
      { stewards: 'Three stewards in yellow.', repeats: 'every month, same weekday' },
    ),
    action(
      'stall barnsley',
      'stall',
      'Stall: whose hands filled this bottle?',
      'marlows-table',
      'whose-hands',
      at(1, 10),
      3,
      'Market square',
      'Barnsley',
      null,
      { wetWeather: 'Tea under the awning.' },
    ),
    action(
      'meeting london',
      'public meeting',
      'Meeting: from the basin to the high street',
      'halden-and-row',
      'cut-the-tarn-thread',
      at(2, 18, 3),
      2,
      'Trades hall',
      'London',
      null,
      { access: 'Signed in BSL; hearing loop; step-free.' },
    ),
    action('letters bristol', 'stall', 'Letter writing: Marlow’s Table', 'marlows-table', 'whose-hands', at(3, 11), 2, 'Library steps', 'Bristol', null),
  ]
}
