/** Publish ends: programmes and official lists, with who is said to take part and which brands lead there. */
import type { Tx } from '../db/client.ts'
import { gradeClaim, pairText } from '../model/grade.ts'
import { type ClaimRow, loadClaimsByObject, loadEvidence, loadLists, loadProgrammes } from './evidence-queries.ts'
import { graded } from './graded.ts'
import { refOf } from '../model/profile.ts'
import { brandsEndingAt, writeList, writeProgramme } from './published-queries.ts'

/** Writes the programmes and lists that these brands' chains or these claims end at. `ends` are `programme slug` or `list slug`. */
export async function publishEnds(tx: Tx, ends: ReadonlySet<string>, claims: readonly ClaimRow[], now: Date): Promise<void> {
  const all = new Set([
    ...ends,
    ...claims.filter((claim) => claim.object.kind === 'programme' || claim.object.kind === 'list').map((claim) => `${claim.object.kind} ${claim.object.slug}`),
  ])
  const slugs = (kind: string) => [...all].filter((end) => end.startsWith(`${kind} `)).map((end) => end.slice(kind.length + 1))
  await publishProgrammes(tx, slugs('programme'), now)
  await publishLists(tx, slugs('list'), now)
}

/** Writes these programmes, or all of them. */
export async function publishProgrammes(tx: Tx, slugs: readonly string[] | null, now: Date): Promise<void> {
  for (const programme of await loadProgrammes(tx, slugs)) {
    const claims = (await loadClaimsByObject(tx, { programme: programme.slug })).filter((claim) => claim.status !== 'retracted')
    const evidence = await loadEvidence(
      tx,
      claims.map((claim) => claim.id),
    )
    await writeProgramme(
      tx,
      {
        slug: programme.slug,
        name: programme.name,
        kind: programme.kind,
        region: programme.region,
        summary: programme.summary,
        names: programme.names,
        indicators: programme.indicators,
        participants: claims.map((claim) => {
          const grade = gradeClaim((evidence.get(claim.id) ?? []).map(graded))
          return {
            organisation: refOf(claim.subject),
            claim: claim.id,
            grade: grade ? pairText(grade) : null,
            status: claim.status === 'accepted' ? ('published' as const) : claim.status,
          }
        }),
        brands: await brandsEndingAt(tx, 'programme', programme.slug),
        demonstration: programme.demonstration,
        updated: now.toISOString(),
      },
      now,
    )
  }
}

/** Writes these official lists, or all of them. */
export async function publishLists(tx: Tx, slugs: readonly string[] | null, now: Date): Promise<void> {
  for (const list of await loadLists(tx, slugs)) {
    const claims = (await loadClaimsByObject(tx, { list: list.slug })).filter((claim) => claim.status !== 'retracted')
    const evidence = await loadEvidence(
      tx,
      claims.map((claim) => claim.id),
    )
    await writeList(
      tx,
      {
        ...list,
        entries: claims.filter(({ id }) => evidence.has(id)).map((claim) => ({ organisation: refOf(claim.subject), claim: claim.id })),
        updated: now.toISOString(),
      },
      now,
    )
  }
}
