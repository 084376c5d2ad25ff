/** Say: what a command tells a person: a line that moves on a terminal, plain lines elsewhere, JSON when asked for. */

export type Say = {
  /** A line that stays. */
  readonly note: (line: string) => void
  /** How far long work is: replaces itself on a terminal; elsewhere a line at most every two seconds. */
  readonly progress: (line: string) => void
  /** The result: JSON with `--json`, else the lines. */
  readonly result: (value: unknown, lines: () => readonly string[]) => void
}

const PLAIN_EVERY_MS = 2_000

/** Notes and progress go to standard error, so that results can be piped. */
export function createSay(options: { json: boolean }): Say {
  const isTerminal = process.stderr.isTTY === true
  let open = false
  let lastAt = 0
  const close = () => {
    if (open) process.stderr.write('\n')
    open = false
  }
  return {
    note(line) {
      close()
      process.stderr.write(`${line}\n`)
    },
    progress(line) {
      if (isTerminal) {
        process.stderr.write(`\r\u001b[2K${line}`)
        open = true
      } else if (Date.now() - lastAt >= PLAIN_EVERY_MS) {
        lastAt = Date.now()
        process.stderr.write(`${line}\n`)
      }
    },
    result(value, lines) {
      close()
      process.stdout.write(
        options.json
          ? `${JSON.stringify(value, null, 2)}\n`
          : lines()
              .map((line) => `${line}\n`)
              .join(''),
      )
    },
  }
}
