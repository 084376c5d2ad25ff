/**
 * Contracts Finder: contracts that public bodies in England, and UK-wide departments, have awarded, as OCDS releases.
 * Read: buyer, supplier, what was bought, for how long. Left alone: tenders, prices, contact persons, suppliers that may be people or are not told.
 * API: contractsfinder.service.gov.uk/apidocumentation.
 */
import { contractSource } from '../kit/ocds.ts'

export default contractSource({
  name: 'Contracts Finder',
  home: 'https://www.contractsfinder.service.gov.uk/',
  search: 'https://www.contractsfinder.service.gov.uk/Published/Notices/OCDS/Search',
  from: 'publishedFrom',
  to: 'publishedTo',
  refusesWith: { host: 'www.contractsfinder.service.gov.uk', status: 403, waitMinutes: 5 },
})
