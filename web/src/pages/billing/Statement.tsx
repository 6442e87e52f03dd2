// A statement of a period, as a file.
import { Anchor, Group, SimpleGrid, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';

import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';

const day = (at: Date) => at.toISOString().slice(0, 10);

export function Statement() {
  const now = new Date();
  const [from, setFrom] = useState(day(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))));
  const [to, setTo] = useState(day(now));
  const href = (format: string) => `/api/sms/statements?from=${from}&to=${to}&format=${format}`;
  return (
    <Card title={t('billing.statement')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={480}>
        <TextInput type="date" label={t('billing.from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" label={t('billing.until')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      </SimpleGrid>
      <Group gap="xl">
        {['csv', 'pdf'].map((format) => (
          <Anchor key={format} href={href(format)} download><Group gap={6}><IconDownload size={16} aria-hidden="true" />{t('billing.statement')}, {format.toUpperCase()}</Group></Anchor>
        ))}
      </Group>
    </Card>
  );
}
