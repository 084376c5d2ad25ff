/** E-mail addresses, as far as their shape goes. */

/** One at-sign, no spaces or control letters, a dot in the domain: what mail programs take. Whether it is somebody's is found out by asking. */
export const EMAIL = /^[^\s@<>"',;:()[\]\\\p{Cc}]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/iu
