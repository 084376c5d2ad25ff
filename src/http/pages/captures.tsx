/** /captures/:sha256: one sealed copy: what was fetched, when, from where, and the passages that are quoted from it. */
import { Hono } from 'hono'
import { ForbiddenError } from '../../errors.ts'
import type { CaptureRecord, CaptureText } from '../../model/capture-record.ts'
import { getCapture, getCaptureText } from '../../publish/read-queries.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { dayText } from '../../model/day.ts'
import { countText, shortSha } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'
import { safeHref } from '../safe-href.ts'
import { phrase } from '../../words/language.ts'

type CaptureProps = { readonly capture: CaptureRecord; readonly text: CaptureText }
const SHOWN_HEADERS = ['content-type', 'last-modified', 'etag', 'date', 'server']

export function CapturePage({ capture, text }: CaptureProps) {
  const original = safeHref(capture.url)
  return (
    <Layout title={phrase('Sealed copy of {title}', { title: capture.document.title })} madeUp={madeUpOf([capture])}>
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="seal soft">Sealed copy</p>
          <h1>
            {capture.document.title}
            <MadeUpMark of={capture} />
          </h1>
          <p class="soft">
            {capture.publisher.name}
            {capture.document.published && `, ${dayText(capture.document.published)}`}
          </p>
        </div>
        <dl class="record">
          <dt>Fetched</dt>
          <dd>
            <time datetime={capture.fetched}>{capture.fetched.replace('T', ' ').slice(0, 19)} UTC</time>
          </dd>
          <dt>From</dt>
          <dd>
            {original ? (
              <a href={original} rel="noopener noreferrer">
                {capture.url}
              </a>
            ) : (
              capture.url
            )}
            {capture.finalUrl !== capture.url && <>, sent on to {capture.finalUrl}</>}
          </dd>
          {capture.via !== 'web' && (
            <>
              <dt>How it came</dt>
              <dd>{VIA[capture.via](dayOf(capture.archived ?? capture.saved))}</dd>
            </>
          )}
          {(capture.versions.length > 1 || capture.gone) && (
            <>
              <dt>Other copies</dt>
              <dd>
                {capture.gone && <>The address answers no more. What was sealed stays. </>}
                {capture.versions
                  .filter((version) => version.sha256 !== capture.sha256)
                  .map((version) => (
                    <>
                      {dayText(version.fetched.slice(0, 10))}:{' '}
                      {version.public ? <a href={`/captures/${version.sha256}`}>{shortSha(version.sha256)}</a> : shortSha(version.sha256)}
                      <br />
                    </>
                  ))}
              </dd>
            </>
          )}
          <dt>SHA-256</dt>
          <dd>
            <code>{capture.sha256}</code>
          </dd>
          <dt>Size</dt>
          <dd>
            {capture.bytes.toLocaleString('en-GB')} bytes, {capture.mediaType}
          </dd>
          <dt>Answer</dt>
          <dd>
            {capture.status}
            {SHOWN_HEADERS.filter((name) => capture.headers[name]).map((name) => (
              <>
                <br />
                <span class="soft small">
                  {name}: {capture.headers[name]}
                </span>
              </>
            ))}
          </dd>
          <dt>Licence</dt>
          <dd>{capture.licence ?? 'not stated; short quotes only'}</dd>
        </dl>
        {capture.download ? (
          <p>
            <a class="button quiet" href={`/captures/${capture.sha256}/original`}>
              {capture.download.withoutMetadata ? 'Download a copy' : 'Download the sealed bytes'}
            </a>{' '}
            <span class="small soft">
              {capture.download.withoutMetadata ? (
                <>Somebody added this file. The copy lacks what such files say of whoever made them, so its sum differs from the number above: </>
              ) : (
                <>
                  Then <code>sha256sum</code> gives the number above.
                </>
              )}
              {capture.download.withoutMetadata && <code>{capture.download.sha256}</code>}
            </span>
          </p>
        ) : (
          capture.open && (
            <p class="soft">
              {capture.masked ? 'Names of private persons are masked here, so only reviewers see the sealed bytes.' : 'Only reviewers see the sealed bytes.'}
            </p>
          )
        )}
        <section class="stack tight" aria-labelledby="text">
          <h2 id="text">{text.complete ? 'The text, as read' : 'The passages quoted, as read'}</h2>
          {!text.complete && (
            <p class="soft">Its licence lets us show short quotes only. {countText(capture.passages.length, 'passage')} with a little of what stands around.</p>
          )}
          <div class="sheet" lang={undefined}>
            {text.shown.map((window, i) => (
              <>
                {i > 0 && (
                  <p class="cut" aria-label="left out">
                    …
                  </p>
                )}
                <Window text={text.text} from={window.start} to={window.end} capture={capture} />
              </>
            ))}
          </div>
        </section>
        <p class="small soft">
          <a href={`/api/v1/captures/${capture.sha256}`}>This record as data</a> · <a href={`/api/v1/captures/${capture.sha256}/text`}>its text</a>
        </p>
      </div>
    </Layout>
  )
}

