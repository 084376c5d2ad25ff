/** The page that sets up a second factor: a code for the app, and recovery codes. */
import { raw } from 'hono/html'
import { renderSVG } from 'uqr'
import type { BegunFactor } from '../../accounts/accounts.ts'
import { Layout } from '../components/layout.tsx'
import { Problem } from '../components/problem.tsx'

/** Asks for the passphrase first; then shows what to scan and asks for the first code. */
export function SecondFactorPage({ begun, problem }: { readonly begun: Omit<BegunFactor, 'cookies'> | null; readonly problem: string | null }) {
  return (
    <Layout title="Second factor">
      <div class="wrap page stack prose">
        <h1>Your second factor</h1>
        <p>A passphrase can be stolen; a code that changes every half minute is of no use later. Any authenticator app will do.</p>
        <Problem text={problem} />
        {begun === null ? (
          <form method="post" action="/account/second-factor" class="stack tight">
            <label for="passphrase">Your passphrase</label>
            <input id="passphrase" name="passphrase" type="password" autocomplete="current-password" required maxlength={200} />
            <button>Set it up</button>
          </form>
        ) : (
          <>
            <ol class="stack tight">
              <li>
                Scan this with the app, or type the key into it.
                <div class="qr" role="img" aria-label="The key as a picture to scan">
                  {raw(renderSVG(begun.uri, { border: 2 }))}
                </div>
                <code>{begun.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
              </li>
              <li>
                Keep these recovery codes on paper. Each opens your account once, should you lose the app.
                <ul class="codes">
                  {begun.recoveryCodes.map((code) => (
                    <li>
                      <code>{code}</code>
                    </li>
                  ))}
                </ul>
              </li>
            </ol>
            <form method="post" action="/account/second-factor/confirm" class="stack tight">
              <label for="code">The six digits that the app shows now</label>
              <input id="code" name="code" autocomplete="one-time-code" inputmode="numeric" pattern="[0-9 ]{6,7}" required maxlength={7} />
              <button>Confirm</button>
            </form>
          </>
        )}
      </div>
    </Layout>
  )
}
