/** /account/passphrase: one's own passphrase, changed. */
import { Layout } from '../components/layout.tsx'
import { Problem } from '../components/problem.tsx'

const FIELDS = [
  { name: 'present', label: 'The passphrase you have', autocomplete: 'current-password', least: 1 },
  { name: 'next', label: 'The new one: four or five words that do not belong together', autocomplete: 'new-password', least: 14 },
  { name: 'again', label: 'The new one again', autocomplete: 'new-password', least: 14 },
] as const

/** Asks for the passphrase and for another, or says that it was changed. */
export function PassphrasePage({ problem, isChanged }: { readonly problem: string | null; readonly isChanged: boolean }) {
  return (
    <Layout title="Change your passphrase">
      <div class="wrap page stack prose">
        <p>
          <a href="/account">Your account</a>
        </p>
        <h1>Change your passphrase</h1>
        {isChanged && <p role="status">Your passphrase is changed. Every other browser was signed out.</p>}
        <Problem text={problem} />
        <form method="post" action="/account/passphrase" class="stack tight">
          {FIELDS.map(({ name, label, autocomplete, least }) => (
            <>
              <label for={name}>{label}</label>
              <input id={name} name={name} type="password" autocomplete={autocomplete} required minlength={least} maxlength={200} />
            </>
          ))}
          <button>Change it</button>
        </form>
      </div>
    </Layout>
  )
}
