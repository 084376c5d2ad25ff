/** A source at the desk: its buttons, and the page of its runs. */
import type { RunRow, SourceRow } from '../../archive/source-queries.ts'
import { Layout } from '../components/layout.tsx'
import { minute } from './changes.tsx'
import { phrase } from '../../words/language.ts'

/** Runs a source now, or switches it. */
export function SourceButtons({ source }: { readonly source: SourceRow }) {
  return (
    <form class="pair" method="post" action={`/desk/sources/${source.id}`}>
      <button name="do" value="run" class="button quiet small">
        Run now<span class="unseen"> {source.title}</span>
      </button>{' '}
      <button name="do" value={source.enabled ? 'off' : 'on'} class="button quiet small">
        {source.enabled ? 'Switch off' : 'Switch on'}
        <span class="unseen"> {source.title}</span>
      </button>
    </form>
  )
}

/** What a source did, run by run. */
export function SourcePage({ source, runs, mayRun }: { readonly source: SourceRow; readonly runs: readonly RunRow[]; readonly mayRun: boolean }) {
  return (
    <Layout title={source.title}>
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>{source.title}</h1>
        <p class="soft">
          {source.publisher} · <code>{source.id}</code> · {source.enabled ? phrase('next run {nextDueAt}', { nextDueAt: minute(source.nextDueAt) }) : 'off'}
          {source.budget ? phrase(' · at most {budget} documents a day', { budget: source.budget }) : ''}
        </p>
        {mayRun && <SourceButtons source={source} />}
        <h2>Runs</h2>
        {runs.length === 0 ? (
          <p class="soft">It has not run yet.</p>
        ) : (
          <div class="scroll" tabindex={0} role="group" aria-label="Table of runs">
            <table>
              <thead>
                <tr>
                  <th scope="col">Began</th>
                  <th scope="col">Ended</th>
                  <th scope="col">Listed</th>
                  <th scope="col">New</th>
                  <th scope="col">Outcome</th>
                </tr>
              </thead>
              <tbody>
                {runs.map((each) => (
                  <tr>
                    <th scope="row">{minute(each.startedAt)}</th>
                    <td>{each.endedAt ? minute(each.endedAt) : 'running'}</td>
                    <td>{each.listed}</td>
                    <td>{each.added}</td>
                    <td>{each.problem ?? (each.endedAt ? 'fine' : 'under way')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Layout>
  )
}
