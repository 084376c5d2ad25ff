/** Extraction: what a text would yield, as the API and the command line show it. Places are Unicode code points. */
import { z } from 'zod'
import { Predicate, Stance } from './claim.ts'

const place = {
  start: z.number().int().describe('Where it begins in the text, in Unicode code points'),
  end: z.number().int().describe('Where it ends, exclusive'),
  page: z.number().int().nullable().describe('Its page, where the document has pages'),
}

export const Extraction = z
  .object({
    language: z.string().nullable().describe('The document’s language, where it is stated or clear'),
    pages: z.number().int().nullable().describe('How many pages it has, where it has pages'),
    organisations: z.array(
      z.object({
        name: z.string().describe('As the text has it'),
        kind: z.string().describe('What sort of organisation it is, as far as that is known'),
        known: z.boolean().describe('Whether it was known before'),
        method: z.string().describe('How it was found'),
        ...place,
      }),
    ),
    programmes: z.array(
      z.object({
        name: z.string(),
        kind: z.literal('programme'),
        programme: z.string().describe('Which programme it stands for'),
        known: z.boolean(),
        ...place,
      }),
    ),
    claims: z.array(
      z.object({
        subject: z.string(),
        predicate: Predicate,
        object: z.string(),
        product: z.string().nullable(),
        tier: z.number().int().nullable(),
        period: z.string().nullable().describe('As the text has it'),
        quote: z.string().describe('The literal words of the text'),
        ...place,
        row: z.number().int().nullable().describe('Its row, in a table'),
        language: z.string().nullable().describe('The quote’s language, where it is clear'),
        stance: Stance,
        confidence: z.number().min(0).max(1),
        rule: z.string().describe('What found it'),
        why: z.string().nullable().describe('How it was found, in a sentence'),
      }),
    ),
  })
  .meta({ id: 'Extraction' })
export type Extraction = z.infer<typeof Extraction>

/** What is handed in to be searched: bytes as a file would hold them. */
export type ExtractInput = { readonly bytes: Uint8Array; readonly mediaType: string; readonly fileName: string }
/** Reads and searches; nothing is stored. @throws InvalidError when it cannot be read */
export type ExtractText = (input: ExtractInput) => Promise<Extraction>
