/** Targets: "near me" at a tap, and a map that moves. Without this file the page has a map and a list already. */
const near = document.querySelector('#near-me')
const form = near?.closest('form')

/** Where somebody is, to about a kilometre: nothing more exact leaves the browser. */
const rounded = (degrees) => (Math.round(degrees * 100) / 100).toFixed(2)
if (near && form && 'geolocation' in navigator) {
  near.hidden = false
  near.addEventListener('click', () => {
    near.disabled = true
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.near.value = `${rounded(coords.latitude)},${rounded(coords.longitude)}`
        form.submit()
      },
      () => {
        near.disabled = false
        near.textContent = 'Your place is not known. Write it instead.'
      },
      { enableHighAccuracy: false, timeout: 10_000, maximumAge: 600_000 },
    )
  })
}

const frame = document.querySelector('#map')
if (frame) {
  const button = document.createElement('button')
  Object.assign(button, { type: 'button', className: 'button quiet small', textContent: 'A map that moves' })
  button.addEventListener('click', () => {
    button.disabled = true
    void move().catch(() => {
      button.disabled = false
      button.textContent = 'The map could not be opened. Try again'
    })
  })
  frame.append(button)
}

/** Puts a map that pans and zooms in the place of the drawing. */
async function move() {
  const paths = document.querySelector('script[data-leaflet]').dataset
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: paths.leafletStyle })
  document.head.append(style)
  await new Promise((resolve, reject) =>
    document.head.append(Object.assign(document.createElement('script'), { src: paths.leaflet, onload: resolve, onerror: reject })),
  )
  const { lat, lon, km, tiles, credit } = frame.dataset
  const box = document.createElement('div')
  box.className = 'moving-map'
  frame.replaceChildren(box)
  const map = L.map(box, { attributionControl: true, minZoom: 5, maxZoom: 18 })
  map.attributionControl.setPrefix(false)
  if (tiles) L.tileLayer(tiles, { attribution: (credit ?? '').replace(/[<>&"]/g, ''), referrerPolicy: 'no-referrer' }).addTo(map)
  else {
    const land = await (await fetch('/targets/land.json')).json()
    L.geoJSON(land, { interactive: false, className: 'land' }).addTo(map)
    map.attributionControl.addAttribution('Natural Earth')
  }
  map.fitBounds(L.latLng(Number(lat), Number(lon)).toBounds(Number(km) * 2_000))
  const layer = L.layerGroup().addTo(map)
  const asked = new URLSearchParams(location.search)
  const show = async () => {
    const bounds = map.getBounds()
    const query = new URLSearchParams({ south: bounds.getSouth(), west: bounds.getWest(), north: bounds.getNorth(), east: bounds.getEast() })
    for (const name of ['sector', 'call']) if (asked.get(name)) query.set(name, asked.get(name))
    const { points } = await (await fetch(`/targets/points.json?${query}`)).json()
    layer.clearLayers()
    for (const { lat: south, lon: west, n, brand, name, word } of points) {
      if (n > 1) {
        const icon = L.divIcon({ className: 'cluster', html: String(n), iconSize: [34, 34] })
        L.marker([south, west], { icon, title: `${n} shops` })
          .on('click', () => map.setView([south, west], map.getZoom() + 2))
          .addTo(layer)
        continue
      }
      const card = document.createElement('p')
      const link = Object.assign(document.createElement('a'), { href: `/brands/${brand}`, textContent: name })
      card.append(link, `: ${word}`)
      L.circleMarker([south, west], { radius: 8, className: 'shop' }).bindPopup(card).addTo(layer)
    }
  }
  map.on('moveend', () => void show())
  await show()
}
