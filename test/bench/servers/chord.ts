/** The window in which another key would make the choice none: the product's default. */
export const CHORD_MS = 500
