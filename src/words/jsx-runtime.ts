/** JSX runtime: hono's, with the words in elements said in the language of the page. Names and quotes pass as they are, since no catalogue has them. */
import { Fragment, jsx as element } from 'hono/jsx/jsx-runtime'
import { inWords } from './language.ts'

export { Fragment, jsxAttr, jsxEscape, jsxTemplate } from 'hono/jsx/jsx-runtime'
export type { JSX } from 'hono/jsx/jsx-runtime'

/** Attributes that people read or hear. */
const SAID = ['aria-label', 'placeholder', 'title', 'alt'] as const
type Props = Record<string, unknown>

const saidChild = (child: unknown): unknown => (typeof child === 'string' ? inWords(child) : Array.isArray(child) ? child.map(saidChild) : child)

function spoken(tag: unknown, props: Props): Props {
  if ((typeof tag !== 'string' && tag !== Fragment) || tag === 'script' || tag === 'style') return props
  let said = props
  if (props['children'] !== undefined) said = { ...said, children: saidChild(props['children']) }
  for (const name of SAID) if (typeof props[name] === 'string') said = { ...said, [name]: inWords(props[name] as string) }
  return said
}

/** Makes an element. */
export const jsx = ((tag: never, props: Props, key: never) => element(tag, spoken(tag, props), key)) as typeof element
export { jsx as jsxs }
