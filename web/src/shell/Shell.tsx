// The frame around every page: header, sidebar (a drawer on phones), skip link, search, and the way back in when the
// session ends while a page is open.
import { useHotkeys } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';

import { whenSessionEnds } from '../api/client';
import { useLink } from '../api/link';
import { useMe } from '../api/session';
import { useLive } from '../api/useLive';
import { t } from '../i18n/t';
import { Boundary } from '../parts/Boundary';
import { Lines } from '../parts/States';
import { Header } from './Header';
import { lazily } from './lazily';
import { Missing } from './Missing';
import { Navigation } from './Navigation';
import { usePrefetch } from './prefetch';
import { PLACES, ROUTES, useShown } from './routes';
import classes from './Shell.module.css';
import { useShortcuts } from './shortcuts';

const PhoneMenu = lazily(() => import('./PhoneMenu'));
const Search = lazily(() => import('./Search'));
const ShortcutList = lazily(() => import('./ShortcutList'));
const SignInAgain = lazily(() => import('../pages/sign-in/SignInAgain'));

export function Shell() {
  const [menu, setMenu] = useState(false);
  const [search, setSearch] = useState(false);
  const [help, setHelp] = useState(false);
  const [ended, setEnded] = useState(false);
  const cache = useQueryClient();
  useHotkeys([['mod+K', () => setSearch(true)]], []);
  const [, go] = useLocation();
  const isShown = useShown();
  const letter = (pressed: string) => {
    const place = PLACES.find((one) => one.letter === pressed && isShown(one));
    if (place) go(place.path);
  };
  usePrefetch();
  useShortcuts({ onLetter: letter, onHelp: () => setHelp(true) });
  useEffect(() => whenSessionEnds(() => setEnded(true)), []);
  useLive(ended);
  const back = () => {
    setEnded(false);
    void cache.invalidateQueries();
  };
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">{t('shell.skip')}</a>
      <Broken />
      <Header onMenu={() => setMenu(true)} onSearch={() => setSearch(true)} />
      <div className={classes.side}>
        <Navigation />
      </div>
      <Main />
      <Suspense fallback={null}>
        {menu && <PhoneMenu onClose={() => setMenu(false)} />}
        {search && <Search onClose={() => setSearch(false)} />}
        {help && <ShortcutList onClose={() => setHelp(false)} />}
        {ended && <SignInAgain onBack={back} />}
      </Suspense>
    </div>
  );
}

/** A slim bar while the server is away; the page below it stays. */
function Broken() {
  const up = useLink();
  return <div role="status" className={classes.broken}>{!up && <p>{t('shell.reconnecting')}</p>}</div>;
}

function Main() {
  const isShown = useShown();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const page = path.split('/')[1] ?? '';
  useEffect(() => {
    if (!first.current) main.current?.focus();
    first.current = false;
    window.scrollTo(0, 0);
  }, [page]);
  // Whoever lacks the second factor that is asked for here can do nothing but set one up.
  const { secondFactorMissing } = useMe();
  const routes = secondFactorMissing
    ? ROUTES.filter(({ path: of }) => of === '/profile').map((one) => ({ ...one, path: '/*?' }))
    : ROUTES.filter(isShown);
  return (
    <main id="main" ref={main} tabIndex={-1} className={classes.main}>
      <Boundary key={page}>
        <Suspense fallback={<Lines count={6} />}>
          <Switch>
            {routes.map((one) => (
              <Route key={one.path} path={one.path}>
                <one.page />
              </Route>
            ))}
            <Route><Missing /></Route>
          </Switch>
        </Suspense>
      </Boundary>
    </main>
  );
}
