/** Sealed path: where a sealed copy lies, below the folder of captures. */
import { join } from 'node:path'

/** Where a copy is put: `ab/<sha256>`. Making a folder costs a disk more than making a file, so there are 256 of them. */
export const pathOf = (sha: string): string => join(sha.slice(0, 2), sha)

/** Where a copy may lie: folders and backups of earlier versions have a second level, `ab/cd/<sha256>`. */
export const pathsOf = (sha: string): readonly string[] => [pathOf(sha), join(sha.slice(0, 2), sha.slice(2, 4), sha)]
