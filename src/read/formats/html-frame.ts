/** What stands around an article on a page: menus, banners, side columns and requests for consent, which are not its words. */
import { type AnyNode, type Element, isTag, isText } from 'domhandler'

const ROLES = /^(?:navigation|banner|contentinfo|search|complementary|dialog|alertdialog|menu|menubar)$/i
const NAMED =
  /(?:^|[\s_-])(?:cookie|cookies|consent|gdpr|newsletter|subscribe|breadcrumbs?|sidebar|side-bar|share|sharing|social|related|promo|advert|adverts|advertisement|ads|sponsored|popup|modal|overlay|skip-link|skiplink|site-header|site-footer|page-footer|masthead|navbar|nav|menu|pagination|pager|comments|toolbar|widget|banner)(?:$|[\s_-])/i
const MOST_WORDS = 2_500

/** Whether an element frames the article: by what it is, what it is called, and how much of it is links. */
export function isFrame(element: Element): boolean {
  const { attribs, name } = element
  if (attribs['hidden'] !== undefined || attribs['aria-hidden'] === 'true') return true
  if (attribs['role'] !== undefined && ROLES.test(attribs['role'])) return true
  if (name === 'aside') return linkShare(element) > 0.3
  if ((name === 'footer' || name === 'header') && !isInArticle(element)) return name === 'footer' || linkShare(element) > 0.5
  const called = attribs['class'] ?? attribs['id']
  if (called === undefined || !NAMED.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`)) return false
  if (name === 'body' || name === 'main' || name === 'article') return false
  const { letters, linked } = lettersOf(element)
  return letters <= MOST_WORDS && (linked > letters * 0.3 || /cookie|consent|gdpr|newsletter|popup|modal|skip/i.test(called))
}

function isInArticle(element: Element): boolean {
  for (let at = element.parent; at && isTag(at); at = at.parent) if (at.name === 'article' || at.name === 'main') return true
  return false
}

const linkShare = (element: Element): number => {
  const { letters, linked } = lettersOf(element)
  return letters === 0 ? 1 : linked / letters
}

function lettersOf(root: Element): { letters: number; linked: number } {
  let letters = 0
  let linked = 0
  const nodes: { node: AnyNode; isLinked: boolean }[] = [{ node: root, isLinked: false }]
  for (let next = nodes.pop(); next; next = nodes.pop()) {
    const { node, isLinked } = next
    if (isText(node)) {
      const length = node.data.trim().length
      letters += length
      if (isLinked) linked += length
    } else if (isTag(node) && node.name !== 'script' && node.name !== 'style') {
      for (const child of node.children) nodes.push({ node: child, isLinked: isLinked || node.name === 'a' || node.name === 'button' })
    }
  }
  return { letters, linked }
}
