/** The demonstration's reports, articles and statements: made-up prose, read by its format and reviewed by made-up people. */
import { MADE_UP, listMadeUp } from '../kit/demonstration.ts'
import { defineSource } from '../source.ts'

export default defineSource({
  ...MADE_UP,
  title: 'Demonstration: reports',
  accepts: null,
  expect: { claims: [0, 100] },
  discover: (context) => listMadeUp(context, 'report'),
})
