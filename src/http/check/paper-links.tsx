/** Paper links: what can be made of a check for a meeting. */

/** The papers, each under its name. */
export function PaperLinks({ at }: { readonly at: string }) {
  return (
    <section class="card stack tight no-print" aria-labelledby="papers">
      <h2 id="papers">For the meeting</h2>
      <p>
        <a href={`${at}/papers`}>A motion, questions for the employer, a clause, and more</a>
      </p>
    </section>
  )
}
