/** Preview: one organisation on a card, for the frames of programs that reconcile. */
import type { Thing } from '../../publish/names-queries.ts'
import { registerTitle } from '../../register/formats.ts'
import { staticPath } from '../static.ts'
import { phrase } from '../../words/language.ts'

export function PreviewPage({ thing, origin }: { readonly thing: Thing; readonly origin: string }) {
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>{thing.name}</title>
        <link rel="stylesheet" href={staticPath('unpick.css')} />
      </head>
      <body>
        <main class="card stack tight">
          <p>
            <b>{thing.name}</b>
          </p>
          <p class="small soft">
            {[thing.kind, thing.country, thing.register && phrase('only in a register: {register}', { register: registerTitle(thing.register) })]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {thing.address && <p class="small">{thing.address}</p>}
          {thing.names.length > 1 && (
            <p class="small">
              Also:{' '}
              {thing.names
                .filter((name) => name !== thing.name)
                .slice(0, 4)
                .join('; ')}
            </p>
          )}
          {thing.headline && (
            <p class="small">
              Evidence of a link: {thing.headline}
              {thing.headline === 'None found' && ' (not the same as clean)'}
            </p>
          )}
          {thing.register === null && (
            <p class="small">
              <a href={`${origin}/organisations/${thing.id}`} target="_blank" rel="noopener">
                What is published
              </a>
            </p>
          )}
        </main>
      </body>
    </html>
  )
}
