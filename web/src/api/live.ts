// How often what changes by itself is read again while a page shows it. A person may make so many calls a minute and a
// day, so a page that stays open all day reads lists, not figures, every few seconds; what nobody sees is not read.

/** Lists, in milliseconds. */
export const FRESH_MS = 8_000;
/** Figures, and how providers are. */
export const CALM_MS = 30_000;
/** One message, batch or phone that somebody is watching. */
export const WATCH_MS = 1_000;
