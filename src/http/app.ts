/** App: the whole public surface, in one list of mounts. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { secureHeaders } from 'hono/secure-headers'
import { UNTOLD } from '../db/listen.ts'
import { inLanguage } from '../words/language.ts'
import { loadLanguages, preferred } from '../words/languages.ts'
import { type ShopIndex, createShopIndex } from '../publish/shop-index.ts'
import { known, needs, ownForms } from './account/guard.ts'
import { accountPages } from './account/pages.tsx'
import { signInPages } from './account/sign-in.tsx'
import { brandsApi } from './api/brands.ts'
import { decideApi } from './api/decide.ts'
import { extractApi } from './api/extract.ts'
import { ledgerApi } from './api/ledger.ts'
import { matchApi } from './api/match.ts'
import { reconcileApi } from './api/reconcile.ts'
import { recordsApi } from './api/records.ts'
import { type BodyLimit, boundedBodies } from './body.ts'
import { checkApi } from './check/check-api.ts'
import { type CheckPageDeps, checkDepsOf } from './check/deps.ts'
import { checkPages } from './check/pages.tsx'
import { checkPackPages } from './check/packs.tsx'
import { startPages } from './check/start.tsx'
import { watchPages } from './check/watch.tsx'
import type { WebDeps } from './deps.ts'
import { BOARD, boardRoutes } from './desk/board.ts'
import { workplacesApi } from './api/workplaces.ts'
import type { DeskDeps } from './desk/deps.ts'
import { deskPages, documentPages } from './desk/pages.tsx'
import { answerError, notHere } from './errors.tsx'
import { giveApi } from './give/give-api.ts'
import { applyPages } from './give/apply.tsx'
import { followPages } from './give/follow.tsx'
import { planPages } from './give/plan.tsx'
import { replyPages } from './give/reply.tsx'
import { GIVEN, whileThereIsRoom } from './give/intake.ts'
import { submitPages } from './give/submit.tsx'
import { healthRoutes } from './health.ts'
import { aboutPages } from './pages/about.tsx'
import { actionPages } from './pages/actions.tsx'
import { alternativePages } from './pages/alternatives.tsx'
import { ballotPages } from './pages/ballots.tsx'
import { brandPages } from './pages/brands.tsx'
import { campaignPages } from './pages/campaigns.tsx'
import { capturePages } from './pages/captures.tsx'
import { claimPages } from './pages/claims.tsx'
import { correctionPages } from './pages/corrections.tsx'
import { dataPages } from './pages/data.tsx'
import { demonstrationPages } from './pages/demonstration.tsx'
import { feedRoutes } from './pages/feeds.ts'
import { gradePages } from './pages/how-we-grade.tsx'
import { homePages } from './pages/home.tsx'
import { organisationPages } from './pages/organisations.tsx'
import { packPages } from './pages/packs.tsx'
import { programmePages } from './pages/programmes.tsx'
import { sharePages } from './pages/share.tsx'
import { targetPages } from './pages/targets.tsx'
import { workplacePages } from './pages/workplaces.tsx'
import { remembered } from './remembered.ts'
import { staticFiles } from './static.ts'

const LARGEST_BODY = 1_000_000
const LARGEST_FILE = 50_000_000
/** What anybody may send at once. */
const LARGEST_SENT = 21_000_000

