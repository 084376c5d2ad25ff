/** The page of an error: what happened, and what to do. */
import { Layout } from '../components/layout.tsx'

type ErrorPageProps = { readonly problem: { readonly title: string; readonly detail: string; readonly status: number } }

export function ErrorPage({ problem }: ErrorPageProps) {
  return (
    <Layout title={problem.title}>
      <div class="wrap page stack">
        <h1>{problem.title}</h1>
        <p class="lead">{problem.detail}</p>
        <p>
          <a href="/brands">Search the brands</a>, or <a href="/">start from the beginning</a>.
        </p>
      </div>
    </Layout>
  )
}
