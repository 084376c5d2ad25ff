/** /affiliates/apply: a group applies; the committee decides by ballot. */
import { Hono } from 'hono'
import { applyAsAffiliate } from '../../campaigns/affiliates.ts'
import { AffiliateKind, type AffiliateInput } from '../../model/campaign.ts'
import { refuseFaults } from '../../model/guard.ts'
import { Choose, Field, fieldsOf } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import type { GiveDeps } from './deps.ts'
import { workOf } from './gate.ts'

function ApplyPage({ hasApplied }: { readonly hasApplied: boolean }) {
  return (
    <Layout title="Your group applies" here="/actions" script="prove.js">
      <div class="wrap page stack prose">
        <h1>Your group applies</h1>
        {hasApplied ? (
          <p role="status">
            <b>It is here.</b> The committee decides by ballot, and writes to the address you gave.
          </p>
        ) : (
          <form method="post" action="/affiliates/apply" class="stack tight" data-prove>
            <p>
              Affiliated groups make demands of brands, and their delegates decide what people are called to do. Unions, branches and campaigns are welcome.
            </p>
            <Field name="name" label="Name of the group" required most={120} />
            <Choose name="kind" label="What it is" options={AffiliateKind.options.map((kind) => [kind, kind] as const)} />
            <Field name="about" label="What it does, for everyone to read" required most={1_000} rows={3} />
            <Field name="website" label="Its page" type="url" most={300} />
            <Field
              name="contact"
              label="Where the committee can write; kept to the committee"
              required
              most={200}
              hint="An address of the group, not of a person"
            />
            <button>Apply</button>
          </form>
        )}
      </div>
    </Layout>
  )
}

/** The routes by which a group applies. */
export function applyPages({ whole, now, gate }: GiveDeps): Hono {
  return new Hono()
    .get('/affiliates/apply', (c) => c.html(<ApplyPage hasApplied={c.req.query('sent') !== undefined} />))
    .post('/affiliates/apply', async (c) => {
      const field = fieldsOf(await c.req.parseBody())
      gate.admit(workOf(c))
      refuseFaults(field('name'), field('about'))
      const group = { name: field('name'), kind: field('kind'), about: field('about'), website: field('website'), contact: field('contact') }
      await applyAsAffiliate({ db: whole, now }, group as AffiliateInput)
      return c.redirect('/affiliates/apply?sent', 303)
    })
}
