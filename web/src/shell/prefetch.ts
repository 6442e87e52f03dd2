// Pages are fetched before they are opened: the one whose link is under the pointer or has the focus; and where the link
// is a good one, all of them one after the other, once the first page has what it needs. The service worker keeps them.
import { useEffect } from 'react';

import { ROUTES, useShown, type PageRoute } from './routes';

const IDLE_MS = 200;

// A page that cannot be fetched now is fetched, and said to have failed, when it is opened.
const fetchPage = ({ load }: PageRoute) => load().then(() => undefined, () => undefined);

/** Fetches the page behind a path of the navigation. */
export function prefetch(path: string) {
  const route = ROUTES.find((one) => one.path === path || one.path.startsWith(`${path}/:`));
  if (route) void fetchPage(route);
}

const idle = () => new Promise<void>((resolve) => {
  if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 10 * IDLE_MS });
  else setTimeout(resolve, IDLE_MS);
});

/** What the browser tells of the link; those that do not tell are taken for good ones. */
interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

function linkIsGood() {
  const { saveData, effectiveType } = (navigator as { connection?: Connection }).connection ?? {};
  return !saveData && (effectiveType === undefined || effectiveType === '4g');
}

/** Fetches one page after the other, each when the browser is idle. */
export function usePrefetch() {
  const isShown = useShown();
  useEffect(() => {
    let stopped = false;
    const all = async () => {
      await navigator.serviceWorker.ready;
      for (const route of ROUTES.filter(isShown)) {
        await idle();
        if (stopped) return;
        await fetchPage(route);
      }
    };
    if (import.meta.env.PROD && 'serviceWorker' in navigator && linkIsGood()) void all();
    return () => { stopped = true; };
  }, []);
}