/** What comes with files, and what people of the desk paste; everything else is small. */
const BODY_LIMITS: readonly (readonly [path: RegExp, limit: BodyLimit])[] = [
  [/^\/api\/v1\/extract$|^\/desk\//, { file: LARGEST_FILE, text: LARGEST_FILE }],
  [/^\/(?:submit|check|checks\/.*|my-actions\/.*|api\/v1\/submissions|api\/v1\/checks)$/, { file: LARGEST_SENT, text: LARGEST_BODY }],
]
const bodyLimitOf = (path: string): BodyLimit => BODY_LIMITS.find(([paths]) => paths.test(path))?.[1] ?? { file: LARGEST_BODY, text: LARGEST_BODY }

/** The public API without its pages: also what its OpenAPI document is made from. */
export function createApi(deps: WebDeps, shops: ShopIndex, desk: DeskDeps | null = null, checks: CheckPageDeps | null = null): OpenAPIHono {
  const api = new OpenAPIHono()
  api.route('/', brandsApi({ ...deps, shops }))
  api.route('/', recordsApi(deps))
  api.route('/', workplacesApi(deps))
  api.route('/', matchApi(deps))
  api.route('/', reconcileApi(deps))
  api.route('/', ledgerApi(deps))
  api.route('/', extractApi(desk))
  api.route('/', decideApi(desk))
  api.route('/', giveApi(desk && { ...deps, ...desk }))
  api.route('/', checkApi(checks))
  return api
}

/** Pages that a script of our own makes easier. They work without it. */
const WITH_SCRIPT = new RegExp(
  [
    /^\/$|^\/targets$|^\/brands$|^\/documents\/[^/]+\/read$|^\/desk\/review(?:\/|$)/,
    /^\/(?:submit|actions\/plan|affiliates\/apply|follow|check)$|^\/(?:my-actions|checks|watches)\/[^/]+$|^\/claims\/[^/]+\/reply$|^\/reply\//,
  ]
    .map(({ source }) => source)
    .join('|'),
)
/** Bytes as others made them: whatever they are, no browser runs them. */
const SEALED = /^\/captures\/[^/]+\/original$/
/** Cards that others show in a frame: programs that reconcile, and sites that embed a brand. */
const FRAMED = /^\/api\/v1\/reconcile\/preview$|^\/embed\//

const OF_CHECKS = /^\/(?:api\/v1\/)?checks\//

type Allowed = { readonly sandbox?: true; readonly scripts?: "'self'"; readonly styles?: "'unsafe-inline'"; readonly frames?: '*' }

/** Headers that keep a page to itself. Only a few pages run scripts, our own; the board of queues brings its own. */
const guarded = ({ sandbox, scripts, styles, frames }: Allowed = {}) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: styles ? ["'self'", styles] : ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: styles ? ["'self'"] : ["'none'"],
      frameAncestors: [frames ?? "'none'"],
      scriptSrc: [scripts ?? "'none'"],
      ...(sandbox ? { sandbox: [] } : {}),
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: frames ? false : 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: frames ? 'cross-origin' : 'same-origin',
    permissionsPolicy: { geolocation: ['self'], camera: [], microphone: [] },
  })

const POLICY = 'content-security-policy'

