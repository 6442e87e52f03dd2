// Walking through a list page by page with the server's cursors: what was passed is kept, so that one can go back.
import { useState } from 'react';

export interface Pages {
  /** The cursor to ask with; none for the first page. */
  cursor: string | undefined;
  /** From 1. */
  number: number;
  next: (cursor: string) => void;
  back: () => void;
}

/** Starts over whenever `filter` becomes another one. */
export function usePages(filter: string): Pages {
  const [kept, setKept] = useState<{ filter: string; cursors: string[] }>({ filter, cursors: [] });
  const cursors = kept.filter === filter ? kept.cursors : [];
  const go = (to: string[]) => setKept({ filter, cursors: to });
  return {
    cursor: cursors.at(-1),
    number: cursors.length + 1,
    next: (cursor) => go([...cursors, cursor]),
    back: () => go(cursors.slice(0, -1)),
  };
}
