// The page for paths that lead nowhere, or to what this person may not see: the two look alike.
import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'wouter';

import { t } from '../i18n/t';
import { Page } from '../parts/Page';
import { Empty } from '../parts/States';

export function Missing() {
  return (
    <Page title={t('missing.title')}>
      <section className="tuma-card">
        <Empty icon={IconMapOff} title={t('missing.head')} text={t('missing.text')}
          action={<Button component={Link} href="/">{t('missing.home')}</Button>} />
      </section>
    </Page>
  );
}
