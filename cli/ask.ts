/** Ask: a question on a terminal, whose answer is not shown. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { InvalidError } from '../src/errors.ts'

/** Asks for something secret. @throws InvalidError where there is no terminal to ask at */
export async function askHidden(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new InvalidError('There is no terminal to ask at. Set UNPICK_BACKUP_PASSPHRASE to the passphrase for this command.')
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  const answer = await new Promise<string>((resolve) => lines.question('', resolve))
  lines.close()
  process.stderr.write('\n')
  return answer
}
