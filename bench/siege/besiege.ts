/** Besiege: sends an attack, so many at once, in a process of its own, until the time is up. Says what was answered. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ATTACKS } from './attacks.ts'

/** An answer takes longer than this: it is not waited for. */
const LONGEST_MS = 150_000

const [at = '', name = '', seconds = '10', atOnce = '8'] = process.argv.slice(2)
const attack = ATTACKS.find((each) => each.name === name)
if (!attack) throw new Error(`There is no attack "${name}".`)
const next = await attack.prepare(at)
process.send?.('ready')
await new Promise<void>((resolve) => process.once('message', () => resolve()))

const answers: Record<string, number> = {}
const until = Date.now() + Number(seconds) * 1_000
async function keepOn(): Promise<void> {
  while (Date.now() < until) {
    const { path, init } = next()
    const status = await fetch(at + path, { ...init, signal: AbortSignal.timeout(LONGEST_MS) }).then(
      async (answer) => {
        await answer.arrayBuffer()
        return String(answer.status)
      },
      () => 'none',
    )
    answers[status] = (answers[status] ?? 0) + 1
    if (status === 'none') await sleep(200)
  }
}
const all = Promise.all(Array.from({ length: Number(atOnce) }, keepOn))
// What is not answered by then is counted as such.
await Promise.race([all, sleep(Number(seconds) * 1_000 + 20_000)])
process.send?.(answers)
process.disconnect?.()
process.exit(0)
