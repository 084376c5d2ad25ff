/** Protect, in the reader: names that are masked, and whether a document is confidential. */
import { Hono } from 'hono'
import { noteAudit } from '../../accounts/queries.ts'
import { ForbiddenError, InvalidError } from '../../errors.ts'
import type { ReadDocument } from '../../extract/reader-queries.ts'
import { endConfidential, makeConfidential, maskWords, unmaskWords } from '../../review/protect-queries.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { readable } from './confidential.ts'
import type { DeskDeps } from './deps.ts'

/** The forms, below what was found. */
export function ProtectForms({ document, mayEnd }: { readonly document: ReadDocument; readonly mayEnd: boolean }) {
  const action = `/documents/${document.id}/protection`
  return (
    <details class="stack tight" id="protect">
      <summary>Protect people named here</summary>
      <p class="small soft">
        Names of workers, witnesses and their families are masked in everything that is shown outside. Names of officials and directors at their work may stand.
      </p>
      {document.masks.length > 0 && (
        <ul class="plain small">
          {document.masks.map((words) => (
            <li>
              <form method="post" action={action} class="pair">
                <input type="hidden" name="words" value={words} />
                {words}{' '}
                <button class="button quiet small" name="do" value="unmask">
                  Show again<span class="unseen"> {words}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={action} class="stack tight">
        <label for="mask">A name to mask, as it stands in the text</label>
        <input id="mask" name="words" required maxlength={100} />
        <button name="do" value="mask">
          Mask it
        </button>
      </form>
      {document.confidential ? (
        <>
          <p class="small">
            <b>Confidential.</b> {document.confidentialReason}
          </p>
          {mayEnd && (
            <form method="post" action={action}>
              <button class="button quiet" name="do" value="end">
                Nobody can be harmed any more: end this
              </button>
            </form>
          )}
        </>
      ) : (
        <form method="post" action={action} class="stack tight">
          <label for="harm">Or make the whole document confidential: who could be harmed, without naming them</label>
          <input id="harm" name="reason" required maxlength={500} />
          <button class="button quiet" name="do" value="confidential">
            Never show it
          </button>
        </form>
      )}
    </details>
  )
}

/** What the forms do. */
export function protectRoutes({ whole, now }: Pick<DeskDeps, 'whole' | 'now'>): Hono {
  const deps = { db: whole, now }
  return new Hono().post('/:id/protection', needs('add'), readable(whole), async (c) => {
    const [documentId, person, form] = [c.req.param('id'), personOf(c), await c.req.parseBody()]
    const [action, words, by] = [form['do'], String(form['words'] ?? ''), person.pseudonym]
    if (action === 'mask') await maskWords(deps, { documentId, words: [words], reason: 'A private person’s name.', by })
    else if (action === 'unmask') {
      await unmaskWords(deps, documentId, words)
      await noteAudit(whole, by, 'took a mask off', documentId)
    } else if (action === 'confidential') {
      await makeConfidential(deps, { documentId, reason: String(form['reason'] ?? ''), by })
      await noteAudit(whole, by, 'made a document confidential', documentId)
    } else if (action === 'end') {
      if (!mayDo(person, 'see what is confidential')) throw new ForbiddenError('Only reviewers and admins end this.')
      await endConfidential(deps, documentId)
      await noteAudit(whole, by, 'ended that a document is confidential', documentId)
    } else throw new InvalidError('Choose what to do.')
    return c.redirect(`/documents/${documentId}/read#protect`, 303)
  })
}
