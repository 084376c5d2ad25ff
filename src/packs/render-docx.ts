/** Render DOCX: a pack as a document to edit, its notes as a numbered list at the end. */
import { AlignmentType, Document, HeadingLevel, LevelFormat, Packer, Paragraph, TextRun } from 'docx'
import type { Block, Pack, Run } from './pack.ts'

const SANS = 'Arial'
const runsOf = (runs: readonly Run[]): TextRun[] =>
  runs.flatMap((run) =>
    typeof run === 'string'
      ? [new TextRun(run)]
      : [new TextRun(run.fact), ...(run.notes.length > 0 ? [new TextRun({ text: run.notes.join(','), superScript: true })] : [])],
  )

function paragraphsOf(block: Block, list: () => string): Paragraph[] {
  switch (block.kind) {
    case 'title':
      return [new Paragraph({ heading: HeadingLevel.TITLE, children: runsOf(block.runs) })]
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: runsOf(block.runs) })]
    case 'list':
      return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: runsOf(item) }))
    case 'numbered': {
      const reference = list()
      return block.items.map((item) => new Paragraph({ numbering: { reference, level: 0 }, children: runsOf(item) }))
    }
    case 'said':
      return [new Paragraph({ indent: { left: 400 }, children: runsOf(block.runs) })]
    case 'page':
      return [new Paragraph({ pageBreakBefore: true })]
    default:
      return [new Paragraph({ spacing: { after: 160 }, children: runsOf(block.runs) })]
  }
}

/** The document's bytes. `sources` is the heading of its notes. It says nothing of who made it. */
export async function renderDocx(pack: Pack, sources: string): Promise<Uint8Array> {
  const lists: string[] = []
  const list = () => {
    lists.push(`list-${lists.length}`)
    return lists.at(-1) as string
  }
  const children = [
    ...pack.blocks.flatMap((block) => paragraphsOf(block, list)),
    new Paragraph({ heading: HeadingLevel.HEADING_3, children: [new TextRun(sources)] }),
    ...pack.notes.map(({ n, text, source, url }) => new Paragraph({ children: [new TextRun({ text: `${n}. ${text} ${source}. ${url}`, size: 18 })] })),
    ...pack.foot.map((line) => new Paragraph({ children: [new TextRun({ text: line, size: 18 })] })),
  ]
  const level = {
    level: 0,
    format: LevelFormat.DECIMAL,
    text: '%1.',
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: 500, hanging: 360 } } },
  }
  const document = new Document({
    creator: 'Unpick',
    title: pack.title,
    styles: { default: { document: { run: { font: SANS, size: 22 } } } },
    numbering: { config: lists.map((reference) => ({ reference, levels: [level] })) },
    sections: [{ children }],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}
