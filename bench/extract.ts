/**
 * Extract: precision, recall and F1 of organisations and claims: on gold sentences of our own (the half kept apart from tuning by
 * itself), on the shared reports with their gold, and on sentences labelled with company relations, where those are there; and how
 * fast known names are found. `--misses` prints what went wrong.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from '../catalogue/catalogue.ts'
import { loadRules } from '../src/extract/extract-capture.ts'
import { catalogueNames } from '../src/extract/catalogue-names.ts'
import { knowledgeOf } from '../src/extract/extract-claims.ts'
import { KNOWN_BRANDS } from './extract/gold.ts'
import { scoreGold } from './extract/score-gold.ts'
import { scoreRelations } from './extract/score-relations.ts'
import { scoreReports } from './extract/score-reports.ts'
import { scanSpeed } from './extract/scan-speed.ts'

const SHARED = join(import.meta.dirname, '../../shared/data')
const asked = process.argv.slice(2)
const wants = (part: string) => asked.every((word) => word.startsWith('--')) || asked.includes(part)
const isShown = asked.includes('--misses')

const names = catalogueNames(catalogue)
const rules = await loadRules()
const knowing = (more: readonly string[]) => {
  return knowledgeOf([...names, ...more.map((name) => ({ name, kind: 'organisation' as const, id: name, ambiguous: false }))], rules)
}

if (wants('gold')) scoreGold(knowing(KNOWN_BRANDS), isShown)
if (wants('reports')) {
  if (existsSync(join(SHARED, 'reports'))) await scoreReports(join(SHARED, 'reports'), knowing([]), isShown)
  else console.log('The shared reports are not here: they are not scored.')
}
if (wants('relations')) {
  if (existsSync(join(SHARED, 'relations'))) await scoreRelations(join(SHARED, 'relations'), knowing, isShown)
  else console.log('The shared relations are not here: they are not scored.')
}
if (wants('speed')) scanSpeed()
