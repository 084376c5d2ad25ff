/** Calendar: actions as iCalendar (RFC 5545), by London's clocks, for Apple, Google and Thunderbird calendars. */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { ActionRecord } from '../model/campaign-record.ts'
import { markedTitle } from './feed.ts'
import { inLondon, recurrenceRule } from '../model/when.ts'

const ZONE = 'Europe/London'
const HOUR_MS = 3_600_000
/** The clocks of London as RFC 5545 describes them, since 1996. Source: IANA time zone database, EU rule. */
const LONDON = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'TZNAME:BST',
  'DTSTART:19960331T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'TZNAME:GMT',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

/** A calendar of actions. One that was called off stands as cancelled, so that calendars that follow it strike it out. */
export function calendarOf(name: string, actions: readonly ActionRecord[], origin: string): string {
  const calendar = ical({ name, prodId: { company: 'Unpick', product: 'Actions', language: 'EN' }, method: ICalCalendarMethod.PUBLISH, ttl: 3_600 })
  calendar.timezone({ name: ZONE, generator: () => LONDON })
  for (const action of actions) {
    const starts = new Date(action.starts)
    const url = `${origin}/actions/${action.id}`
    calendar.createEvent({
      id: `${action.id}@unpick`,
      sequence: action.sequence,
      stamp: new Date(action.updated),
      start: inLondon(starts),
      end: inLondon(action.ends === null ? new Date(starts.getTime() + HOUR_MS) : new Date(action.ends)),
      timezone: ZONE,
      summary: markedTitle(action.title, action.demonstration),
      description: detailsOf(action, url),
      location: {
        title: [action.place, action.town].filter(Boolean).join(', '),
        ...(action.lat !== null && action.lon !== null ? { geo: { lat: action.lat, lon: action.lon } } : {}),
      },
      url,
      status: action.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...(action.repeats ? { repeating: recurrenceRule(starts, action.repeats) } : {}),
    })
  }
  return calendar.toString()
}

/** What a calendar's entry says: how to get there and take part, and where the evidence stands. */
function detailsOf(action: ActionRecord, url: string): string {
  const lines = [
    action.note,
    action.url && `Online: ${action.url}`,
    action.access && `Access: ${action.access}`,
    action.stewards && `Stewards: ${action.stewards}`,
    action.wetWeather && `If it rains: ${action.wetWeather}`,
    `Organised by ${action.organisedBy}.`,
    url,
  ]
  return lines.filter(Boolean).join('\n')
}
