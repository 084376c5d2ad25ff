/** Static files: the stylesheet and the typefaces, from our own origin, by names that change with their contents. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Hono } from 'hono'

const require = createRequire(import.meta.url)
const SANS = '@fontsource/atkinson-hyperlegible-next'
const SERIF = '@fontsource/source-serif-4'
/** One weight a file: what most pages need is light, the rest comes when it is used. */
const FONTS = {
  'atkinson.woff2': [SANS, 'atkinson-hyperlegible-next-latin-400-normal.woff2'],
  'atkinson-bold.woff2': [SANS, 'atkinson-hyperlegible-next-latin-700-normal.woff2'],
  'atkinson-italic.woff2': [SANS, 'atkinson-hyperlegible-next-latin-400-italic.woff2'],
  'atkinson-ext.woff2': [SANS, 'atkinson-hyperlegible-next-latin-ext-400-normal.woff2'],
  'atkinson-ext-bold.woff2': [SANS, 'atkinson-hyperlegible-next-latin-ext-700-normal.woff2'],
  'serif.woff2': [SERIF, 'source-serif-4-latin-400-normal.woff2'],
  'serif-italic.woff2': [SERIF, 'source-serif-4-latin-400-italic.woff2'],
  'serif-ext.woff2': [SERIF, 'source-serif-4-latin-ext-400-normal.woff2'],
} as const

const own = (name: string) => readFileSync(join(import.meta.dirname, 'static', name))
const font = ([pack, file]: readonly [string, string]) => readFileSync(join(require.resolve(`${pack}/package.json`), '..', 'files', file))

const files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; type: string }>()
for (const [name, where] of Object.entries(FONTS)) files.set(name, { bytes: new Uint8Array(font(where)), type: 'font/woff2' })
files.set('suggest.js', { bytes: new Uint8Array(own('suggest.js')), type: 'text/javascript; charset=utf-8' })
files.set('review.js', { bytes: new Uint8Array(own('review.js')), type: 'text/javascript; charset=utf-8' })
files.set('prove.js', { bytes: new Uint8Array(own('prove.js')), type: 'text/javascript; charset=utf-8' })
files.set('reader.js', { bytes: new Uint8Array(own('reader.js')), type: 'text/javascript; charset=utf-8' })
files.set('targets.js', { bytes: new Uint8Array(own('targets.js')), type: 'text/javascript; charset=utf-8' })
const leaflet = (name: string) => new Uint8Array(readFileSync(join(require.resolve('leaflet/package.json'), '..', 'dist', name)))
files.set('leaflet.js', { bytes: leaflet('leaflet.js'), type: 'text/javascript; charset=utf-8' })
files.set('leaflet.css', { bytes: leaflet('leaflet.css'), type: 'text/css; charset=utf-8' })
files.set('icon.svg', { bytes: new Uint8Array(own('icon.svg')), type: 'image/svg+xml' })

const versionOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 10)
const versions = new Map([...files].map(([name, { bytes }]) => [name, versionOf(bytes)]))
// The stylesheet names the typefaces as pages do that ask for them early, so that a browser fetches each once.
const style = new TextEncoder().encode(
  own('unpick.css')
    .toString()
    .replace(/url\("([\w-]+\.woff2)"\)/g, (_, name: string) => `url("${name}?v=${versions.get(name)}")`),
)
files.set('unpick.css', { bytes: style, type: 'text/css; charset=utf-8' })
versions.set('unpick.css', versionOf(style))

/** Where a static file is, with its version. */
export const staticPath = (name: string): string => `/static/${name}?v=${versions.get(name)}`

/** The static files. */
export function staticFiles(): Hono {
  return new Hono().get('/:name', (c) => {
    const file = files.get(c.req.param('name'))
    if (!file) return c.notFound()
    const isVersioned = c.req.query('v') === versions.get(c.req.param('name'))
    return c.body(file.bytes, 200, { 'Content-Type': file.type, 'Cache-Control': isVersioned ? 'public, max-age=31536000, immutable' : 'public, max-age=300' })
  })
}
