/** Kinds: every kind of pack, in the order in which they are offered. */
import type { PackKind } from './pack.ts'
import briefing from './kinds/briefing.ts'
import { square, wide } from './kinds/card.ts'
import leaflet from './kinds/leaflet.ts'
import letter from './kinds/letter.ts'
import motion from './kinds/motion.ts'
import mpLetter from './kinds/mp-letter.ts'
import openLetter from './kinds/open-letter.ts'
import placards from './kinds/placards.ts'
import talk from './kinds/talk.ts'

export const PACK_KINDS: readonly PackKind[] = [leaflet, briefing, letter, mpLetter, motion, openLetter, placards, talk, wide, square]
