/** The forms of a claim at the desk: rule on it, tell a company, mask a name, say what a confidential source says. */
import { addDays } from '../../model/day.ts'
import { RULINGS, Ruling } from '../../model/claim.ts'
import { ANSWER_DAYS } from '../../model/reply.ts'
import type { QueueClaim } from '../../review/queue-queries.ts'

/** What each ruling does, on its button. */
const RULING_WORDS: Readonly<Record<Ruling, string>> = {
  accept: 'Accept: publish it',
  reject: 'Reject: it is not so',
  contest: 'Contest: it is disputed',
  uphold: 'Uphold: it stands',
  retract: 'Withdraw it, with the reason in its place',
  reopen: 'Take my decision back',
}

/** The words of a notice, to be sent now. */
export function Sent({ text, to }: { readonly text: string; readonly to: string }) {
  const isMail = /^[^\s@]+@[^\s@]+$/.test(to)
  return (
    <div class="card stack tight" role="status">
      <h2 class="step-1">Now send this to {to}</h2>
      <p class="small">It is recorded. Its link is shown this once: copy the words now.</p>
      <textarea rows={14} readonly aria-label="The notice">
        {text}
      </textarea>
      {isMail && (
        <p>
          <a
            class="button"
            href={`mailto:${to}?${new URLSearchParams({ subject: 'What we publish about you', body: text }).toString().replaceAll('+', '%20')}`}
          >
            Open in my mail program
          </a>
        </p>
      )}
    </div>
  )
}

/** The rulings that its status allows. */
export function Rule({ claim }: { readonly claim: QueueClaim }) {
  const rulings = Ruling.options.filter((ruling) => ruling !== 'reopen' && RULINGS[ruling].from.includes(claim.status))
  if (rulings.length === 0) return null
  return (
    <form method="post" action={`/desk/claims/${claim.id}`} class="stack tight">
      <label for="ruling">Rule on it</label>
      <select id="ruling" name="ruling">
        {rulings.map((ruling) => (
          <option value={ruling}>{RULING_WORDS[ruling]}</option>
        ))}
      </select>
      <label for="why">Why, in a sentence that is published</label>
      <input id="why" name="reason" required maxlength={1_000} />
      <button name="do" value="rule">
        Decide
      </button>
      {claim.status === 'contested' && <p class="small soft">Whoever decided on it before cannot rule on it now.</p>}
    </form>
  )
}

/** Tells a company that the claim names. */
export function Notify({ claim, today }: { readonly claim: QueueClaim; readonly today: string }) {
  return (
    <details class="stack tight">
      <summary>Tell the company</summary>
      <form method="post" action={`/desk/claims/${claim.id}`} class="stack tight">
        <label for="n-organisation">Which</label>
        <select id="n-organisation" name="organisation">
          <option value={claim.subjectId}>{claim.subject}</option>
          {claim.objectId && <option value={claim.objectId}>{claim.object}</option>}
        </select>
        <label for="n-to">At which address, as it publishes it itself</label>
        <input id="n-to" name="to" required maxlength={300} />
        <label for="n-sent">Sent on</label>
        <input id="n-sent" name="sent" type="date" required value={today} />
        <label for="n-by">To answer by</label>
        <input id="n-by" name="by" type="date" required value={addDays(today, ANSWER_DAYS)} />
        <button name="do" value="notify">
          Record it, and show me the words
        </button>
      </form>
    </details>
  )
}

/** Masks a name in a document that it rests on. */
export function MaskForm({ claim }: { readonly claim: QueueClaim }) {
  const documents = [...new Map(claim.evidence.map((each) => [each.documentId, each.title])).entries()]
  if (documents.length === 0) return null
  return (
    <details class="stack tight">
      <summary>Mask a name</summary>
      <form method="post" action={`/desk/claims/${claim.id}`} class="stack tight">
        <label for="m-document">In everything that is shown of</label>
        <select id="m-document" name="document">
          {documents.map(([id, title]) => (
            <option value={id}>{title}</option>
          ))}
        </select>
        <label for="m-words">The name, as it stands there</label>
        <input id="m-words" name="words" required maxlength={100} />
        <button name="do" value="mask">
          Mask it
        </button>
      </form>
    </details>
  )
}

/** What a confidential source says, in other words. */
export function Paraphrase({ id, evidence, words }: { readonly id: string; readonly evidence: string; readonly words: string | null }) {
  return (
    <form method="post" action={`/desk/claims/${id}`} class="stack tight">
      <input type="hidden" name="evidence" value={evidence} />
      <label for={`p-${evidence}`}>What it says, in your own words and without saying who said it</label>
      <textarea id={`p-${evidence}`} name="words" rows={3} required maxlength={600}>
        {words ?? ''}
      </textarea>
      <button name="do" value="paraphrase">
        Keep these words
      </button>
    </form>
  )
}
