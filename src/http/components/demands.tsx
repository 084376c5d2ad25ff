/** Demands: what is demanded of a brand, how each stands, and what shows it. */
import { dayText } from '../../model/day.ts'
import type { CampaignRecord } from '../../model/campaign-record.ts'

const STATES: Readonly<Record<CampaignRecord['demands'][number]['state'], string>> = {
  open: 'open',
  promised: 'promised, not done',
  met: 'met',
  broken: 'promised, and broken',
}

export type Statements = ReadonlyMap<string, { readonly statement: string; readonly status: string }>

export function DemandList({ demands, statements = new Map() }: { readonly demands: CampaignRecord['demands']; readonly statements?: Statements }) {
  return (
    <ol class="plain">
      {demands.map((demand) => (
        <li>
          <span>{demand.text}</span>
          <span class={`state ${demand.state}`}>
            {STATES[demand.state]} since {dayText(demand.since)}
          </span>
          {demand.note && <span class="small">{demand.note}</span>}
          {demand.claims
            .filter((id) => statements.has(id))
            .map((id) => (
              <span class="small">
                Shown by: <a href={`/claims/${id}`}>{statements.get(id)?.statement}</a>
                {statements.get(id)?.status === 'retracted' && ' (withdrawn since)'}
              </span>
            ))}
        </li>
      ))}
    </ol>
  )
}
