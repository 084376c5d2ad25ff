/** Keys: how programs come in. A key may do what its scopes say, and never more than whoever made it. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Db, transact } from '../db/client.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import { PSEUDONYM, type Person } from './person.ts'
import { deleteKey, ensureService, findKey, insertKey, listKeys, noteAudit, noteKeyUse } from './queries.ts'
import { type Role, SCOPES, type Scope, may } from './roles.ts'

const MOST_KEYS = 20
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** The key that a request brings, or undefined. */
export const bearerOf = (headers: Headers): string | undefined => /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1]

/** The keys of an instance. */
export function createKeys({ db, now }: { readonly db: Db; readonly now: () => Date }) {
  /** A new key. Its secret is shown this once. @throws InvalidError */
  async function makeKey(person: Person, name: string, scopes: readonly Scope[], days: number | null): Promise<string> {
    if (scopes.length === 0) throw new InvalidError('Choose what the key may do.')
    if (person.sessionId !== null && !person.hasSecondFactor) throw new ForbiddenError('Set up your second factor first: a key would go around it.')
    const forbidden = scopes.find((scope) => !may(person.role, SCOPES[scope]))
    if (forbidden) throw new ForbiddenError(`Your role may not "${forbidden}", so no key of yours may.`)
    const [id, given] = [randomBytes(8).toString('hex'), randomBytes(32).toString('base64url')]
    await transact(db, async (tx) => {
      const { length } = await listKeys(tx, person.id)
      if (length >= MOST_KEYS) throw new InvalidError(`You have ${length} keys. End one first.`)
      const expiresAt = days === null ? null : new Date(now().getTime() + days * 86_400_000)
      await insertKey(tx, { id, personId: person.id, name: name.slice(0, 80), secretHash: hashOf(given), scopes: [...scopes], madeAt: now(), expiresAt })
      await noteAudit(tx, person.pseudonym, `made a key for: ${scopes.join(', ')}`, id)
    })
    return `unpick_${id}_${given}`
  }

  return {
    makeKey,

    /** Whose key this is; null for one that is none, has run out, or whose owner is kept out. */
    async byKey(bearer: string): Promise<Person | null> {
      const [, id = '', given = ''] = /^unpick_([a-z0-9]{16})_([\w-]{43})$/.exec(bearer) ?? []
      const key = id && (await findKey(db, id, now()))
      if (!key || key.person.disabledAt !== null) return null
      if (!timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(key.secretHash))) return null
      await noteKeyUse(db, id, now().toISOString().slice(0, 10))
      const { id: personId, pseudonym, role, hasSecondFactor } = key.person
      return { id: personId, pseudonym, role, hasSecondFactor, sessionId: null, scopes: key.scopes }
    },

    /** A key for a program, under a name of its own that nobody signs in with. @throws ConflictError for a name that is somebody's */
    async makeServiceKey(name: string, role: Role, scopes: readonly Scope[], days: number | null): Promise<string> {
      if (!PSEUDONYM.test(name)) throw new InvalidError('A name has 3 to 30 letters, digits, dots, dashes or underscores, and begins with a letter or digit.')
      const email = `${hashOf(name.toLowerCase()).slice(0, 24)}@account.invalid`
      const id = await transact(db, (tx) => ensureService(tx, { id: `svc_${hashOf(name.toLowerCase()).slice(0, 24)}`, name, email, role }))
      if (id === null) throw new ConflictError(`"${name}" is a person's pseudonym. Choose another name for the program.`)
      return await makeKey({ id, pseudonym: name, role, hasSecondFactor: false, sessionId: null, scopes: null }, name, scopes, days)
    },

    /** Ends one of a person's own keys. @throws NotFoundError */
    async endKey(person: Person, keyId: string): Promise<void> {
      await transact(db, async (tx) => {
        if (!(await deleteKey(tx, person.id, keyId))) throw new NotFoundError('You have no such key.')
        await noteAudit(tx, person.pseudonym, 'ended a key', keyId)
      })
    },

    /** Ends somebody's key, as whoever looks after people. @throws NotFoundError */
    async endKeyOf(by: Person, personId: string, keyId: string): Promise<void> {
      await transact(db, async (tx) => {
        if (!(await deleteKey(tx, personId, keyId))) throw new NotFoundError('There is no such key.')
        await noteAudit(tx, by.pseudonym, 'ended a key of somebody', keyId)
      })
    },
  }
}
