/** Made up: the demonstration's things are marked one by one, and a page says whether all or some of what it shows is made up. */

/** Something that a page shows. */
export type Shown = { readonly demonstration?: boolean | undefined }
/** How much of what a page shows was made up. */
export type HowMuch = 'all' | 'some' | 'none'

/** How much of these was made up. */
export function madeUpOf(shown: readonly Shown[]): HowMuch {
  const count = shown.filter(({ demonstration }) => demonstration === true).length
  if (count === 0) return 'none'
  return count === shown.length ? 'all' : 'some'
}

/** The same for a page that also says things which are real, whatever it lists. */
export const madeUpAmong = (shown: readonly Shown[]): HowMuch => (madeUpOf(shown) === 'none' ? 'none' : 'some')

/** A mark beside the name of a made-up thing; nothing beside a real one. */
export const MadeUpMark = ({ of: { demonstration } }: { readonly of: Shown }) =>
  demonstration ? (
    <>
      {' '}
      <span class="made-up">made up</span>
    </>
  ) : null
