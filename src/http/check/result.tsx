/** Result: what a check found, row by row, what matters first. */
import { KEEP_DAYS } from '../../checks/keep-check.ts'
import type { RunningCheck } from '../../checks/running.ts'
import { dayText } from '../../model/day.ts'
import { type CheckMatch, type CheckReport, type CheckResult, type CheckRow, CHECK_RESULTS, ColumnRole } from '../../model/check.ts'
import { inWords, phrase } from '../../words/language.ts'
import { Choose } from '../components/field.tsx'
import { GradeText } from '../components/grade.tsx'
import { MadeUpMark } from '../components/made-up.tsx'
import { Thread } from '../components/thread.tsx'
import { countText } from '../components/words.ts'

export const RESULT_WORDS: Readonly<Record<CheckResult, string>> = {
  listed: 'On an official list',
  linked: 'Linked',
  possible: 'Possibly linked',
  none: 'No link found',
  unreadable: 'Could not be read',
}
const ABOUT: Readonly<Record<CheckResult, string>> = {
  listed: 'They stand on a government’s list against forced labour. Each list says what it means to be on it.',
  linked: 'Published claims lead from this organisation to a programme of forced labour, or to somebody on an official list.',
  possible: 'The name may be that of an organisation with a link. Look, and say yes or no: only you know who your supplier is.',
  none: 'Nothing is published here that links them. That is not the same as clean.',
  unreadable: 'Nothing was looked up for these rows.',
}
const ROLE_WORDS: Readonly<Record<ColumnRole, string>> = {
  name: 'Names',
  otherName: 'Names in another script',
  country: 'Countries',
  address: 'Addresses',
  city: 'Towns',
}
const MOST_OPEN = 300
const A_PAGE = 200