const dayOf = (instant: string | null | undefined): string | null => (instant ? dayText(instant.slice(0, 10)) : null)

/** How bytes that no fetch of ours brought came here. */
const VIA: Readonly<Record<Exclude<CaptureRecord['via'], 'web'>, (day: string | null) => string>> = {
  file: (day) => (day ? phrase('A person added it as a file, saved on {day} by their account.', { day }) : 'A person added it as a file.'),
  'web archive': (day) => phrase('The address did not answer any more. This is a web archive’s copy{more}.', { more: day ? ` of ${day}` : '' }),
  imported: () => 'From a web archive file that others made, with the time it gives.',
}

const MOST_SHOWN = 60_000

/** A piece of the text with its quoted passages lit. Passages that overlap are lit once, with the first claim's mark. */
function Window({ text, from, to, capture }: { readonly text: string; readonly from: number; readonly to: number; readonly capture: CaptureRecord }) {
  const characters = [...text].slice(from, Math.min(to, from + MOST_SHOWN))
  const pieces: { text: string; claims: CaptureRecord['passages'] }[] = []
  let at = from
  const end = from + characters.length
  const slice = (start: number, stop: number) => characters.slice(start - from, stop - from).join('')
  for (const passage of capture.passages.filter(({ start }) => start >= from && start < end)) {
    const last = pieces.at(-1)
    if (passage.start < at) {
      last?.claims.push(passage)
      continue
    }
    if (passage.start > at) pieces.push({ text: slice(at, passage.start), claims: [] })
    pieces.push({ text: slice(passage.start, passage.end), claims: [passage] })
    at = passage.end
  }
  if (at < end) pieces.push({ text: slice(at, end), claims: [] })
  return (
    <div class="text">
      {pieces.map((piece) =>
        piece.claims.length === 0 ? (
          piece.text
        ) : (
          <mark>
            {piece.claims.map((claim) => (
              <span id={claim.claim} />
            ))}
            <a href={`/claims/${piece.claims[0]?.claim}`} title={piece.claims.map((claim) => claim.statement).join(' ')}>
              {piece.text}
            </a>
          </mark>
        ),
      )}
      {to > from + MOST_SHOWN && (
        <p class="cut">
          The rest is in <a href={`/api/v1/captures/${capture.sha256}/text`}>the text as data</a>.
        </p>
      )}
    </div>
  )
}

export function capturePages({ db, store }: WebDeps): Hono {
  return new Hono()
    .get('/:sha256', async (c) => {
      const sha = c.req.param('sha256')
      const [capture, text] = [await getCapture(db, sha), await getCaptureText(db, sha)]
      return c.html(<CapturePage capture={capture} text={text} />)
    })
    .get('/:sha256/original', async (c) => {
      const capture = await getCapture(db, c.req.param('sha256'))
      if (!capture.download)
        throw new ForbiddenError(
          capture.open
            ? 'This copy is not handed out. Reviewers see the sealed original.'
            : 'The licence of this document lets us show short quotes only. Reviewers see the sealed original.',
        )
      const bytes = await store.get(capture.download.sha256)
      return c.body(new Uint8Array(bytes), 200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${capture.download.sha256}"`,
      })
    })
}
