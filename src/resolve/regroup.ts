/** Regroup: which rows are one organisation, by their names' keys and by what people judged. The same rows always give the same groups. */
import { noteChanges } from '../db/change-queries.ts'
import type { Tx } from '../db/client.ts'
import { type Judged, type Member, judgedAmong, lockGroups, neighboursOf, setSameAs, subjectsOfClaimsOn } from './group-queries.ts'

const MOST_ROUNDS = 12

/**
 * Works out anew the groups of these rows and of all that hang together with them, and notes what then reads otherwise.
 * @returns the ids whose meaning changed
 */
export async function regroup(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  await lockGroups(tx)
  let members = await neighboursOf(tx, [...new Set(ids)])
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const wider = await neighboursOf(
      tx,
      members.map((member) => member.id),
    )
    if (wider.length === members.length) break
    members = wider
  }
  const speaker = speakers(
    members,
    await judgedAmong(
      tx,
      members.map((member) => member.id),
    ),
  )
  const changes = members.flatMap((member) => {
    const sameAs = speaker.get(member.id) ?? null
    return sameAs === member.sameAs ? [] : [{ id: member.id, sameAs, before: member.sameAs }]
  })
  if (changes.length === 0) return []
  await setSameAs(tx, changes)
  const touched = [...new Set(changes.flatMap(({ id, sameAs, before }) => [id, sameAs, before]).filter((id) => id !== null))]
  await noteChanges(tx, [...touched, ...(await subjectsOfClaimsOn(tx, touched))])
  return changes.map((change) => change.id)
}

/**
 * For each row that another one speaks for, which. Rows of one name key and one country are one. A row without a country is the
 * same as those of its name key that have one, if there is just one country; rows judged the same are one; nothing joins a pair
 * that was judged different directly.
 */
export function speakers(members: readonly Member[], judged: readonly Judged[]): Map<string, string> {
  const ruling = new Map(judged.map(({ leftId, rightId, ruling: its }) => [`${leftId} ${rightId}`, its]))
  const rulingOf = (a: string, b: string) => ruling.get(a < b ? `${a} ${b}` : `${b} ${a}`)
  const parent = new Map(members.map(({ id }) => [id, id]))
  const top = (id: string): string => {
    let at = id
    while (parent.get(at) !== at) at = parent.get(at) as string
    return at
  }
  const join = (a: string, b: string) => parent.set(top(a), top(b))
  const byKey = new Map<string, Member[]>()
  for (const member of members)
    byKey.set(`${member.nameKey} ${member.demonstration}`, [...(byKey.get(`${member.nameKey} ${member.demonstration}`) ?? []), member])
  for (const group of byKey.values()) {
    const countries = new Set(group.map((member) => member.country).filter(Boolean))
    for (const [i, one] of group.entries())
      for (const other of group.slice(i + 1)) {
        const isOneCountry = one.country === other.country || (countries.size === 1 && (one.country === '' || other.country === ''))
        if (isOneCountry && rulingOf(one.id, other.id) !== 'different') join(one.id, other.id)
      }
  }
  for (const { leftId, rightId, ruling: its } of judged) if (its === 'same' && parent.has(leftId) && parent.has(rightId)) join(leftId, rightId)
  const groups = new Map<string, Member[]>()
  for (const member of members) groups.set(top(member.id), [...(groups.get(top(member.id)) ?? []), member])
  const speaks = new Map<string, string>()
  for (const group of groups.values()) {
    const first = group.toSorted(bySpeaking)[0] as Member
    for (const member of group) if (member.id !== first.id) speaks.set(member.id, first.id)
  }
  return speaks
}

/** Who speaks for a group: a row with a country, a brand, one with an address of its own, a known one; then the smallest id. */
function bySpeaking(a: Member, b: Member): number {
  return (
    Number(b.country !== '') - Number(a.country !== '') ||
    Number(b.kind === 'brand') - Number(a.kind === 'brand') ||
    Number(b.hasSlug) - Number(a.hasSlug) ||
    Number(b.known) - Number(a.known) ||
    (a.id < b.id ? -1 : 1)
  )
}
