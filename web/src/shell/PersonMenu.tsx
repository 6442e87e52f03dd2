// The person: profile, sessions, language, the API's documentation, and the way out.
import { Menu, Text } from '@mantine/core';
import { IconBook, IconCheck, IconDevices, IconLogout, IconUser } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useContext, type ReactNode } from 'react';
import { Link } from 'wouter';

import { answer, api } from '../api/client';
import { useMe, useTakeOver } from '../api/session';
import { LanguageContext } from '../i18n/context';
import { language, LANGUAGES, t } from '../i18n/t';
import { wentWrong } from '../parts/Toaster';

export default function PersonMenu({ target }: { target: ReactNode }) {
  const { user } = useMe();
  const takeOver = useTakeOver();
  const change = useContext(LanguageContext);
  const leave = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/sign-out')),
    onSuccess: () => takeOver(null),
    onError: wentWrong,
  });
  return (
    <Menu position="bottom-end" width={240} defaultOpened>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--tuma-text)" truncate><bdi>{user.name || user.email}</bdi></Text>
          <Text size="xs" c="dimmed" truncate className="tuma-ltr">{user.email}</Text>
        </Menu.Label>
        <Menu.Item component={Link} href="/profile" leftSection={<IconUser size={16} />}>{t('nav.profile')}</Menu.Item>
        <Menu.Item component={Link} href="/sessions" leftSection={<IconDevices size={16} />}>{t('nav.sessions')}</Menu.Item>
        <Menu.Item component="a" href="/docs" leftSection={<IconBook size={16} />}>{t('shell.docs')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {LANGUAGES.map((one) => (
          <Menu.Item key={one.code} lang={one.code} onClick={() => void change(one.code)}
            rightSection={language().code === one.code ? <IconCheck size={16} /> : null}>
            {one.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leave.mutate()}>{t('shell.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
