/** Mail (EML) to text: the subject and the body. Addresses of people are left out; attachments are named, and added by themselves. */
import PostalMime from 'postal-mime'
import { InvalidError, messageOf } from '../../errors.ts'
import { dayOfInstant } from '../../model/day.ts'
import type { Reading } from '../../model/document.ts'
import { createTextBuilder } from '../text-builder.ts'
import { readHtml } from './html.ts'

/** Reads a mail. @throws InvalidError when it is none */
export async function readEml(bytes: Uint8Array): Promise<Reading> {
  try {
    const mail = await PostalMime.parse(bytes)
    const builder = createTextBuilder()
    if (mail.subject) builder.add(mail.subject.trim(), {})
    const body = mail.html ? readHtml(mail.html) : null
    const paragraphs = body ? body.spans.map((span) => body.text.slice(span.start, span.end)) : (mail.text ?? '').split(/\r?\n\s*\r?\n/)
    for (const paragraph of paragraphs) builder.add(paragraph.replace(/\s+/g, ' ').trim(), {})
    const attached = mail.attachments.map((attachment) => attachment.filename).filter(Boolean)
    if (attached.length > 0) builder.add(`Attached, to be added by themselves: ${attached.join('; ')}`, {})
    return {
      title: mail.subject?.trim().slice(0, 200) || null,
      language: null,
      publishedOn: mail.date ? dayOfInstant(new Date(mail.date)) : null,
      ...builder.build(),
      claims: [],
    }
  } catch (cause) {
    if (cause instanceof InvalidError) throw cause
    throw new InvalidError(`This mail could not be read: ${messageOf(cause)}. Save its text and add that file.`, [], { cause })
  }
}
