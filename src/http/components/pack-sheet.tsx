/** Pack sheet: a pack as it is read on a page, its notes leading to their claims. */
import type { Block, Pack, Run } from '../../packs/pack.ts'
import { say } from '../../words/say.ts'

const Runs = ({ runs }: { readonly runs: readonly Run[] }) => (
  <>
    {runs.map((run) =>
      typeof run === 'string' ? (
        run
      ) : (
        <span class="fact">
          {run.fact}
          {run.notes.map((n) => (
            <sup>
              <a href={`#note-${n}`}>{n}</a>
            </sup>
          ))}
        </span>
      ),
    )}
  </>
)

function PackBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'title':
      return (
        <h2>
          <Runs runs={block.runs} />
        </h2>
      )
    case 'heading':
      return (
        <h3>
          <Runs runs={block.runs} />
        </h3>
      )
    case 'list':
    case 'numbered': {
      const items = block.items.map((item) => (
        <li>
          <Runs runs={item} />
        </li>
      ))
      return block.kind === 'list' ? <ul>{items}</ul> : <ol>{items}</ol>
    }
    case 'said':
      return (
        <div class="said">
          <p>
            <Runs runs={block.runs} />
          </p>
        </div>
      )
    case 'page':
      return <hr />
    default:
      return (
        <p class={block.kind === 'lead' || block.kind === 'line' ? 'say' : undefined}>
          <Runs runs={block.runs} />
        </p>
      )
  }
}

/** The sheet. */
export function PackSheet({ pack }: { readonly pack: Pack }) {
  return (
    <article class="sheet pack stack tight">
      {pack.blocks.map((block) => (
        <PackBlock block={block} />
      ))}
      {pack.notes.length > 0 && (
        <section class="stack tight" aria-labelledby="notes">
          <h3 id="notes">{say('notes.heading')}</h3>
          <ol class="small notes">
            {pack.notes.map((note) => (
              <li id={`note-${note.n}`}>
                {note.text} {note.source}. <a href={new URL(note.url).pathname}>{note.url}</a>
              </li>
            ))}
          </ol>
        </section>
      )}
      {pack.foot.map((line) => (
        <p class="small soft">{line}</p>
      ))}
    </article>
  )
}
