/** Extract capture: finds names and candidate claims in one capture's text and keeps them. */
import { loadFolder } from '../load.ts'
import { join } from 'node:path'
import type { Db } from '../db/client.ts'
import { EXTRACT_VERSION, extractClaims, type Knowledge, literalClaims, programmeTitles } from './extract-claims.ts'
import { createNamesIndex } from './names-index.ts'
import { findReadingToExtract, listKnownNames, namesRevision, saveExtraction } from './queries.ts'
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

/** An extractor that keeps the names index and makes it anew when the known names change. */
export async function createExtractor(db: Db): Promise<Extractor> {
  const rules = await loadRules()
  const version = EXTRACT_VERSION * 1_000 + rules.reduce((sum, { rule }) => sum + rule.version, 0)
  let kept: { revision: number; knowledge: Knowledge } | null = null
  const knowledgeNow = async () => {
    const revision = await namesRevision(db)
    if (kept?.revision !== revision) {
      const names = await listKnownNames(db)
      kept = { revision, knowledge: { find: createNamesIndex(names).find, programmes: programmeTitles(names), rules } }
    }
    return kept
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
      const claims = stated.claims.length > 0 ? stated.claims : found.claims
      await saveExtraction(db, captureId, reading, { version, namesRevision: revision }, found.mentions, claims)
    },
  }
}
