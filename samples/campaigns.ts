/** The demonstration's campaigns and actions: made-up demands and ballots, and dates in the weeks to come. */
import type { ActionInput, CampaignInput } from '../src/model/campaign.ts'

const DAY_MS = 86_400_000
const day = (from: Date, days: number) => new Date(from.getTime() + days * DAY_MS).toISOString().slice(0, 10)

/** The two campaigns, with calls that are open from `today` on. */
export function campaigns(today: Date): CampaignInput[] {
  return [
    {
      slug: 'cut-the-tarn-thread',
      brand: 'halden-and-row',
      title: 'Cut the Tarn thread',
      summary:
        'Customers, shop workers and garment workers ask Halden & Row to publish its chain down to the cotton and to stop buying what is spun under the scheme.',
      groups: ['Port Ellis Garment Workers’ Union', 'Leeds Trades Council', 'Fair Thread Network'],
      demands: [
        { text: 'Publish suppliers down to the cotton.', state: 'broken', since: day(today, -212) },
        { text: 'Stop buying what is made with yarn from Ashmere Spinning Co.', state: 'open', since: day(today, -212) },
        { text: 'Recognise the union at Lantern Garments.', state: 'open', since: day(today, -90) },
      ],
      call: { kind: 'picket', opensOn: day(today, -30), closesOn: day(today, 60), ballot: { yes: 9, no: 1, abstained: 2, heldOn: day(today, -33) } },
    },
    {
      slug: 'whose-hands',
      brand: 'marlows-table',
      title: 'Whose hands filled this bottle?',
      summary: 'Shop workers and their customers ask Marlow’s Table to say which cannery its passata comes from, and to meet the people who fill it.',
      groups: ['Isk Workers’ Union', 'Barnsley Shop Stewards'],
      demands: [
        { text: 'Name the cannery on the label.', state: 'open', since: day(today, -60) },
        { text: 'Meet the union of the valley.', state: 'promised', since: day(today, -20) },
      ],
      call: { kind: 'write', opensOn: day(today, -14), closesOn: null, ballot: { yes: 7, no: 0, abstained: 3, heldOn: day(today, -15) } },
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

/** Actions in the weeks after `today`, on Saturdays but one. */
export function actions(today: Date): ActionInput[] {
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
  ): ActionInput => {
    const point = town === null ? undefined : TOWNS[town]
    return {
      key: `demonstration ${key}`,
      kind,
      title,
      brand,
      campaign,
      startsAt,
      endsAt: new Date(startsAt.getTime() + hours * 3_600_000),
      place,
      town,
      lat: point?.[0] ?? null,
      lon: point?.[1] ?? null,
      note,
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
      'Step-free. Stewards in yellow.',
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
      'Tea under the awning if it rains.',
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
      'Signed in BSL.',
    ),
    action('letters bristol', 'stall', 'Letter writing: Marlow’s Table', 'marlows-table', 'whose-hands', at(3, 11), 2, 'Library steps', 'Bristol', null),
  ]
}