/** The web application. The desk is there only where its deps are. */
export function createApp(deps: WebDeps, desk: DeskDeps | null = null): Hono {
  const app = new Hono()
  const changes = deps.changes ?? UNTOLD
  const shops = createShopIndex(deps.db, changes)
  const checks = desk && checkDepsOf(deps, desk)
  app.onError((error, c) => answerError(error, c, deps.log))
  app.notFound((c) => answerError(notHere(c.req.path), c, deps.log))
  // A page is said in the language that its reader would rather have, of those that there are.
  const languages = deps.languages ?? loadLanguages()
  if (languages.size > 0)
    app.use(async (c, next) => {
      const language = preferred(languages, c.req.header('accept-language') ?? '')
      await (language ? inLanguage(language, next) : next())
      c.header('Vary', 'Accept-Language', { append: true })
    })
  // What most people read is answered from memory.
  const fromMemory = remembered(changes, deps.now)
  for (const path of ['/brands/:slug', '/api/v1/brands/:slug']) app.use(path, (c, next) => (c.req.url.includes('?') ? next() : fromMemory(c, next)))
  app.use(compress({ encoding: 'gzip' }))
  const [plain, board, helped, framed, sealed] = [
    guarded(),
    guarded({ scripts: "'self'", styles: "'unsafe-inline'" }),
    guarded({ scripts: "'self'" }),
    guarded({ frames: '*' }),
    guarded({ sandbox: true }),
  ]
  const guardOf = (path: string) =>
    path.startsWith(BOARD) ? board : WITH_SCRIPT.test(path) ? helped : FRAMED.test(path) ? framed : SEALED.test(path) ? sealed : plain
  // Styles and typefaces are no pages: their headers need say no more than that.
  const bare = secureHeaders({
    referrerPolicy: false,
    xFrameOptions: false,
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    originAgentCluster: false,
    crossOriginOpenerPolicy: false,
  })
  app.use(async (c, next) => {
    await (c.req.path.startsWith('/static/') ? bare : guardOf(c.req.path))(c, next)
    const others = c.get('imagesFrom')
    const policy = c.res.headers.get(POLICY)
    if (others && policy) c.res.headers.set(POLICY, policy.replace("img-src 'self'", `img-src 'self' ${others}`))
  })
  app.use(boundedBodies(bodyLimitOf))
  if (desk) for (const [path, kind] of Object.entries(GIVEN)) app.use(path, whileThereIsRoom(desk.intake, kind))
  // A check is kept by nobody between, and its report may be long: it is not gone through for a tag.
  const tagged = etag()
  app.use((c, next) => (OF_CHECKS.test(c.req.path) ? next() : tagged(c, next)))

  app.route('/', healthRoutes(deps))
  app.route('/static', staticFiles())
  app.route('/demonstration', demonstrationPages())
  app.route('/api/v1', createApi(deps, shops, desk, checks))
  app.route('/', dataPages(deps))
  app.route('/', homePages(deps))
  app.route('/', feedRoutes(deps))
  app.route('/', sharePages(deps))
  app.route('/brands', packPages(deps))
  app.route('/brands', alternativePages(deps))
  app.route('/brands', brandPages(deps))
  app.route('/organisations', organisationPages(deps))
  app.route('/workplaces', workplacePages(deps))
  app.route('/programmes', programmePages(deps))
  app.route('/claims', claimPages(deps))
  app.route('/captures', capturePages(deps))
  app.route('/targets', targetPages({ ...deps, shops }))
  app.route('/', campaignPages(deps))
  app.route('/', ballotPages(deps))
  app.route('/how-we-grade', gradePages(deps))
  app.route('/', correctionPages(deps))
  app.route('/', aboutPages(deps))
  if (desk && checks) {
    const { accounts, whole, origin, now } = desk
    for (const path of ['/submit', '/claims/:id/reply', '/reply/*', '/actions/plan', '/my-actions/*', '/affiliates/apply', '/follow', '/follow/*'])
      app.use(path, ...ownForms(origin))
    app.route('/', replyPages({ ...deps, ...desk }))
    app.route('/', submitPages({ ...deps, ...desk }))
    app.route('/', planPages({ ...deps, ...desk }))
    app.route('/', applyPages({ ...deps, ...desk }))
    app.route('/', followPages({ ...deps, ...desk }))
    for (const path of ['/check', '/checks/*', '/watches/mail/:token', '/watches/:token/:change{mail|webhook|end}']) app.use(path, ...ownForms(origin))
    app.route('/', startPages(checks))
    app.route('/', checkPages(checks))
    app.route('/', checkPackPages(checks))
    app.route('/', watchPages(checks))
    app.use('/sign-in/*', ...ownForms(origin))
    app.use('/sign-out', ...ownForms(origin))
    app.use('/join/*', ...ownForms(origin))
    app.route('/', signInPages({ accounts, origin }))
    app.route('/account', accountPages({ accounts, whole, origin, now }))
    app.use(`${BOARD}/*`, ...ownForms(origin), known(accounts), needs('see queues'))
    app.route('/desk', deskPages(desk))
    app.route('/documents', documentPages(desk))
    app.route(BOARD, boardRoutes(desk))
  }
  // After the forms by which actions are planned: their addresses would be those of actions.
  app.route('/', actionPages(deps))
  return app
}
