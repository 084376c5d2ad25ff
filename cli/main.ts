/**
 * The entry of the command line. It holds nothing that an old Node cannot read, so that whoever starts it with one is told how to start Unpick.
 */
const OLDEST = 22
const present = Number(process.versions.node.split('.')[0])
if (present < OLDEST) {
  process.stderr.write(
    `Unpick needs Node ${OLDEST} or later, and this is Node ${process.versions.node}. Start it with "npm start", or a command with "npx unpick": they bring their own Node.\n`,
  )
  process.exit(1)
}
await import('./program.ts')
