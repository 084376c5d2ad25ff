/** In the page of a test: its forms, and sending one as a browser would that heeds no limits. Put there before the page's own scripts. */
globalThis.testForms = () =>
  [...document.forms].map((form) => ({
    method: form.method,
    action: new URL(form.action).pathname,
    fields: [...form.elements]
      .filter((field) => /^(?:INPUT|TEXTAREA|SELECT)$/.test(field.tagName) && field.name && !['file', 'checkbox'].includes(field.type))
      .map((field) => ({
        name: field.name,
        longest: field.maxLength > 0 ? field.maxLength : 2_000,
        value: field.type === 'date' ? field.value || '2026-11-01' : field.value,
      })),
    button: Object.fromEntries([...form.querySelectorAll('button[name]')].slice(0, 1).map(({ name, value }) => [name, value])),
  }))

globalThis.testSend = ({ method, action, button, name, words }) => {
  const has = (each) =>
    [...each.elements].some((field) => field.name === name) &&
    Object.values(button).every((value) => [...each.querySelectorAll('button[name]')].some((one) => one.value === value))
  const form = [...document.forms].find((each) => each.method === method && new URL(each.action).pathname === action && has(each))
  if (!form) return false
  for (const each of form.elements) {
    if (each.type === 'date') each.value = '2026-11-01'
    else if (each.name && each.value === '' && !['file', 'checkbox', 'submit', 'button', 'hidden'].includes(each.type))
      each.value = each.type === 'url' ? 'https://example.org/x' : 'words enough'
  }
  const field = [...form.elements].find((each) => each.name === name)
  if (field.tagName === 'SELECT') field.append(new Option(words, words, true, true))
  else if (field.tagName === 'INPUT') field.type = 'hidden'
  field.value = words
  for (const [key, value] of Object.entries(button)) {
    const chosen = document.createElement('input')
    Object.assign(chosen, { type: 'hidden', name: key, value })
    form.append(chosen)
  }
  HTMLFormElement.prototype.submit.call(form)
  return true
}
