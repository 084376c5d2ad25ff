/** Resolve capture: turns the names of candidate claims into organisations, and candidates into claims with evidence. */
import { type Db, type Tx, transact } from '../db/client.ts'
import { learnNames, noteChanges } from '../db/change-queries.ts'
import { hashId } from '../model/id.ts'
import {
  type CandidateRow,
  type ClaimInput,
  type EvidenceInput,
  type ResolvingCapture,
  finishResolving,
  findCandidates,
  foldLoose,
  noteEditions,
  programmesByName,
  syncEvidence,
  upsertClaims,
  upsertSite,
} from './queries.ts'
import { judgeByIdentifier } from './judge.ts'
import { giveSlugs, upsertOrganisation } from './organisation-queries.ts'
import { regroup } from './regroup.ts'

/** Raise when names come to other organisations than before: old candidates fall due again. */
export const RESOLVE_VERSION = 2

/** Rules whose claims a document's layout states outright begin so; their names are known from then on. */
export const ROW_RULE = 'row: '

type Context = {
  readonly tx: Tx
  readonly capture: ResolvingCapture
  readonly programmes: ReadonlyMap<string, string>
  readonly organisations: Map<string, string>
}

/** Resolves one capture, in one transaction. Running it twice changes nothing. */
export async function resolveCapture(db: Db, captureId: string): Promise<void> {
  await transact(db, async (tx) => {
    const capture = await findCandidates(tx, captureId)
    if (!capture) return
    const context: Context = { tx, capture, programmes: await programmesByName(tx), organisations: new Map() }
    const claims = new Map<string, ClaimInput>()
    const evidence: EvidenceInput[] = []
    const stated = new Set<string>()
    for (const candidate of capture.candidates) {
      const claim = await claimOf(context, candidate)
      if (!claim) continue
      claims.set(claim.id, claim)
      if (candidate.rule.startsWith(ROW_RULE)) for (const id of [claim.subjectId, claim.objectOrganisationId]) if (id) stated.add(id)
      evidence.push({
        id: hashId('evi', claim.id, candidate.passageId, candidate.stance),
        claimId: claim.id,
        passageId: candidate.passageId,
        stance: candidate.stance,
        confidence: candidate.confidence,
        rule: candidate.rule,
        submittedBy: candidate.submittedBy ?? capture.submittedBy,
      })
    }
    await upsertClaims(tx, [...claims.values()])
    const changed = await syncEvidence(tx, capture.readingId, evidence)
    await giveSlugs(tx, [...context.organisations.values()])
    const ids = [...context.organisations.values()]
    await regroup(tx, ids)
    await judgeByIdentifier(tx, ids, new Date())
    await learnNames(tx, [...stated])
    await noteChanges(tx, [...changed, ...(await editionsOf(tx, capture, captureId, [...claims.values()]))])
    await finishResolving(tx, captureId, capture.documentId, RESOLVE_VERSION)
  })
}

/** Notes the lists that a capture of an authority's own list is an edition of. @returns whose pages that may change */
async function editionsOf(tx: Tx, capture: ResolvingCapture, captureId: string, claims: readonly ClaimInput[]): Promise<string[]> {
  const lists = new Set(
    capture.accepts === 'official list' && !capture.demonstration
      ? claims.flatMap((claim) => (claim.predicate === 'listed_on' ? (claim.objectList ?? []) : []))
      : [],
  )
  return lists.size === 0 ? [] : await noteEditions(tx, captureId, capture.fetchedAt, [...lists])
}

/** The claim that a candidate proposes; null when its object is not known here, or it is of itself. */
async function claimOf(context: Context, candidate: CandidateRow): Promise<ClaimInput | null> {
  const isStated = candidate.rule.startsWith(ROW_RULE)
  const subjectId = await organisationOf(context, candidate.subject, isStated)
  const object = await objectOf(context, candidate, subjectId)
  if (!object || object.objectOrganisationId === subjectId) return null
  const ends = { objectOrganisationId: null, objectProgrammeId: null, objectList: null, objectSiteId: null, objectText: null, ...object }
  return {
    id: hashId('clm', subjectId, candidate.predicate, ...Object.values(ends)),
    subjectId,
    predicate: candidate.predicate,
    ...ends,
    product: candidate.product,
    tier: candidate.tier,
    period: candidate.period,
    acceptRule: candidate.rule.startsWith(ROW_RULE) ? context.capture.accepts : null,
    demonstration: context.capture.demonstration,
  }
}

type ObjectColumns = Partial<Pick<ClaimInput, 'objectOrganisationId' | 'objectProgrammeId' | 'objectList' | 'objectSiteId' | 'objectText'>>

async function objectOf(context: Context, { object, rule }: CandidateRow, subjectId: string): Promise<ObjectColumns | null> {
  if (object.type === 'organisation') return { objectOrganisationId: await organisationOf(context, object.organisation, rule.startsWith(ROW_RULE)) }
  if (object.type === 'list') return { objectList: object.slug }
  if (object.type === 'site') return { objectSiteId: await upsertSite(context.tx, subjectId, object.site, context.capture.demonstration) }
  if (object.type === 'pledge' || object.type === 'place') return { objectText: object.text }
  const programme = context.programmes.get(foldLoose(object.name))
  return programme === undefined ? null : { objectProgrammeId: programme }
}

async function organisationOf(context: Context, name: CandidateRow['subject'], isStated: boolean): Promise<string> {
  const key = JSON.stringify([name, isStated])
  const known = context.organisations.get(key)
  if (known !== undefined) return known
  const made = await upsertOrganisation(context.tx, name, context.capture.demonstration, isStated)
  context.organisations.set(key, made.id)
  return made.id
}
