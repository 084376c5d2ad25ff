/** Intake: whether there is room for what people without an account send: of each kind so much, and none of it when the disk is nearly full. */
import type { MiddlewareHandler } from 'hono'
import type { Db } from '../../db/client.ts'
import { type GivenKind, countGiven } from '../../db/given-queries.ts'
import { UnavailableError } from '../../errors.ts'
import type { Space } from '../../space.ts'

export type Intake = {
  /** Lets something in. @throws UnavailableError when the disk is nearly full, or so much of this kind waits that no more is taken */
  readonly admit: (kind: GivenKind, bytes: number) => Promise<void>
  /** Lets something that is here already be written again. @throws UnavailableError when the disk is nearly full */
  readonly rewrite: () => Promise<void>
}
export type IntakeLimits = { readonly rows: number; readonly bytes: number }

/** An intake with limits of each kind. */
export function createIntake(db: Db, space: Space, most: IntakeLimits): Intake {
  return {
    async admit(kind, bytes) {
      await space.need(bytes)
      const given = await countGiven(db, kind)
      if (given.rows >= most.rows || given.bytes + bytes > most.bytes)
        throw new UnavailableError(
          'So much was sent here that there is no room for more until people have looked at it. Nothing of yours was kept. Try again tomorrow.',
        )
    },
    rewrite: () => space.need(0),
  }
}

/** What people without an account send, by where they send it. Whatever else they can do takes something away, or keeps nothing. */
export const GIVEN: Readonly<Record<string, GivenKind>> = {
  '/submit': 'evidence',
  '/api/v1/submissions': 'evidence',
  '/claims/:id/reply': 'reply',
  '/reply/:token': 'reply',
  '/api/v1/claims/:id/responses': 'reply',
  '/actions/plan': 'action',
  '/my-actions/:key': 'action',
  '/my-actions/:key/tell': 'report',
  '/affiliates/apply': 'application',
  '/follow': 'follower',
  '/checks/:token/keep': 'list',
  '/checks/:token/watch': 'list',
  '/watches/:token/mail': 'list',
  '/watches/:token/webhook': 'list',
}

/** Refuses what there is no room for, and keeps nothing of it. It is heard to its end: whoever still sends would not hear the refusal. */
export const whileThereIsRoom =
  (intake: Intake, kind: GivenKind): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method === 'POST')
      await intake.admit(kind, Number(c.req.header('content-length') ?? 0) || 0).catch(async (error: unknown) => {
        await c.req.raw.body?.pipeTo(new WritableStream()).catch(() => undefined)
        throw error
      })
    await next()
  }
