/** Problem: what is wrong with what was sent, above the form that it was sent from. */

/** What is wrong, where it is read aloud at once. */
export const Problem = ({ text }: { readonly text: string | null }) =>
  text === null ? null : (
    <p role="alert">
      <b>{text}</b>
    </p>
  )
