// How often what changes by itself is read again while a page shows it. What the live stream tells is read on a timer only
// while there is no stream. A person may make so many calls a minute and a day, so a page that stays open all day reads
// lists, not figures, every few seconds; what nobody sees is not read.

/** Lists, in milliseconds. */
export const FRESH_MS = 8_000;
/** Figures, and how providers are. */
export const CALM_MS = 30_000;
/** One message, batch or phone that somebody is watching. */
export const WATCH_MS = 1_000;

let followed = false;

/** Told by what follows the stream. */
export function nowFollowed(is: boolean) {
  followed = is;
}

/** For a `refetchInterval`: a timer only while the stream does not tell. */
export const unlessTold = (ms: number) => (followed ? false : ms);
