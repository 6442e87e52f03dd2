// The organizations of a person; choosing one takes the session there.
import { Menu, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';

import { answer, api } from '../api/client';
import { useMe, useTakeOver } from '../api/session';
import { t, word } from '../i18n/t';
import { wentWrong } from '../parts/Toaster';

export default function OrganizationMenu({ target }: { target: ReactNode }) {
  const { organization, organizations } = useMe();
  const takeOver = useTakeOver();
  const [, go] = useLocation();
  const change = useMutation({
    mutationFn: (organizationId: string) => answer(api.POST('/api/auth/switch', { body: { organizationId } })),
    onSuccess: (me) => {
      takeOver(me);
      go('/');
    },
    onError: wentWrong,
  });
  return (
    <Menu position="bottom-start" width={260} defaultOpened>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.organizations')}</Menu.Label>
        {organizations.map((one) => {
          const here = one.organizationId === organization?.organizationId;
          return (
            <Menu.Item key={one.organizationId} rightSection={here ? <IconCheck size={16} /> : null}
              onClick={() => !here && change.mutate(one.organizationId)}>
              <bdi>{one.name}</bdi>
              {one.role && <Text size="xs" c="dimmed">{word('role', one.role)}</Text>}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
