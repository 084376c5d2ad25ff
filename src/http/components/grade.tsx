/** Grade: a word and its pair, always leading to how it is made. */
import type { z } from 'zod'
import type { Headline } from '../../model/grade.ts'

type GradeProps = { readonly word: z.infer<typeof Headline>; readonly pair: string | null; readonly href?: string }

/** The grade as a label. Where the label itself stands inside a link, no `href` is given. */
export function Grade({ word, pair, href = '/how-we-grade' }: GradeProps) {
  const kind = word === 'None found' ? 'none' : word === 'Contested' ? 'contested' : 'linked'
  return (
    <a class={`grade ${kind}`} href={pair ? `${href}#${pair}` : href}>
      {word}
      {pair && (
        <>
          {' '}
          <i>{pair}</i>
        </>
      )}
    </a>
  )
}

/** The same without a link. */
export function GradeText({ word, pair }: Omit<GradeProps, 'href'>) {
  const kind = word === 'None found' ? 'none' : word === 'Contested' ? 'contested' : 'linked'
  return (
    <span class={`grade ${kind}`}>
      {word}
      {pair && (
        <>
          {' '}
          <i>{pair}</i>
        </>
      )}
    </span>
  )
}
