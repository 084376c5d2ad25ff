/** Extract capture: finds names and candidate claims in one capture's text and keeps them. */
import { loadFolder } from '../load.ts'
import { join } from 'node:path'
import type { Db } from '../db/client.ts'
import type { StatedClaim } from '../model/claim.ts'
import { EXTRACT_VERSION, extractClaims, literalClaims, objectName } from './extract-claims.ts'
import { followKnowledge } from './knowledge.ts'
import type { Model } from './model.ts'
import { type ReadingToExtract, findReadingToExtract, saveExtraction } from './queries.ts'
import { type CompiledRule, type Rule, compileRule } from './rule.ts'

export type Extractor = {
  /** The stage's present version: that of the code and of every rule. */
  readonly version: number
  /** Searches one capture. Running it twice changes nothing. */
  readonly extract: (captureId: string) => Promise<void>
}

/** Every rule of the folder, compiled. */
export async function loadRules(): Promise<CompiledRule[]> {
  const rules = await loadFolder<Rule>(join(import.meta.dirname, 'rules'))
  return [...rules].map(([id, rule]) => compileRule(id, rule))
}

/**
 * An extractor that keeps the names index and makes it anew when the known names change. A model, where there is one, is sent only
 * texts whose publisher's setting allows it; when it fails, `troubled` is told and the rules' finds stand alone.
 */
export async function createExtractor(db: Db, model: Model | null = null, troubled: (problem: unknown) => void = () => undefined): Promise<Extractor> {
  const rules = await loadRules()
  const version = EXTRACT_VERSION * 1_000 + rules.reduce((sum, { rule }) => sum + rule.version, 0)
  const knowledgeNow = followKnowledge(db, rules)
  async function proposed(reading: ReadingToExtract): Promise<StatedClaim[]> {
    if (!model || !reading.modelMayRead) return []
    try {
      return await model.propose(reading.text)
    } catch (problem) {
      troubled(problem)
      return []
    }
  }
  return {
    version,
    async extract(captureId) {
      const reading = await findReadingToExtract(db, captureId)
      if (!reading) return
      const { knowledge, revision } = await knowledgeNow()
      const found = extractClaims(reading.text, reading.spans, knowledge)
      const stated = literalClaims(reading.text, reading.stated)
      // A table's rows state their claims outright; rules for prose would only repeat them.
      const claims = stated.claims.length > 0 ? stated.claims : [...found.claims, ...besidesFound(await proposed(reading), found.claims)]
      await saveExtraction(db, captureId, reading, { version, namesRevision: revision }, found.mentions, claims)
    },
  }
}

/** A model's proposals that no rule has found in the same words. */
function besidesFound(proposals: readonly StatedClaim[], found: readonly StatedClaim[]): StatedClaim[] {
  const keyOf = (claim: StatedClaim) => JSON.stringify([claim.subject.name, claim.predicate, objectName(claim.object)])
  return proposals.filter((proposal) => !found.some((claim) => claim.start < proposal.end && proposal.start < claim.end && keyOf(claim) === keyOf(proposal)))
}
