/** /desk/publishers: how far each publisher can be relied on, why, and how that changed. */
import { Hono } from 'hono'
import { type PublisherRow, listPublishers } from '../../archive/publisher-queries.ts'
import { NotFoundError } from '../../errors.ts'
import { RELIABILITY_WORDS, Reliability } from '../../model/grade.ts'
import { listRatings, ratePublisher } from '../../review/protect-queries.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { minute } from './changes.tsx'
import type { DeskDeps } from './deps.ts'

function PublishersPage({ publishers }: { readonly publishers: readonly PublisherRow[] }) {
  return (
    <Layout title="Publishers">
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>Publishers</h1>
        {publishers.length === 0 && <p>There are none yet.</p>}
        <div class="scroll" tabindex={0} role="group" aria-label="Table of publishers">
          <table>
            <thead>
              <tr>
                <th scope="col">Publisher</th>
                <th scope="col">Letter</th>
                <th scope="col">Why</th>
                <th scope="col">Documents</th>
              </tr>
            </thead>
            <tbody>
              {publishers.map((each) => (
                <tr>
                  <th scope="row">
                    <a href={`/desk/publishers/${each.id}`}>{each.name}</a>
                    <br />
                    <span class="small soft">{each.kind}</span>
                  </th>
                  <td>{each.reliability}</td>
                  <td class="small">{each.reliabilityReason}</td>
                  <td>{each.documents}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Layout>
  )
}

type PublisherProps = { readonly publisher: PublisherRow; readonly ratings: Awaited<ReturnType<typeof listRatings>>; readonly mayRate: boolean }

function PublisherPage({ publisher, ratings, mayRate }: PublisherProps) {
  return (
    <Layout title={publisher.name}>
      <div class="wrap page stack prose">
        <p>
          <a href="/desk/publishers">Publishers</a>
        </p>
        <h1>{publisher.name}</h1>
        <p class="soft">
          {publisher.kind}, {countText(publisher.documents, 'document')}
        </p>
        <p>
          <b>{publisher.reliability}</b>, {RELIABILITY_WORDS[publisher.reliability as Reliability]}: {publisher.reliabilityReason}
        </p>
        {mayRate && (
          <form method="post" action={`/desk/publishers/${publisher.id}`} class="stack tight">
            <label for="reliability">Letter</label>
            <select id="reliability" name="reliability">
              {Reliability.options.map((letter) => (
                <option value={letter} selected={letter === publisher.reliability}>
                  {letter}: {RELIABILITY_WORDS[letter]}
                </option>
              ))}
            </select>
            <label for="reason">Why, for everyone to read</label>
            <input id="reason" name="reason" required maxlength={1_000} />
            <button>Rate it so</button>
            <p class="small soft">Every claim that rests on it is graded again within a minute.</p>
          </form>
        )}
        <section class="stack tight" aria-labelledby="before">
          <h2 id="before">How it was rated</h2>
          <ol class="plain">
            {ratings.map((each) => (
              <li>
                <span>
                  <b>{each.reliability}</b> by {each.ratedBy}, {minute(each.ratedAt)}
                </span>
                <span class="soft">{each.reason}</span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </Layout>
  )
}

/** The routes below /desk/publishers. */
export function publisherPages({ whole, now }: DeskDeps): Hono {
  return new Hono()
    .get('/', async (c) => c.html(<PublishersPage publishers={await listPublishers(whole)} />))
    .get('/:id', async (c) => {
      const publisher = (await listPublishers(whole)).find(({ id }) => id === c.req.param('id'))
      if (!publisher) throw new NotFoundError('There is no such publisher.')
      return c.html(<PublisherPage publisher={publisher} ratings={await listRatings(whole, publisher.id)} mayRate={mayDo(personOf(c), 'rate publishers')} />)
    })
    .post('/:id', needs('rate publishers'), async (c) => {
      const form = await c.req.parseBody()
      const reliability = Reliability.catch('F').parse(form['reliability'])
      await ratePublisher({ db: whole, now }, { publisherId: c.req.param('id'), reliability, reason: String(form['reason'] ?? ''), by: personOf(c).pseudonym })
      return c.redirect(`/desk/publishers/${c.req.param('id')}`, 303)
    })
}
