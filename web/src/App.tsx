// The application: theme, direction, the cache of what the server said, and either the way in or the shell.
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useState } from 'react';

import { ApiError } from './api/error';
import { MeContext, useSession } from './api/session';
import { LanguageContext } from './i18n/context';
import { language, speak, type Language } from './i18n/t';
import { nonce } from './theme/nonce';
import { Failed } from './parts/States';
import { Toaster } from './parts/Toaster';
import { lazily } from './shell/lazily';
import { Shell } from './shell/Shell';
import { theme, tokens } from './theme/theme';

const Door = lazily(() => import('./pages/sign-in/Door'));

/** A refusal stays one when it is asked again; what did not get through may. */
const retry = (count: number, error: unknown) =>
  count < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503);

const newCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry, staleTime: 10_000, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });

export function App() {
  const [cache] = useState(newCache);
  const [code, setCode] = useState<Language>(language().code);
  const change = async (next: Language) => {
    await speak(next);
    setCode(next);
  };
  return (
    <DirectionProvider key={code} initialDirection={language().dir} detectDirection={false}>
      <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto" getStyleNonce={nonce}
        deduplicateCssVariables={false}>
        <QueryClientProvider client={cache}>
          <LanguageContext value={change}>
            <Toaster />
            <Inside />
          </LanguageContext>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

function Inside() {
  const session = useSession();
  if (session.isPending) return null;
  if (session.data === undefined) return <Failed error={session.error} again={() => void session.refetch()} />;
  if (session.data === null) {
    return (
      <Suspense fallback={null}>
        <Door />
      </Suspense>
    );
  }
  return (
    <MeContext value={session.data}>
      <Shell />
    </MeContext>
  );
}
