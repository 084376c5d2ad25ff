/** Score: precision, recall and F1 of what was found beside what should have been. */

export type Tally = { right: number; wrong: number; missed: number }
export const tally = (): Tally => ({ right: 0, wrong: 0, missed: 0 })

/** Counts two sets of keys into a tally, and tells of each that only one has. */
export function count(into: Tally, found: ReadonlySet<string>, wanted: ReadonlySet<string>, tell?: (what: string) => void): void {
  for (const key of found) {
    if (wanted.has(key)) into.right += 1
    else {
      into.wrong += 1
      tell?.(`+ ${key}`)
    }
  }
  for (const key of wanted) {
    if (!found.has(key)) {
      into.missed += 1
      tell?.(`- ${key}`)
    }
  }
}

/** "P 0.900 R 0.800 F1 0.847 (18 right, 2 wrong, 4 missed)". */
export function scoreText({ right, wrong, missed }: Tally): string {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong)
  const recall = right + missed === 0 ? 1 : right / (right + missed)
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return `P ${precision.toFixed(3)}  R ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}  (${right} right, ${wrong} wrong, ${missed} missed)`
}
