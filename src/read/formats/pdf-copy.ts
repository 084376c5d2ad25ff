/** A PDF without metadata: properties, XMP, names of those who commented, attachments and scripts are left out; the pages stay as they are. */
import { InvalidError, messageOf } from '../../errors.ts'

/** Entries that say something of people or run something, wherever they stand. */
const DROPPED = ['Metadata', 'PieceInfo', 'LastModified', 'AA', 'OpenAction', 'EmbeddedFiles', 'JavaScript', 'AF', 'Info'] as const
const OF_COMMENTS = ['T', 'M', 'CreationDate', 'NM', 'Subj'] as const

/** Writes a PDF anew without metadata. @throws InvalidError when it cannot be opened */
export async function stripPdf(bytes: Uint8Array): Promise<Uint8Array> {
  const mupdf = await import('mupdf')
  try {
    const document = new mupdf.PDFDocument(bytes)
    if (document.needsPassword()) throw new InvalidError('This PDF needs a password, so no copy of it is made.')
    const trailer = document.getTrailer()
    const info = trailer.get('Info')
    const keys: string[] = []
    if (info.isDictionary()) info.forEach((_, key) => keys.push(String(key)))
    for (const key of keys) info.delete(key)
    trailer.delete('Info')
    const root = trailer.get('Root')
    for (const name of DROPPED) root.delete(name)
    const names = root.get('Names')
    if (!names.isNull()) for (const name of DROPPED) names.delete(name)
    for (let number = 1; number < document.countObjects(); number += 1) {
      const object = document.newIndirect(number).resolve()
      if (!object.isDictionary()) continue
      for (const name of DROPPED) object.delete(name)
      if (object.get('Type').isName() && object.get('Type').asName() === 'Annot') for (const name of OF_COMMENTS) object.delete(name)
    }
    return document.saveToBuffer('garbage=4,compress,decrypt').asUint8Array().slice()
  } catch (cause) {
    if (cause instanceof InvalidError) throw cause
    throw new InvalidError(`Of this PDF no copy could be made: ${messageOf(cause)}.`, [], { cause })
  }
}
