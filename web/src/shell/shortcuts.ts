// Single-letter shortcuts: `g` and the letter of a page, `?` for the list of them. They can be switched off, and are not
// listened for while somebody types.
import { useEffect, useRef } from 'react';

const STORED = 'tuma-shortcuts';
/** How long `g` waits for its letter. */
const WAIT_MS = 1_500;

/** Whether they are on; they are until somebody switches them off. */
export const shortcutsAreOn = () => localStorage.getItem(STORED) !== 'off';

export const switchShortcuts = (on: boolean) => localStorage.setItem(STORED, on ? 'on' : 'off');

/** Whether the keys go to a field, a menu or a dialog. */
const isTaken = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null;

interface Shortcuts {
  onLetter: (letter: string) => void;
  onHelp: () => void;
}

export function useShortcuts({ onLetter, onHelp }: Shortcuts) {
  const began = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTaken(event.target) || !shortcutsAreOn()) return;
      const waiting = Date.now() - began.current < WAIT_MS;
      began.current = !waiting && event.key === 'g' ? Date.now() : 0;
      if (waiting && /^[a-z]$/.test(event.key)) onLetter(event.key);
      else if (event.key === '?') onHelp();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [onLetter, onHelp]);
}
