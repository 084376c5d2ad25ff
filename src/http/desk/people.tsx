/** /desk/people: who works here, what they may do, invitations, and what was done with accounts. */
import { Hono } from 'hono'
import { listAllKeys, listAudit, listPeople, type PersonRow } from '../../accounts/queries.ts'
import { ROLES, type Role } from '../../accounts/roles.ts'
import { InvalidError } from '../../errors.ts'
import { needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { minute } from './changes.tsx'
import type { DeskDeps } from './deps.ts'
import { phrase } from '../../words/language.ts'

type PeopleProps = {
  readonly people: readonly PersonRow[]
  readonly keys: Awaited<ReturnType<typeof listAllKeys>>
  readonly audit: Awaited<ReturnType<typeof listAudit>>
  readonly link: string | null
  readonly me: string
}

function PeoplePage({ people, keys, audit, link, me }: PeopleProps) {
  return (
    <Layout title="People">
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>People</h1>
        {link && (
          <p role="status">
            <b>The invitation, shown this once:</b> <code>{link}</code>. It is good for a week, for one person.
          </p>
        )}
        <form method="post" action="/desk/people/invite" class="pair">
          <label for="role">Invite a</label>{' '}
          <select id="role" name="role">
            {ROLES.map((role) => (
              <option value={role} selected={role === 'researcher'}>
                {role}
              </option>
            ))}
          </select>{' '}
          <button>Make the link</button>
        </form>
        <div class="scroll" tabindex={0} role="group" aria-label="Table of people">
          <table>
            <thead>
              <tr>
                <th scope="col">Pseudonym</th>
                <th scope="col">Role</th>
                <th scope="col">Second factor</th>
                <th scope="col">Since</th>
                <th scope="col">Change</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr>
                  <th scope="row">
                    {person.pseudonym}
                    {person.id === me && ' (you)'}
                  </th>
                  <td>{person.disabledAt ? 'kept out' : person.role}</td>
                  <td>
                    {person.hasSecondFactor ? 'yes' : 'not yet'}
                    {person.hasSecondFactor && person.id !== me && (
                      <details>
                        <summary class="small">
                          Lost?<span class="unseen"> {person.pseudonym}</span>
                        </summary>
                        <form method="post" action={`/desk/people/${person.id}/second-factor`}>
                          <p class="small">Be sure that it is them. They sign in with their passphrase and set up another; this is on record.</p>
                          <button class="button quiet small">
                            Take it away<span class="unseen"> from {person.pseudonym}</span>
                          </button>
                        </form>
                      </details>
                    )}
                  </td>
                  <td>{minute(person.createdAt)}</td>
                  <td>
                    <form method="post" action={`/desk/people/${person.id}`} class="pair">
                      <select name="role" aria-label={phrase('Role of {pseudonym}', { pseudonym: person.pseudonym })}>
                        {ROLES.map((role) => (
                          <option value={role} selected={role === person.role}>
                            {role}
                          </option>
                        ))}
                        <option value="out" selected={person.disabledAt !== null}>
                          kept out
                        </option>
                      </select>{' '}
                      <button class="button quiet small">
                        Change<span class="unseen"> {person.pseudonym}</span>
                      </button>
                    </form>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <section class="stack tight" aria-labelledby="keys">
          <h2 id="keys">Keys</h2>
          {keys.length === 0 && <p class="soft">Nobody has a key.</p>}
          <ul class="plain">
            {keys.map((key) => (
              <li>
                <form method="post" action={`/desk/people/${key.personId}/keys/${key.id}`} class="pair">
                  <span>
                    <b>{key.name || key.id}</b> of {key.pseudonym}, for {key.scopes.join(', ')}; last used {key.lastUsedOn ?? 'never'}
                    {key.expiresAt ? phrase(', ends {expiresAt}', { expiresAt: minute(key.expiresAt) }) : ', does not end by itself'}
                  </span>{' '}
                  <button class="button quiet small">
                    End it<span class="unseen"> {key.name}</span>
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
        <Audit entries={audit} />
      </div>
    </Layout>
  )
}

function Audit({ entries }: { readonly entries: PeopleProps['audit'] }) {
  return (
    <section class="stack tight" aria-labelledby="audit">
      <h2 id="audit">What was done</h2>
      <p class="small soft">With accounts, settings and protection. It is only added to, and each line is in the ledger.</p>
      <ul>
        {entries.map((entry) => (
          <li>
            {minute(entry.at)}: {entry.doneBy} {entry.what}
          </li>
        ))}
      </ul>
      {entries.length === MOST_AUDIT && (
        <p>
          <a href={`/desk/people?before=${entries.at(-1)?.id}#audit`}>Earlier</a>
        </p>
      )}
    </section>
  )
}

const MOST_AUDIT = 50

/** The routes below /desk/people. */
export function peoplePages({ whole, accounts, origin }: DeskDeps): Hono {
  const roleOf = (value: unknown): Role => {
    const role = ROLES.find((each) => each === value)
    if (!role) throw new InvalidError(`There is no such role. There are: ${ROLES.join(', ')}.`)
    return role
  }
  const page = async (me: string, link: string | null, before: number | null = null) => (
    <PeoplePage people={await listPeople(whole)} keys={await listAllKeys(whole)} audit={await listAudit(whole, MOST_AUDIT, before)} link={link} me={me} />
  )
  return new Hono()
    .use(needs('look after people'))
    .get('/', async (c) => c.html(await page(personOf(c).id, null, Math.floor(Number(c.req.query('before'))) || null)))
    .post('/invite', async (c) => {
      const token = await accounts.invite(roleOf((await c.req.parseBody())['role']), personOf(c).pseudonym)
      return c.html(await page(personOf(c).id, `${origin}/join/${token}`))
    })
    .post('/:id/keys/:key', async (c) => {
      await accounts.endKeyOf(personOf(c), c.req.param('id'), c.req.param('key'))
      return c.redirect('/desk/people', 303)
    })
    .post('/:id/second-factor', async (c) => {
      await accounts.resetSecondFactor(personOf(c), c.req.param('id'))
      return c.redirect('/desk/people', 303)
    })
    .post('/:id', async (c) => {
      const { role } = await c.req.parseBody()
      await accounts.changeRole(personOf(c), c.req.param('id'), role === 'out' ? null : roleOf(role))
      return c.redirect('/desk/people', 303)
    })
}
