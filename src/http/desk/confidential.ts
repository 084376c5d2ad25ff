/** Confidential at the desk: who may see that a document is there. */
import type { MiddlewareHandler } from 'hono'
import type { Person } from '../../accounts/person.ts'
import type { Db } from '../../db/client.ts'
import { NotFoundError } from '../../errors.ts'
import { listHidden } from '../../review/protect-queries.ts'
import type { Viewer } from '../../review/queue-queries.ts'
import { mayDo, personOf } from '../account/guard.ts'

/** Somebody as review looks at them. */
export const viewerOf = (person: Person): Viewer => ({ pseudonym: person.pseudonym, seesConfidential: mayDo(person, 'see what is confidential') })

/** The documents that somebody is not shown. */
export const hiddenFrom = (whole: Db, person: Person): Promise<Set<string>> => listHidden(whole, viewerOf(person))

/** Lets through whoever may see the document of the route. To others it is not there. */
export const readable =
  (whole: Db): MiddlewareHandler =>
  async (c, next) => {
    if ((await hiddenFrom(whole, personOf(c))).has(c.req.param('id') ?? '')) throw new NotFoundError('There is no such document, or it has not been read yet.')
    await next()
  }
