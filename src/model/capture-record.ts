/** Capture records: what the public sees of a sealed copy, and of its text. */
import { z } from 'zod'
import { DocumentRef, Iso, PublisherRef } from './profile.ts'

export const CaptureRecord = z
  .object({
    sha256: z.string(),
    bytes: z.number().int(),
    mediaType: z.string(),
    url: z.string(),
    finalUrl: z.string().describe('The address after redirects'),
    status: z.number().int(),
    headers: z.record(z.string(), z.string()).describe('Response headers as received; cookies left out'),
    fetched: Iso,
    via: z.enum(['web', 'file', 'web archive', 'imported']).describe('Where the bytes came from'),
    archived: Iso.nullable().describe('When a web archive had fetched it'),
    saved: Iso.nullish().describe('When the person who handed it over as a file says they saved it'),
    versions: z.array(z.object({ sha256: z.string(), fetched: Iso, public: z.boolean() })).describe('Every sealed copy of this document, oldest first'),
    gone: z.boolean().describe('The address answers no more; the copies stay'),
    document: DocumentRef,
    publisher: PublisherRef,
    open: z.boolean().describe('The licence lets everyone read the whole text; otherwise only quoted passages are shown'),
    licence: z.string().nullable(),
    masked: z.boolean().describe('Names of private persons stand as █'),
    download: z
      .object({ sha256: z.string(), withoutMetadata: z.boolean() })
      .nullable()
      .describe('What everyone may download: the sealed bytes, or of a file that somebody added a copy without its metadata'),
    passages: z.array(z.object({ start: z.number().int(), end: z.number().int(), claim: z.string(), statement: z.string() })),
    demonstration: z.boolean(),
  })
  .meta({ id: 'Capture' })
export type CaptureRecord = z.infer<typeof CaptureRecord>

export const CaptureText = z
  .object({
    sha256: z.string(),
    text: z.string().describe('The text as read. Where it may not be shown whole, every withheld character stands as ░, so that places still count'),
    complete: z.boolean(),
    shown: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
  })
  .meta({ id: 'CaptureText' })
export type CaptureText = z.infer<typeof CaptureText>
