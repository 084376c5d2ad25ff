/** Sector select: narrows a list to one sector. */

type SectorSelectProps = { readonly sectors: readonly string[]; readonly chosen: string }

export function SectorSelect({ sectors, chosen }: SectorSelectProps) {
  return (
    <select name="sector" aria-label="Sector">
      <option value="">Every sector</option>
      {sectors.map((sector) => (
        <option value={sector} selected={sector === chosen}>
          {sector}
        </option>
      ))}
    </select>
  )
}
