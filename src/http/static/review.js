/** Review: a key for each button. Without this file the buttons do the same. */
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const isField = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
  if (isField && event.key === 'Escape') return event.target.blur()
  if (isField) return
  if (event.key === 'w') {
    event.preventDefault()
    return document.getElementById('reason')?.focus()
  }
  const button = [...document.querySelectorAll('[data-key]')].find((each) => each.dataset.key === event.key.toLowerCase())
  if (!button) return
  event.preventDefault()
  button.click()
})
