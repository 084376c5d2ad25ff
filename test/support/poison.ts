/**
 * Poison: preloaded into a started Unpick, it ends any process that works, below the folder it names, on a text that holds `ends-<folder>`:
 * what an input does that no reader was made for.
 */
const MARK = /ends-(archive|read|extract|resolve|publish|scrapers)/i
const LONGEST = 100_000

function endIf(text: unknown): void {
  if (typeof text !== 'string' || text.length > LONGEST || !text.includes('nds-')) return
  const folder = MARK.exec(text)?.[1]?.toLowerCase()
  if (folder === undefined) return
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 40
  const stack = new Error().stack ?? ''
  Error.stackTraceLimit = limit
  if (stack.includes(`/src/${folder}/`) || stack.includes(`/${folder}/`)) process.kill(process.pid, 'SIGKILL')
}

const { prototype } = String
for (const name of ['slice', 'normalize', 'replace', 'trim', 'toLowerCase'] as const) {
  const plain = prototype[name] as (...args: unknown[]) => unknown
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value(this: string, ...args: unknown[]) {
      endIf(String(this))
      return plain.apply(this, args)
    },
  })
}
