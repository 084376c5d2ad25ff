/** Roles: who may do what. One table; everything that asks, asks here. */

export const ROLES = ['member', 'researcher', 'reviewer', 'committee', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** What can be allowed. */
export type Permission =
  | 'come to the desk'
  | 'read documents'
  | 'add'
  | 'extract'
  | 'judge names'
  | 'decide claims'
  | 'see what is confidential'
  | 'rate publishers'
  | 'vote'
  | 'run campaigns'
  | 'look over actions'
  | 'run sources'
  | 'change settings'
  | 'see queues'
  | 'look after people'

const ALLOWED: Readonly<Record<Permission, readonly Role[]>> = {
  'come to the desk': ['researcher', 'reviewer', 'committee', 'admin'],
  'read documents': ['member', 'researcher', 'reviewer', 'committee', 'admin'],
  add: ['researcher', 'reviewer', 'admin'],
  extract: ['researcher', 'reviewer', 'admin'],
  'judge names': ['researcher', 'reviewer', 'admin'],
  'decide claims': ['researcher', 'reviewer', 'admin'],
  'see what is confidential': ['reviewer', 'admin'],
  'rate publishers': ['researcher', 'reviewer', 'admin'],
  vote: ['committee', 'admin'],
  'run campaigns': ['committee', 'admin'],
  'look over actions': ['researcher', 'reviewer', 'committee', 'admin'],
  'run sources': ['admin'],
  'change settings': ['admin'],
  'see queues': ['admin'],
  'look after people': ['admin'],
}

/** Whether a role is allowed something. */
export const may = (role: Role, permission: Permission): boolean => ALLOWED[permission].includes(role)

/** What a key can be given, each by the permission that it needs. */
export const SCOPES = { extract: 'extract', decide: 'decide claims' } as const satisfies Readonly<Record<string, Permission>>
export type Scope = keyof typeof SCOPES
export const isScope = (text: string): text is Scope => text in SCOPES
