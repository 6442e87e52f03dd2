// The header: the menu on phones, the mark, the organization, search, the colour scheme, the person.
import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMenu2, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { Link } from 'wouter';

import { useMe } from '../api/session';
import { t } from '../i18n/t';
import { Logo } from '../parts/Logo';
import classes from './Header.module.css';
import { lazily } from './lazily';
import { MenuButton } from './MenuButton';
import { OrganizationSwitch } from './OrganizationSwitch';

const PersonMenu = lazily(() => import('./PersonMenu'));

const initials = (name: string) =>
  name.split(/[\s.@_-]+/).filter(Boolean).slice(0, 2).map((part) => part.charAt(0).toUpperCase()).join('');

function Person() {
  const { user } = useMe();
  const name = user.name || user.email;
  return <MenuButton className={classes.person} label={t('shell.person', { name })} menu={PersonMenu}>{initials(name)}</MenuButton>;
}

export function Header({ onMenu, onSearch }: { onMenu: () => void; onSearch: () => void }) {
  return (
    <header className={classes.head}>
      <ActionIcon className={classes.menu} variant="subtle" color="gray" size="lg" hiddenFrom="sm" onClick={onMenu}
        aria-label={t('shell.openMenu')}>
        <IconMenu2 size={20} />
      </ActionIcon>
      <Link href="/" className={classes.mark} aria-label="Tuma">
        <Logo />
        <span className={classes.name}>Tuma</span>
      </Link>
      <OrganizationSwitch />
      <button type="button" className={classes.search} onClick={onSearch} aria-keyshortcuts="Control+K">
        <IconSearch size={16} />
        <span>{t('search.prompt')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className={classes.end}>
        <ActionIcon variant="subtle" color="gray" size="lg" hiddenFrom="sm" onClick={onSearch}
          aria-label={t('search.prompt')}>
          <IconSearch size={19} />
        </ActionIcon>
        <SchemeToggle />
        <Person />
      </div>
    </header>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const label = dark ? t('shell.light') : t('shell.dark');
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}
