// Other ways in: a button for each issuer, which leads away and comes back to the page that was asked for.
import { Button, Divider, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { t } from '../../i18n/t';

/** The page that was asked for, without what only the door is for. */
function page(): string {
  const asked = new URL(location.href);
  asked.searchParams.delete('signIn');
  return ['/reset', '/invitation'].includes(asked.pathname) ? '/' : asked.pathname + asked.search;
}

export function Issuers({ organization }: { organization?: string }) {
  const issuers = useQuery({ queryKey: ['issuers'], queryFn: () => answer(api.GET('/api/auth/issuers')), staleTime: Infinity });
  const all = issuers.data?.issuers ?? [];
  if (all.length === 0) return null;
  const asked = new URLSearchParams({ next: page(), ...(organization ? { organization } : {}) });
  return (
    <Stack mt="md" gap="sm">
      <Divider label={t('issuer.or')} />
      {all.map((issuer) => (
        <Button key={issuer.name} component="a" href={`${issuer.startPath}?${asked}`} variant="default" fullWidth>
          {t('issuer.go', { issuer: issuer.title })}
        </Button>
      ))}
    </Stack>
  );
}
