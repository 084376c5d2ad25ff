/** OpenAPI: the document of the public API, made from its routes. `npm run openapi` writes it to openapi.json, which is what is served. */
import type { OpenAPIHono } from '@hono/zod-openapi'

/** The document of an API. */
export function openApiDocument(api: OpenAPIHono) {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Unpick',
      version: '1',
      license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      description:
        'Evidence that links brands to forced labour. Every claim carries its quote, the place of the quote in the text of a sealed copy, and the SHA-256 of that copy. Lists are {"items", "cursor"}; errors are problem details (RFC 9457); reads carry an ETag.',
    },
    servers: [{ url: '/api/v1' }],
  })
}
