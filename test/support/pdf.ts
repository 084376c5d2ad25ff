/** PDFs of words at places, for tests: one page a list of words, in Helvetica. */

export type PlacedWords = readonly [x: number, y: number, words: string]

/** A PDF of A4 pages on their side; `y` from the top. */
export function pdfOf(pages: readonly (readonly PlacedWords[])[], size = 9): Uint8Array {
  const escape = (words: string) => words.replace(/[\\()]/g, '\\$&')
  const streams = pages.map((words) => words.map(([x, y, text]) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${595 - y} Tm (${escape(text)}) Tj ET`).join('\n'))
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...streams.flatMap((stream, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`,
      `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
    ]),
  ]
  let text = '%PDF-1.4\n'
  const places: number[] = []
  for (const [i, object] of objects.entries()) {
    places.push(Buffer.byteLength(text, 'latin1'))
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = Buffer.byteLength(text, 'latin1')
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** The words of a table's rows, its columns at `lefts`, from `top` on; a cell's line breaks go on below it. */
export function placedRows(rows: readonly (readonly string[])[], lefts: readonly number[], top: number, pitch = 18): PlacedWords[] {
  let y = top
  return rows.flatMap((cells) => {
    const lines = Math.max(1, ...cells.map((cell) => cell.split('\n').length))
    const placed = cells.flatMap((cell, i) =>
      cell.split('\n').flatMap((words, line): PlacedWords[] => (words === '' ? [] : [[lefts[i] as number, y + 10 * line, words]])),
    )
    y += pitch + 10 * (lines - 1)
    return placed
  })
}