/** How many rows have each result, each leading to them. */
export function Counts({ report }: { readonly report: CheckReport }) {
  return (
    <ul class="check-counts">
      {CHECK_RESULTS.map((result) => (
        <li class={result}>
          <a href={report.counts[result] > 0 ? `#${result}` : undefined}>
            <b>{report.counts[result].toLocaleString('en-GB')}</b> {inWords(RESULT_WORDS[result])}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** All rows under their results. `from` is the first of the rows without a link that is shown. */
export function Rows({ report, at, from, canJudge }: { readonly report: CheckReport; readonly at: string; readonly from: number; readonly canJudge: boolean }) {
  return (
    <>
      {CHECK_RESULTS.map((result) => {
        const rows = report.rows.filter((row) => row.result === result)
        return rows.length === 0 ? null : (
          <section class="stack tight" aria-labelledby={result}>
            <h2 id={result}>{RESULT_WORDS[result]}</h2>
            <p class="soft">{ABOUT[result]}</p>
            {result === 'none' || result === 'unreadable' ? (
              <Plain rows={rows} result={result} at={at} from={result === 'none' ? from : 0} />
            ) : (
              <ul class="plain">
                {rows.slice(0, MOST_OPEN).map((row) => (
                  <li id={`row-${row.row}`}>
                    <Row row={row} at={at} canJudge={canJudge} />
                  </li>
                ))}
                {rows.length > MOST_OPEN && <li>{phrase('and {rest} more: download the list', { rest: rows.length - MOST_OPEN })}</li>}
              </ul>
            )}
          </section>
        )
      })}
    </>
  )
}

function Row({ row, at, canJudge }: { readonly row: CheckRow; readonly at: string; readonly canJudge: boolean }) {
  return (
    <>
      <p>
        <b>{row.name}</b> <span class="small soft">{[phrase('row {row}', { row: row.row }), row.country].filter(Boolean).join(' · ')}</span>
      </p>
      {row.matches
        .filter(({ judged }) => judged !== 'no' || canJudge)
        .map((match) => (
          <Match row={row} match={match} at={at} canJudge={canJudge} />
        ))}
    </>
  )
}

function Match({ row, match, at, canJudge }: { readonly row: CheckRow; readonly match: CheckMatch; readonly at: string; readonly canJudge: boolean }) {
  const { link } = match
  const isSure = match.verdict === 'match' || match.judged === 'yes'
  return (
    <div class={`check-match${match.judged === 'no' ? ' refused' : ''}`}>
      <p>
        {isSure ? 'It is' : 'It may be'} <a href={`/organisations/${match.id}`}>{match.name}</a>
        <MadeUpMark of={match} />
        {match.country && match.country !== row.country && <span class="soft"> ({match.country})</span>}{' '}
        <GradeText word={link.headline} pair={link.chains.find(({ word }) => word === link.headline)?.grade ?? null} />
      </p>
      {link.lists.map((list) => (
        <p>
          On the <a href={`/lists/${list.slug}`}>{list.name}</a> · <a href={`/claims/${list.claim}`}>evidence</a>
        </p>
      ))}
      <p class="small soft">{match.reasons.join('. ')}.</p>
      {canJudge && (
        <form method="post" action={`${at}/judge`} class="line no-print">
          <input type="hidden" name="row" value={String(row.row)} />
          <input type="hidden" name="organisation" value={match.id} />
          {match.judged === null ? (
            <>
              {!isSure && (
                <button class="button small" name="same" value="yes">
                  {phrase('Yes, {name} is {other}', { name: row.name, other: match.name })}
                </button>
              )}
              <button class="button small quiet" name="same" value="no">
                {isSure ? 'No, it is another one' : 'No'}
              </button>
            </>
          ) : (
            <>
              <span>{match.judged === 'yes' ? 'You said that it is the same.' : 'You said that it is another one.'}</span>
              <button class="button small quiet" name="same" value="undo">
                Undo
              </button>
            </>
          )}
        </form>
      )}
      {match.judged !== 'no' && (
        <details class="further">
          <summary>{link.chains.length === 1 ? 'How it is linked' : phrase('How it is linked: {chains} chains', { chains: link.chains.length })}</summary>
          {link.chains.slice(0, 5).map((chain) => (
            <Thread chain={chain} />
          ))}
        </details>
      )}
    </div>
  )
}

type PlainProps = { readonly rows: readonly CheckRow[]; readonly result: CheckResult; readonly at: string; readonly from: number }

function Plain({ rows, result, at, from }: PlainProps) {
  const some = rows.slice(from, from + A_PAGE)
  if (some.length === 0) return null
  return (
    <details class="further" open={from > 0}>
      <summary>{countText(rows.length, 'row')}</summary>
      <ul class="check-names">
        {some.map(({ row, name, why }) => (
          <li>
            <span class="soft small">{row}</span> {name} {why && result === 'unreadable' && <span class="soft small">{why}</span>}
          </li>
        ))}
      </ul>
      {rows.length > from + A_PAGE && (
        <p>
          <a href={`${at}?from=${from + A_PAGE}#${result}`}>{phrase('The next {count}', { count: Math.min(A_PAGE, rows.length - from - A_PAGE) })}</a>
        </p>
      )}
    </details>
  )
}

/** Which column was taken for what, and a way to correct it. */
export function Columns({ check, at }: { readonly check: RunningCheck; readonly at: string }) {
  const { table, columns } = check
  const first = table.rows[0]?.cells ?? []
  const options = table.headings.slice(0, 200).map((heading, i) => [heading, first[i] ? `${heading} (${(first[i] as string).slice(0, 30)})` : heading] as const)
  return (
    <details class="further no-print">
      <summary>{phrase('Names are taken from “{name}”. Is that right?', { name: columns.name })}</summary>
      <form method="post" action={`${at}/columns`} class="stack tight">
        {ColumnRole.options.map((role) => (
          <Choose
            name={role}
            label={inWords(ROLE_WORDS[role])}
            options={role === 'name' ? options : [['', inWords('no column')] as const, ...options]}
            chosen={columns[role]}
          />
        ))}
        <p>
          <button>Check again by these columns</button>
        </p>
      </form>
    </details>
  )
}

/** To keep a list, or to forget it. */
export function Keeping({ at, keptUntil, isOwn }: { readonly at: string; readonly keptUntil: Date | null; readonly isOwn: boolean }) {
  const days = KEEP_DAYS.map((each) => [String(each), phrase('{days} days', { days: each })] as const)
  return (
    <section class="card stack tight no-print" aria-labelledby="keep">
      <h2 id="keep">{keptUntil ? 'This list is kept' : 'Keep it?'}</h2>
      <p class="small soft">
        {keptUntil
          ? phrase(
              'Sealed with the key in this page’s address, until {day}. Without the address nobody can open it, we neither. Keep it where nobody else looks.',
              {
                day: dayText(keptUntil.toISOString()),
              },
            )
          : 'Nothing of it is written down now. If you keep it, it is sealed with a key that stands in this page’s address alone.'}
      </p>
      <form method="post" action={`${at}/keep`} class="stack tight" data-prove>
        <Choose name="days" label="For how long" options={days} chosen="90" />
        {isOwn && (
          <label class="tick" for="mine">
            <input type="checkbox" id="mine" name="mine" value="yes" checked /> <span>Put it into my account too</span>
          </label>
        )}
        <p class="pair">
          <button class="button small">{keptUntil ? 'Keep it from today on' : 'Keep the list'}</button>
        </p>
      </form>
      <form method="post" action={`${at}/forget`}>
        <button class="button small quiet">Forget it now</button>
      </form>
    </section>
  )
}
