/** Names in a cell: several firms, each with the other names that it is known as. */

const ALSO = /,?\s*(?:\(?\s*(?:a\.?\/?k\.?\/?a\.?|also known as|formerly known as|f\.?\/?k\.?\/?a\.?|d\.?\/?b\.?\/?a\.?)[:\s]+)/i

/** The firms a cell names, parted by semicolons or line breaks; `a/k/a` and its kin lead to other names of the one before. */
export function namesOf(cell: string): { name: string; aliases: string[] }[] {
  return cell
    .split(/\s*(?:;|\n)\s*(?:and\s+)?/)
    .map((firm) => {
      const [name = '', ...aliases] = firm.split(ALSO).map((part) => part.replace(/^[\s,()]+|[\s,)]+$/g, '').trim())
      return { name: closed(name), aliases: aliases.map(closed).filter((alias) => alias.length > 2) }
    })
    .filter(({ name }) => name.length > 2)
    .map(({ name, aliases }) => ({ name: name.slice(0, 300), aliases: aliases.slice(0, 50) }))
}

/** A name whose last bracket was cut off with it gets it back. */
const closed = (name: string): string => (name.includes('(') && !name.includes(')') ? `${name})` : name)
