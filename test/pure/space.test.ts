/** Space: what was let in a moment ago counts before the disk is looked at again. */
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { createSpace } from '../../src/space.ts'

test('many who send at once are not all let in on one look at the disk', async () => {
  const { bavail, bsize } = await statfs(tmpdir())
  const room = 1_000_000_000
  const space = createSpace([tmpdir()], bavail * bsize - room)
  const outcomes = []
  for (let i = 0; i < 20; i += 1)
    outcomes.push(
      await space.need(room / 10).then(
        () => 'let in',
        (error: Error) => error.message,
      ),
    )
  const letIn = outcomes.filter((outcome) => outcome === 'let in').length
  expect(letIn).toBeGreaterThan(4)
  expect(letIn).toBeLessThanOrEqual(10)
  expect(outcomes.at(-1)).toContain('nearly out of room')
})
