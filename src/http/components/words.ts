/** Words on pages: times and counts as people write them in Britain. */
import { londonDay } from '../../model/when.ts'
import { inWords, languageTag } from '../../words/language.ts'

/** `Saturday 5 December, 1pm`, in the time of London. */
export function whenText(iso: string): string {
  const parts = new Intl.DateTimeFormat(languageTag(), {
    timeZone: 'Europe/London',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
  }).formatToParts(new Date(iso))
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? ''
  const minute = part('minute')
  return `${part('weekday')} ${part('day')} ${part('month')}, ${part('hour')}${minute === '00' ? '' : `.${minute}`}${part('dayPeriod')
    .toLowerCase()
    .replace(/[^a-z]/g, '')}`
}

/** When something ends, after it was said when it begins: `3pm` on the same day, the whole otherwise. */
export function endText(starts: string, ends: string): string {
  const text = whenText(ends)
  return londonDay(new Date(starts)) === londonDay(new Date(ends)) ? text.slice(text.lastIndexOf(', ') + 2) : text
}

/** `1 shop`, `14 shops`, `1,204 shops`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString(languageTag())} ${inWords(count === 1 ? one : many)}`
}

/** The first digits of a SHA-256, in two groups of four. */
export const shortSha = (sha: string): string => `${sha.slice(0, 4)} ${sha.slice(4, 8)}`

/** What each ruling did, as it is told. */
export const RULED: Readonly<Record<string, string>> = {
  accept: 'accepted',
  reject: 'rejected',
  contest: 'marked as contested',
  uphold: 'upheld',
  retract: 'withdrawn',
  reopen: 'taken back',
}
