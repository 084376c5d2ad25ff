/** Target map: numbered shops around a place on the outline of the land, drawn here as SVG. It shows nothing that the list does not hold, but how many more there are where. */
import type { Target } from '../../model/target.ts'
import type { Dot } from '../../publish/list-targets.ts'
import { type Place, townsNear } from '../../publish/places.ts'
import { frameAround } from '../land.ts'
import { phrase } from '../../words/language.ts'

type MapProps = { readonly place: Place; readonly targets: readonly Target[]; readonly others: readonly Dot[]; readonly radiusKm: number }
const WIDTH = 400
const HEIGHT = 420
const MOST_PINS = 40
/** Others that stand closer than this are one dot with their number. */
const CELL = 34

export function TargetMap({ place, targets, others, radiusKm }: MapProps) {
  const furthest = Math.max(0.4, ...targets.slice(0, MOST_PINS).map((target) => target.distanceMetres / 1_000)) * 1.25
  const reach = Math.min(radiusKm, furthest)
  const { at, land, pixelsAKm } = frameAround(place, reach, WIDTH, HEIGHT)
  const isInside = ({ x, y }: { x: number; y: number }) => x > 12 && x < WIDTH - 12 && y > 12 && y < HEIGHT - 12
  const pins = spread(targets.slice(0, MOST_PINS).map((target, i) => ({ number: i + 1, id: target.site.id, name: target.brand.name, ...at(target.site) })))
  const dots = clustered([...targets.slice(MOST_PINS).map(({ site }) => site), ...others].map(at).filter(isInside))
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((km) => reach / km <= 3) ?? 20
  const named = townsNear(place, reach * 1.2, 14)
    .map((town) => ({ name: town.name, ...at(town) }))
    .filter(isInside)
  const towns = apart(named.map((town) => besidePins(town, pins)))
  return (
    <svg
      class="map"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="group"
      aria-label={phrase('Map of {pins} shops around {name}; the list beside it holds the same', { pins: pins.length, name: place.name })}
    >
      <path class="land" d={land} />
      <g class="rings">
        {[1, 2, 3].map((n) => (
          <circle cx={WIDTH / 2} cy={HEIGHT / 2} r={Math.round(n * step * pixelsAKm)} />
        ))}
      </g>
      <g class="ring-names">
        {[1, 2, 3]
          .filter((n) => n * step * pixelsAKm < HEIGHT / 2 - 8)
          .map((n) => (
            <text x={WIDTH / 2} y={Math.round(HEIGHT / 2 - n * step * pixelsAKm - 3)}>
              {step * n < 1 ? `${Math.round(step * n * 1_000)} m` : phrase('{toFixed} km', { toFixed: Number((step * n).toFixed(1)) })}
            </text>
          ))}
      </g>
      <g class="more">
        {dots.map(({ x, y, n }) => (
          <g>
            <circle cx={x} cy={y} r={n === 1 ? 4 : Math.min(14, 6 + Math.log2(n))} />
            {n > 1 && (
              <text x={x} y={y + 3.5}>
                {n > 999 ? '999+' : n}
              </text>
            )}
          </g>
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
          <a href={`#${pin.id}`} aria-label={`${pin.number}: ${pin.name}`}>
            <circle cx={pin.x} cy={pin.y} r="12" />
            <text x={pin.x} y={pin.y + 4}>
              {pin.number}
            </text>
          </a>
        ))}
      </g>
    </svg>
  )
}

type Point = { readonly x: number; readonly y: number }

/** Points that stand close to each other, as one with their number, in their middle. */
function clustered(points: readonly Point[]): { x: number; y: number; n: number }[] {
  const cells = Map.groupBy(points, ({ x, y }) => `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`)
  const middle = (all: readonly number[]) => Math.round((all.reduce((sum, value) => sum + value, 0) / all.length) * 10) / 10
  return [...cells.values()].map((cell) => ({ x: middle(cell.map(({ x }) => x)), y: middle(cell.map(({ y }) => y)), n: cell.length }))
}

/** A name moved up or down to where no pin covers it; where it was when there is no such place near. */
function besidePins<P extends Point & { readonly name: string }>(town: P, pins: readonly Point[]): P {
  const half = town.name.length * 3.6 + 12
  const isCovered = (y: number) => pins.some((pin) => Math.abs(pin.x - town.x) < half && Math.abs(pin.y - (y - 4)) < 19)
  const y = [0, -22, 26, -40, 44].map((step) => town.y + step).find((each) => each > 16 && each < HEIGHT - 8 && !isCovered(each))
  return { ...town, y: y ?? town.y }
}

/** Names that do not cover each other, the first ones first. */
function apart<P extends Point & { readonly name: string }>(names: readonly P[]): P[] {
  const kept: P[] = []
  for (const name of names) {
    const isClear = kept.every(({ x, y, name: other }) => Math.abs(x - name.x) > (other.length + name.name.length) * 3.6 || Math.abs(y - name.y) > 15)
    if (isClear) kept.push(name)
  }
  return kept
}

/** Moves pins apart that would cover each other. Deterministic: earlier pins stay, later ones step aside along a spiral. */
function spread<P extends Point>(pins: readonly P[]): P[] {
  const placed: P[] = []
  for (const pin of pins) {
    let { x, y } = pin
    for (let turn = 0; turn < 60 && placed.some((other) => Math.hypot(other.x - x, other.y - y) < 22); turn += 1) {
      const angle = turn * 2.4
      x = Math.min(WIDTH - 14, Math.max(14, pin.x + Math.cos(angle) * 7 * Math.sqrt(turn + 1)))
      y = Math.min(HEIGHT - 14, Math.max(14, pin.y + Math.sin(angle) * 7 * Math.sqrt(turn + 1)))
    }
    placed.push({ ...pin, x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 })
  }
  return placed
}
