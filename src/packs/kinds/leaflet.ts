/** The leaflet: A5, two to a sheet of A4. */
import { definePack } from '../pack.ts'
import { answer, doing, threadUnder } from './parts.ts'

export default definePack({
  kind: 'leaflet',
  shape: 'leaflet',
  title: ({ say, profile }) => say('leaflet.title', { brand: profile.name }),
  build: (writer) => [
    { kind: 'title', runs: [writer.say('leaflet.title', { brand: writer.brand })] },
    { kind: 'lead', runs: [writer.sentence()] },
    ...threadUnder(writer.say('leaflet.chain'), writer),
    ...answer(writer),
    ...doing(writer),
    { kind: 'small', runs: [writer.say('people.never')] },
  ],
})
