/** Target map: numbered shops around a place, drawn here as SVG. It shows nothing that the list does not hold. */
import type { Target } from '../../model/target.ts'
import { type Place, townsNear } from '../../publish/places.ts'

type MapProps = { readonly place: Place; readonly targets: readonly Target[]; readonly radiusKm: number }
const WIDTH = 400
const HEIGHT = 420
const KM_A_DEGREE = 111.2
const MOST_PINS = 40

export function TargetMap({ place, targets, radiusKm }: MapProps) {
  const furthest = Math.max(0.4, ...targets.map((target) => target.distanceMetres / 1_000)) * 1.25
  const reach = Math.min(radiusKm, furthest)
  const scale = (Math.min(WIDTH, HEIGHT) / 2 - 24) / reach
  const at = (point: { lat: number; lon: number }) => ({
    x: WIDTH / 2 + (point.lon - place.lon) * KM_A_DEGREE * Math.cos((place.lat * Math.PI) / 180) * scale,
    y: HEIGHT / 2 - (point.lat - place.lat) * KM_A_DEGREE * scale,
  })
  const pins = spread(targets.slice(0, MOST_PINS).map((target, i) => ({ number: i + 1, id: target.site.id, ...at(target.site) })))
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((km) => reach / km <= 3) ?? 20
  const towns = townsNear(place, reach * 1.1, 7)
    .map((town) => ({ ...town, ...at(town) }))
    .filter((town) => town.x > 30 && town.x < WIDTH - 30 && town.y > 16 && town.y < HEIGHT - 10)
  return (
    <svg
      class="map"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Map of ${pins.length} shops around ${place.name}; the list beside it holds the same`}
    >
      <g class="rings">
        {[1, 2, 3].map((n) => (
          <circle cx={WIDTH / 2} cy={HEIGHT / 2} r={n * step * scale} />
        ))}
      </g>
      <g class="ring-names">
        {[1, 2, 3]
          .filter((n) => n * step * scale < HEIGHT / 2 - 8)
          .map((n) => (
            <text x={WIDTH / 2} y={HEIGHT / 2 - n * step * scale - 3}>
              {step * n < 1 ? `${Math.round(step * n * 1_000)} m` : `${Number((step * n).toFixed(1))} km`}
            </text>
          ))}
      </g>
      <g class="town-names">
        {towns.map((town) => (
          <text x={town.x} y={town.y}>
            {town.name}
          </text>
        ))}
      </g>
      <g class="pins">
        {[...pins].reverse().map((pin) => (
          <g>
            <circle cx={pin.x} cy={pin.y} r="12" />
            <text x={pin.x} y={pin.y + 4}>
              {pin.number}
            </text>
          </g>
        ))}
      </g>
    </svg>
  )
}

/** Moves pins apart that would cover each other. Deterministic: earlier pins stay, later ones step aside along a spiral. */
function spread<P extends { x: number; y: number }>(pins: readonly P[]): P[] {
  const placed: P[] = []
  for (const pin of pins) {
    let { x, y } = pin
    for (let turn = 0; turn < 60 && placed.some((other) => Math.hypot(other.x - x, other.y - y) < 22); turn += 1) {
      const angle = turn * 2.4
      x = Math.min(WIDTH - 14, Math.max(14, pin.x + Math.cos(angle) * 7 * Math.sqrt(turn + 1)))
      y = Math.min(HEIGHT - 14, Math.max(14, pin.y + Math.sin(angle) * 7 * Math.sqrt(turn + 1)))
    }
    placed.push({ ...pin, x, y })
  }
  return placed
}
