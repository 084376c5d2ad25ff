/** JSON within bounds: how deep and how wide it is, is looked at before it is taken apart, so that junk costs a glance. */
import { InvalidError, messageOf } from '../errors.ts'

/** What any request of ours fits in with room to spare. */
export const JSON_BOUNDS = { depth: 20, wide: 1_000, values: 20_000 } as const
export type JsonBounds = { readonly [bound in keyof typeof JSON_BOUNDS]: number }

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [BRACE, BRACKET, END_BRACE, END_BRACKET] = [0x7b, 0x5b, 0x7d, 0x5d]

/**
 * Refuses JSON that is deeper, or has more values in one list or object, or in all, than `bounds`. Whether it is JSON at all is not looked at:
 * only commas and brackets outside strings are counted.
 * @throws InvalidError saying what is too much
 */
export function refuseUnbounded(text: string, { depth, wide, values }: JsonBounds = JSON_BOUNDS): void {
  const widths: number[] = []
  let all = 1
  for (let i = 0; i < text.length; i += 1) {
    const letter = text.charCodeAt(i)
    if (letter === QUOTE) i = endOfString(text, i)
    else if (letter === BRACE || letter === BRACKET) {
      if (widths.push(1) > depth) throw new InvalidError(`This JSON has more than ${depth} levels. Send it flatter.`)
      all += 1
    } else if (letter === END_BRACE || letter === END_BRACKET) widths.pop()
    else if (letter === COMMA) {
      all += 1
      const width = (widths[widths.length - 1] = (widths.at(-1) ?? 1) + 1)
      if (width > wide) throw new InvalidError(`This JSON has a list or an object of more than ${wide} values. Send it in parts.`)
    }
    if (all > values) throw new InvalidError(`This JSON has more than ${values} values. Send it in parts.`)
  }
}

/** Where the string that begins at a place ends. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return end
  }
  return text.length
}

/** Takes JSON apart, within bounds. @throws InvalidError for what is none or too much; `what` says what was to be JSON */
export function readJson(text: string, what: string, bounds: JsonBounds = JSON_BOUNDS): unknown {
  refuseUnbounded(text, bounds)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InvalidError(text.trim() === '' ? `${what} is empty; it should be JSON.` : `${what} is no JSON: ${whereOf(cause)}.`, [], { cause })
  }
}

/** Where a text stops being JSON, in words. The messages are V8's. */
function whereOf(cause: unknown): string {
  const message = messageOf(cause)
  const place = /line (\d+) column (\d+)/.exec(message)
  if (place) return `it breaks at line ${place[1]}, column ${place[2]}`
  return /end of JSON/i.test(message) ? 'it ends too early' : 'it begins as none does'
}
