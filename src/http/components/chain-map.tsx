/** Chain map: a workplace and the countries in which others work on the same chain, on the outline of the world. The list beside it holds the same. */
import type { Workplace } from '../../model/workplace.ts'
import { COUNTRY_NAMES } from '../../names/countries.ts'
import { phrase } from '../../words/language.ts'
import { worldFrame } from '../land.ts'

const WIDTH = 900
const HEIGHT = 440

export function ChainMap({ workplace }: { readonly workplace: Workplace }) {
  const { land, at, centre } = worldFrame(WIDTH, HEIGHT)
  const here = workplace.lat !== null && workplace.lon !== null ? at({ lat: workplace.lat, lon: workplace.lon }) : centre(workplace.country ?? '')
  const counted = Map.groupBy(workplace.upstream, ({ country }) => country ?? '')
  const points = [...counted].flatMap(([country, places]) => {
    const point = centre(country)
    return point
      ? [{ ...point, country, n: places.length, name: COUNTRY_NAMES.get(country) ?? country, isForced: places.some(({ programmes }) => programmes.length > 0) }]
      : []
  })
  if (points.length === 0) return null
  const names = points.map(({ name }) => name).join(', ')
  return (
    <svg
      class="map chain-map"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={phrase('The chain on a map: {names}. The list holds the same.', { names: names || workplace.name })}
    >
      <path class="land" d={land} />
      {here &&
        points.map(({ x, y }) => (
          <path
            class="yarn-line"
            d={`M${here.x} ${here.y}Q${Math.round((here.x + x) / 2)} ${Math.round(Math.min(here.y, y) - Math.abs(here.x - x) / 5)} ${x} ${y}`}
          />
        ))}
      <g class="pins">
        {points.map(({ x, y, n, isForced }) => (
          <>
            <circle class={isForced ? undefined : 'plain-pin'} cx={x} cy={y} r={9} />
            <text x={x} y={y + 4}>
              {n}
            </text>
          </>
        ))}
        {here && <circle class="here" cx={here.x} cy={here.y} r={7} />}
      </g>
      <g class="town-names">
        {points.map(({ x, y, name }) => (
          <text x={x + 13} y={y + 4}>
            {name}
          </text>
        ))}
      </g>
    </svg>
  )
}
