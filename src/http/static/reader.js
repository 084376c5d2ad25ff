/** Reader: keys to go from claim to claim and page to page, and to add a claim from the words selected. Without this file the page still reads and adds. */
const text = document.getElementById('text')
const claims = [...document.querySelectorAll('a[data-claim]')]
let at = -1
document.querySelector('.keys').hidden = false

const show = (next) => {
  if (claims.length === 0) return
  at = (next + claims.length) % claims.length
  const id = claims[at].dataset.claim
  for (const mark of document.querySelectorAll('mark.lit')) mark.classList.remove('lit')
  const marks = [...document.querySelectorAll('mark[data-claims]')].filter((mark) => mark.dataset.claims.split(' ').includes(id))
  for (const mark of marks) mark.classList.add('lit')
  marks[0]?.scrollIntoView({ block: 'center' })
  claims[at].focus({ preventScroll: true })
}
claims.forEach((claim, i) =>
  claim.addEventListener('click', (event) => {
    event.preventDefault()
    show(i)
  }),
)

const turn = (rel) => document.querySelector(`nav a[rel="${rel}"]`)?.click()

const add = () => {
  const selection = document.getSelection()
  const form = document.querySelector('#add')
  if (selection && !selection.isCollapsed && text.contains(selection.anchorNode)) {
    form.querySelector('[name=quote]').value = selection.toString().trim()
    const before = document.createRange()
    before.setStart(text, 0)
    before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset)
    form.querySelector('[name=near]').value = String(Number(text.dataset.start) + [...before.toString()].length)
    const names = [...selection.getRangeAt(0).cloneContents().querySelectorAll('.name')].map((name) => name.textContent)
    if (names[0]) form.querySelector('[name=subject]').value = names[0]
    if (names[1]) form.querySelector('[name=object]').value = names[1]
  }
  form.open = true
  form.querySelector(form.querySelector('[name=quote]').value ? '[name=subject]' : '[name=quote]').focus()
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return
  const does = { j: () => show(at + 1), k: () => show(at - 1), n: () => turn('next'), p: () => turn('prev'), a: add }[event.key]
  if (!does) return
  event.preventDefault()
  does()
})
