/** Desk frame: a page of the desk, with the way back. */
import type { Child } from 'hono/jsx'
import { Layout } from '../components/layout.tsx'

type DeskFrameProps = {
  readonly title: string
  readonly back?: readonly [href: string, name: string]
  readonly done?: string | null
  readonly children?: Child
}

/** A page of the desk. `done` says what was just done. */
export function DeskFrame({ title, back = ['/desk', 'The desk'], done = null, children }: DeskFrameProps) {
  return (
    <Layout title={title}>
      <div class="wrap page stack prose">
        <p>
          <a href={back[0]}>{back[1]}</a>
        </p>
        <h1>{title}</h1>
        {done && <p role="status">{done}</p>}
        {children}
      </div>
    </Layout>
  )
}
