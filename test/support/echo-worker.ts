/** Echo worker: what the tests of threads ask. */
import { answerEach } from '../../src/answering.ts'
import { InvalidError } from '../../src/errors.ts'

answerEach<string>((question) => {
  if (question === 'end') process.exit(3)
  if (question === 'refuse') throw new InvalidError('No.')
  return `${question}!`
})
