/** Days as people write them in Britain. */

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `3 March 2026` of a day or an instant. */
export function dayText(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
}

/** The day so many days after another. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Whether a text is a calendar day, YYYY-MM-DD, that exists. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOfInstant(new Date(`${text}T00:00:00Z`)) === text

/** The day of an instant (UTC), or null where it is none or its year is not one of four figures. */
export function dayOfInstant(instant: Date): string | null {
  const year = instant.getUTCFullYear()
  return year >= 1 && year <= 9_999 ? instant.toISOString().slice(0, 10) : null
}

/** The day with which an ISO date or time begins, or null; a day that does not exist is none. */
export function dayAtStart(text: string | null | undefined): string | null {
  const day = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/.exec(text ?? '')?.[1]
  return day !== undefined && isDay(day) ? day : null
}
