/** Prove: while somebody writes, their machine does the little sum that takes the place of waiting. Without this file the form works too, at a slower pace. */
async function prove() {
  const { challenge, bits } = await (await fetch('/api/v1/challenge')).json()
  const encoder = new TextEncoder()
  for (let nonce = 0; ; nonce += 1) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(`${challenge}.${nonce}`)))
    let zeros = 0
    for (const byte of hash) {
      zeros += Math.clz32(byte) - 24
      if (byte !== 0) break
    }
    if (zeros >= bits) return { challenge, nonce: String(nonce) }
  }
}

for (const form of document.querySelectorAll('form[data-prove]'))
  form.addEventListener(
    'focusin',
    () => {
      void prove().then(
        (work) => {
          // In the address, so that it is seen before what is sent.
          const action = new URL(form.getAttribute('action'), location.href)
          for (const [name, value] of Object.entries(work)) action.searchParams.set(name, value)
          form.setAttribute('action', action.href)
        },
        () => undefined,
      )
    },
    { once: true },
  )
