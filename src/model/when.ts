/** When: wall-clock times in London, and the days on which an action comes again. */
import { TZDate } from '@date-fns/tz'
import type { Repeats } from './campaign.ts'

const ZONE = 'Europe/London'
const DAY_MS = 86_400_000

/** The wall clock of an instant in London, as milliseconds of a clock that knows no summer time. */
function wallOf(instant: number): number {
  const there = new TZDate(instant, ZONE)
  return Date.UTC(there.getFullYear(), there.getMonth(), there.getDate(), there.getHours(), there.getMinutes(), there.getSeconds())
}

/** The instant at which London's clocks show this. A time that a spring night skips is the hour after. */
function instantOf(wall: number): number {
  const clock = new Date(wall)
  const [year, month, day] = [clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate()]
  return new TZDate(year, month, day, clock.getUTCHours(), clock.getUTCMinutes(), clock.getUTCSeconds(), ZONE).getTime()
}

/** An instant of a time as forms give it, `2026-12-05T13:00`, by London's clocks; null when it is none. */
export function londonInstant(local: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})$/.exec(local.trim())
  const wall = match ? Date.parse(`${match[1]}T${match[2]}:00Z`) : Number.NaN
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== match?.[1]) return null
  return new Date(instantOf(wall))
}

/** The time of an instant as forms take it, by London's clocks. */
export const londonLocal = (instant: Date): string => new Date(wallOf(instant.getTime())).toISOString().slice(0, 16)

/** The day of an instant in London. */
export const londonDay = (instant: Date): string => londonLocal(instant).slice(0, 10)

/** A date that says its time by London's clocks, for what writes it so. */
export const inLondon = (instant: Date): Date => new TZDate(instant.getTime(), ZONE)

/** The next wall-clock time after `wall`, the `n`th after the first; null when that month has no such day. */
function nth(first: number, repeats: Repeats, n: number): number | null {
  if (repeats === 'every week') return first + n * 7 * DAY_MS
  if (repeats === 'every two weeks') return first + n * 14 * DAY_MS
  const start = new Date(first)
  const month = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n, 1))
  const days = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate()
  const time = first % DAY_MS
  if (repeats === 'every month') return start.getUTCDate() > days ? null : month.getTime() + (start.getUTCDate() - 1) * DAY_MS + time
  const week = weekOfMonth(start)
  const shift = (start.getUTCDay() - month.getUTCDay() + 7) % 7
  const day = week === -1 ? shift + Math.floor((days - 1 - shift) / 7) * 7 : shift + (week - 1) * 7
  return month.getTime() + day * DAY_MS + time
}

/** Which of its weekday in its month a day is: 1 to 4, and -1 for the fifth, which is the last. */
const weekOfMonth = (day: Date): number => {
  const week = Math.ceil(day.getUTCDate() / 7)
  return week > 4 ? -1 : week
}

const MOST_LOOKED_AT = 1_200

/** The instants from `from` on at which an action begins, at most so many. */
export function occurrences(startsAt: Date, repeats: Repeats | null, from: Date, most: number): Date[] {
  if (repeats === null) return startsAt >= from ? [startsAt] : []
  const first = wallOf(startsAt.getTime())
  const step = repeats === 'every week' ? 7 * DAY_MS : repeats === 'every two weeks' ? 14 * DAY_MS : 32 * DAY_MS
  const found: Date[] = []
  const skipped = Math.max(0, Math.floor((from.getTime() - startsAt.getTime()) / step) - 1)
  for (let n = skipped; n < skipped + MOST_LOOKED_AT && found.length < most; n += 1) {
    const wall = nth(first, repeats, n)
    const instant = wall === null ? null : new Date(instantOf(wall))
    if (instant && instant >= from) found.push(instant)
  }
  return found
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const

/** The recurrence rule of RFC 5545 for it. */
export function recurrenceRule(startsAt: Date, repeats: Repeats): string {
  const local = new Date(wallOf(startsAt.getTime()))
  if (repeats === 'every week') return 'FREQ=WEEKLY'
  if (repeats === 'every two weeks') return 'FREQ=WEEKLY;INTERVAL=2'
  if (repeats === 'every month') return `FREQ=MONTHLY;BYMONTHDAY=${local.getUTCDate()}`
  return `FREQ=MONTHLY;BYDAY=${weekOfMonth(local)}${WEEKDAYS[local.getUTCDay()]}`
}

const ORDINALS = ['first', 'second', 'third', 'fourth']
const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** How often, as people say it: `the 5th of every month`. */
export function repeatsText(startsAt: Date, repeats: Repeats): string {
  const local = new Date(wallOf(startsAt.getTime()))
  const weekday = DAY_NAMES[local.getUTCDay()] as string
  if (repeats === 'every week') return `every ${weekday}`
  if (repeats === 'every two weeks') return `every other ${weekday}`
  if (repeats === 'every month') return `the ${ordinal(local.getUTCDate())} of every month`
  const week = weekOfMonth(local)
  return `the ${week === -1 ? 'last' : ORDINALS[week - 1]} ${weekday} of every month`
}

function ordinal(n: number): string {
  const tail = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${tail}`
}
