// Ends a route, after it was said what that does.
import { Button, Group } from '@mantine/core';
import { useState } from 'react';

import type { Route } from '../../api/schema';
import { t } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { done } from '../../parts/Toaster';
import { removeRoute, useAgain } from './queries';

export function RemoveRoute({ route, onGone }: { route: Route; onGone: () => void }) {
  const again = useAgain();
  const [asked, setAsked] = useState(false);
  const act = async () => {
    await removeRoute(route.routeId);
    done(t('routes.gone', { name: route.name }));
    onGone();
    await again();
  };
  return (
    <Group>
      <Button variant="light" color="danger" onClick={() => setAsked(true)}>{t('routes.remove')}</Button>
      {asked && (
        <Confirm title={t('routes.removeTitle', { name: route.name })} effect={t('routes.removeEffect')} verb={t('routes.remove')} act={act}
          onClose={() => setAsked(false)} />
      )}
    </Group>
  );
}
