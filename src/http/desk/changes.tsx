/** /desk/changes/:id: how one document changed from one sealed copy to the next. */
import type { getChanges } from '../../read/changes.ts'
import { Layout } from '../components/layout.tsx'
import { phrase } from '../../words/language.ts'

/** An instant to the minute, UTC; a dash for none. */
export const minute = (date: Date | null): string => (date ? date.toISOString().slice(0, 16).replace('T', ' ') : '–')

/** Each step, with what was put in and taken out marked. */
export function ChangesPage({ found }: { readonly found: Awaited<ReturnType<typeof getChanges>> }) {
  return (
    <Layout title={phrase('Changes: {more}', { more: found.title ?? found.url })}>
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>{found.title ?? found.url}</h1>
        <p class="soft">
          {found.versions.length} sealed copies. {found.state === 'gone' && 'The address is gone; the copies stay.'}
        </p>
        {found.steps.map((step) => (
          <section class="stack tight">
            <h2>
              {minute(step.from.fetchedAt)} to {minute(step.to.fetchedAt)}
            </h2>
            <p>
              {step.wordsAdded} words added, {step.wordsRemoved} taken out.
            </p>
            <div class="sheet">
              {step.changes.map((change) => (
                <p>
                  {change.parts.map((part) => (part.change === 'in' ? <ins>{part.text}</ins> : part.change === 'out' ? <del>{part.text}</del> : part.text))}
                </p>
              ))}
            </div>
          </section>
        ))}
      </div>
    </Layout>
  )
}
