/**
 * Find a Tender: contracts above the thresholds that public bodies of the United Kingdom have awarded, as OCDS releases.
 * Read: buyer, supplier, what was bought, for how long. Left alone: tenders, prices, contact persons, suppliers that may be people or are not told.
 * API: find-tender.service.gov.uk/apidocumentation/1.0/GET-ocdsReleasePackages.
 */
import { contractSource } from '../kit/ocds.ts'

export default contractSource({
  name: 'Find a Tender',
  home: 'https://www.find-tender.service.gov.uk/',
  search: 'https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages',
  from: 'updatedFrom',
  to: 'updatedTo',
})
