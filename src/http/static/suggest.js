/** Names as you type: beside a search field stands a list of what its beginning may become. Without this file the form still searches. */
for (const field of document.querySelectorAll('input[data-suggest]')) {
  const list = document.createElement('ul')
  list.id = `${field.id}-names`
  list.className = 'names'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Names')
  list.hidden = true
  field.closest('.row').after(list)
  field.setAttribute('role', 'combobox')
  field.setAttribute('aria-autocomplete', 'list')
  field.setAttribute('aria-controls', list.id)
  field.setAttribute('aria-expanded', 'false')

  let asked = 0
  let timer
  let chosen = -1
  const options = () => [...list.children]
  const choose = (at) => {
    chosen = at
    options().forEach((option, i) => option.setAttribute('aria-selected', String(i === at)))
    if (at < 0) field.removeAttribute('aria-activedescendant')
    else {
      field.setAttribute('aria-activedescendant', options()[at].id)
      options()[at].scrollIntoView({ block: 'nearest' })
    }
  }
  const show = (items) => {
    const kept = options()[chosen]?.dataset.href
    list.replaceChildren(
      ...items.map((item, i) => {
        const option = document.createElement('li')
        option.id = `${list.id}-${i}`
        option.setAttribute('role', 'option')
        option.dataset.href = item.brand ? `/brands/${item.brand}` : `/organisations/${encodeURIComponent(item.id)}`
        const name = document.createElement('b')
        name.textContent = item.name
        const what = document.createElement('span')
        what.className = 'soft small'
        what.textContent = [item.headline ?? item.kind, item.country, item.demonstration && 'made up'].filter(Boolean).join(' · ')
        option.append(name, ' ', what)
        option.addEventListener('mousedown', (event) => {
          event.preventDefault() // the field keeps the focus until the page changes
          location.assign(option.dataset.href)
        })
        return option
      }),
    )
    list.hidden = items.length === 0
    field.setAttribute('aria-expanded', String(items.length > 0))
    // A name that was chosen stays chosen when newer answers still hold it.
    choose(kept === undefined ? -1 : options().findIndex((option) => option.dataset.href === kept))
  }
  const ask = async () => {
    const question = (asked += 1)
    const text = field.value.trim()
    if (text.length < 2) return show([])
    try {
      const answer = await fetch(`/api/v1/suggest?${new URLSearchParams({ q: text, limit: '8' })}`)
      const items = answer.ok ? (await answer.json()).items : []
      if (question === asked) show(items)
    } catch {
      show([]) // offline: the form is still there
    }
  }
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, 120)
  })
  field.addEventListener('blur', () => show([]))
  field.addEventListener('keydown', (event) => {
    const count = options().length
    if (list.hidden || count === 0) return
    if (event.key === 'ArrowDown') choose((chosen + 1) % count)
    else if (event.key === 'ArrowUp') choose((chosen - 1 + count) % count)
    else if (event.key === 'Escape') show([])
    else if (event.key === 'Enter' && chosen >= 0) location.assign(options()[chosen].dataset.href)
    else return
    event.preventDefault()
  })
}
