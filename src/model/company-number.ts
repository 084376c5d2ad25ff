/** Company numbers of the registers of the United Kingdom, in the one way that they are written here. */

const LENGTH = 8

/**
 * A number of Companies House in eight places: digits padded with zeros (00214436), a prefix of two letters kept before them (SC012345,
 * NI045678, OC301540). Null for what is no such number.
 */
export function companyNumber(text: string | number | null | undefined): string | null {
  const [, letters = '', digits = ''] =
    /^([A-Z]{2}|[A-Z](?=0))?(\d{1,8})$/.exec(
      String(text ?? '')
        .replace(/[\s.-]+/g, '')
        .toUpperCase(),
    ) ?? []
  if (digits === '' || /^0*$/.test(digits) || digits.length + letters.length > LENGTH) return null
  return `${letters}${digits.padStart(LENGTH - letters.length, '0')}`
}

/** GLEIF's codes of the registers of Companies House: England and Wales, Northern Ireland, Scotland. Source: GLEIF Registration Authorities List. */
const REGISTERS = new Set(['RA000585', 'RA000586', 'RA000587'])

/** The number of a company that a legal entity's record names, where it is one of Companies House, as an identifier; none otherwise. */
export function companyIdentifiers(authority: string | null | undefined, number: string | null | undefined): string[] {
  const its = REGISTERS.has(authority ?? '') ? companyNumber(number) : null
  return its === null ? [] : [`gb-coh:${its}`]
}
