/** Render worker: what runs in the thread that makes packs into files. */
import { answerWith } from '../answering.ts'
import { renderDocx } from './render-docx.ts'
import type { RenderQuestion } from './render-pack.ts'
import { renderPdf, renderPicture } from './render-pdf.ts'

answerWith<RenderQuestion>(async ({ pack, ending, sources }) => {
  if (ending === 'docx') return await renderDocx(pack, sources)
  return ending === 'pdf' ? renderPdf(pack, sources) : renderPicture(pack, sources)
})
