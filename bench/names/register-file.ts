/** Register file: an Open Supply Hub export of made-up factories, as large as is asked. */
import { open } from 'node:fs/promises'
import { facilityNames } from './made-up.ts'

const HEADINGS =
  'os_id,contribution_date,name,address,country_code,country_name,lat,lng,sector,contributor (list),number_of_workers,parent_company,processing_type_facility_type_raw,is_closed'
export const COLUMNS: number = HEADINGS.split(',').length
const COUNTRIES = ['CN', 'BD', 'IN', 'TR', 'VN']

/** Writes the file. `take` is told each name. */
export async function writeRegister(path: string, rows: number, take: (name: string, row: number) => void = () => undefined): Promise<void> {
  const file = await open(path, 'w')
  let text = `${HEADINGS}\n`
  let row = 0
  for (const name of facilityNames(rows)) {
    const country = COUNTRIES[row % COUNTRIES.length] as string
    take(name, row)
    text += `${country}2020${String(rows).length}${String(row).padStart(8, '0')},2021-03-0${1 + (row % 9)},"${name}","No. ${row % 900} ${name.split(' ')[0]} Road, ${name.split(' ').at(1)} District",${country},China,${(20 + (row % 2_000) / 100).toFixed(5)},${(80 + (row % 4_000) / 100).toFixed(5)},Apparel|Textiles,"Brand ${row % 90} (Supplier list ${row % 7})",${row % 3_000},,Final Product Assembly,False\n`
    row += 1
    if (text.length < 1_000_000) continue
    await file.write(text)
    text = ''
  }
  await file.write(text)
  await file.close()
}
