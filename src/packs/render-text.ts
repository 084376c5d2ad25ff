/** Render text: a pack as plain text, for mail and for copying. */
import type { Block, Pack, Run } from './pack.ts'

const textOf = (runs: readonly Run[]): string =>
  runs.map((run) => (typeof run === 'string' ? run : `${run.fact}${run.notes.length > 0 ? ` [${run.notes.join(', ')}]` : ''}`)).join('')

function linesOf(block: Block): string[] {
  if (block.kind === 'page') return []
  if ('items' in block) return [block.items.map((item, i) => `${block.kind === 'list' ? '-' : `${i + 1}.`} ${textOf(item)}`).join('\n')]
  return [textOf(block.runs)]
}

/** Its paragraphs, an empty line between, then the notes. */
export function renderText(pack: Pack, sources: string): string {
  const notes = pack.notes.map(({ n, text, source, url }) => `[${n}] ${text} ${source}. ${url}`)
  return [...pack.blocks.flatMap(linesOf), ...(notes.length > 0 ? [`${sources}\n${notes.join('\n')}`] : []), pack.foot.join('\n')].join('\n\n')
}
