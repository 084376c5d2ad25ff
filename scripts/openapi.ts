/** OpenAPI: writes openapi.json from the routes. `--verify` compares instead. */
import { readFile, writeFile } from 'node:fs/promises'
import { createApi } from '../src/http/app.ts'
import { openApiDocument } from '../src/http/openapi.ts'
import type { WebDeps } from '../src/http/deps.ts'

const FILE = 'openapi.json'
const text = `${JSON.stringify(openApiDocument(createApi({} as WebDeps, () => Promise.reject(new Error('not asked')))), null, 2)}\n`
if (process.argv.includes('--verify')) {
  if ((await readFile(FILE, 'utf8')) !== text) {
    process.stderr.write('openapi.json is not what the routes say. Run: npm run openapi\n')
    process.exitCode = 1
  }
} else await writeFile(FILE, text)
