/** /how-we-grade: how strong a link is, so that a reader can redo the sum, with examples from what stands here now. */
import { Hono } from 'hono'
import { CREDIBILITY_WORDS, RELIABILITY_WORDS, type Reliability, type Credibility, points, wordOf } from '../../model/grade.ts'
import type { BrandProfile } from '../../model/profile.ts'
import { getBrandProfile, listBrands } from '../../publish/read-queries.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpAmong } from '../components/made-up.tsx'
import type { WebDeps } from '../deps.ts'

const LETTERS = Object.keys(RELIABILITY_WORDS) as Reliability[]
const NUMBERS = [1, 2, 3, 4, 5, 6] as const satisfies readonly Credibility[]

export function GradePage({ examples }: { readonly examples: readonly BrandProfile[] }) {
  return (
    <Layout title="How we grade" here="/how-we-grade" madeUp={madeUpAmong(examples)}>
      <div class="wrap page stack prose">
        <h1>How we grade</h1>
        <p class="lead">A grade says how strong the published evidence is. You can work out every one of them from what stands on the page.</p>
        <h2>Two marks for each claim</h2>
        <p>
          The <b>letter</b> is for the publisher: how far it can be relied on. A person sets it and gives the reason, which stands beside every quote. The{' '}
          <b>number</b> is for the claim, and follows from its evidence. Together they are a pair, such as B2. This is the Admiralty code, which newsrooms and
          courts have long used.
        </p>
        <div class="columns">
          <table>
            <caption>The letter</caption>
            <tbody>
              {LETTERS.map((letter) => (
                <tr>
                  <th scope="row">{letter}</th>
                  <td>{RELIABILITY_WORDS[letter]}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <table>
            <caption>The number</caption>
            <tbody>
              {NUMBERS.map((number) => (
                <tr>
                  <th scope="row">{number}</th>
                  <td>{CREDIBILITY_WORDS[number]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <h2>How the number follows from the evidence</h2>
        <ol>
          <li>
            <b>1</b>: at least two independent publishers rated A to C say it plainly, and nobody independent speaks against it. Copies of one report are one
            publisher.
          </li>
          <li>
            <b>2</b>: one publisher rated A or B says it plainly.
          </li>
          <li>
            <b>3</b>: one rated C says it, or a better one says it with a hedge (“may have”, “reportedly”).
          </li>
          <li>
            <b>4</b>: only publishers rated D or E say it, or an independent one that is no more reliable speaks against it.
          </li>
          <li>
            <b>5</b>: a more reliable publisher speaks against it.
          </li>
          <li>
            <b>6</b>: only publishers say it whom nobody can judge.
          </li>
        </ol>
        <p>
          A company’s own denial is shown beside the claim, as large as the claim. It is not an independent voice, so it does not change the number; it can lead
          a reviewer to mark the claim as contested.
        </p>
        <h2>From pairs to words</h2>
        <p>
          Add letter and number, A being 1. Two or three points is <b>Strong</b>, four or five is <b>Substantial</b>, more is <b>Some</b>. A letter D or F, or a
          number 4 or 6, never makes more than Some. A letter E or a number 5 does not count at all.
        </p>
        <div class="scroll" role="region" aria-label="Every pair and its word" tabindex={0}>
          <table class="pairs">
            <caption>Every pair and its word</caption>
            <thead>
              <tr>
                <td></td>
                {NUMBERS.map((number) => (
                  <th scope="col">{number}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {LETTERS.map((letter) => (
                <tr>
                  <th scope="row">{letter}</th>
                  {NUMBERS.map((number) => (
                    <Cell letter={letter} number={number} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <h2 id="confidential">Confidential sources</h2>
        <p>
          Some sources are never shown, because somebody could be harmed. Then a reviewer writes down what the source says, and no reader can check it. So its
          publisher counts as <b>C</b> at best, its words as said with a hedge, and it confirms nothing else: a claim that rests on such a source alone is C3,{' '}
          <b>Some</b>, at best.
        </p>
        <h2>Chains and brands</h2>
        <p>
          A chain is as strong as its weakest claim, and the page says which that is. A brand’s headline is the best of its current chains. When a step of its
          only chains is disputed and not yet decided, the headline is <b>Contested</b>. When a brand has stopped buying, by published evidence, the chain is
          kept as <b>historic</b> and no longer counts.
        </p>
        <p>
          <b>None found</b> means that nothing was found and reviewed. It never means clean: most supply chains are secret, and most of the work is still to do.
        </p>
        <p>A chain whose newest evidence at its weakest step is more than two years old is marked as due for review.</p>
        {examples.length > 0 && (
          <>
            <h2>Worked examples</h2>
            {examples.map((example) => (
              <Example profile={example} />
            ))}
          </>
        )}
      </div>
    </Layout>
  )
}

function Cell({ letter, number }: { readonly letter: Reliability; readonly number: Credibility }) {
  const pair = { reliability: letter, credibility: number }
  const word = wordOf(pair)
  return (
    <td id={`${letter}${number}`} class={word ? word.toLowerCase() : 'none'}>
      {word ?? '–'}
      <span class="soft"> {points(pair)}</span>
    </td>
  )
}

function Example({ profile }: { readonly profile: BrandProfile }) {
  const chain = profile.chains[0]
  if (!chain) return null
  const weakest = chain.steps.find((step) => step.weakest)
  return (
    <div class="card stack tight">
      <h3>
        <a href={`/brands/${profile.slug}`}>{profile.name}</a>
        <MadeUpMark of={profile} />: {chain.word} {chain.grade}
      </h3>
      <p>
        Its strongest chain has {chain.steps.length} {chain.steps.length === 1 ? 'step' : 'steps'}, graded{' '}
        {chain.steps.map((step, i) => (
          <>
            {i > 0 && ', '}
            <a href={`/claims/${step.claim}`}>{step.grade}</a>
          </>
        ))}
        . The weakest is {weakest?.grade}: {'ABCDEF'.indexOf(chain.grade[0] ?? 'F') + 1} for {chain.grade[0]} and {chain.grade[1]} make{' '}
        {'ABCDEF'.indexOf(chain.grade[0] ?? 'F') + 1 + Number(chain.grade[1])} points. So the chain is {chain.word.toLowerCase()}.
      </p>
    </div>
  )
}

export function gradePages({ db }: WebDeps): Hono {
  return new Hono().get('/', async (c) => {
    const brands = (await listBrands(db, { limit: 50 })).items.filter((brand) => brand.chains > 0)
    const chosen = [brands[0], brands.find((brand) => brand.headline !== brands[0]?.headline)].filter((brand) => brand !== undefined)
    return c.html(<GradePage examples={await Promise.all(chosen.map((brand) => getBrandProfile(db, brand.slug)))} />)
  })
}
