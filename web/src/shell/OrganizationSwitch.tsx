// Which organization the session is in, and the way to the others; plain words where there is only one.
import { IconSelector } from '@tabler/icons-react';

import { useMe } from '../api/session';
import { t } from '../i18n/t';
import { lazily } from './lazily';
import { MenuButton } from './MenuButton';
import classes from './OrganizationSwitch.module.css';

const OrganizationMenu = lazily(() => import('./OrganizationMenu'));

export function OrganizationSwitch() {
  const { organization, organizations } = useMe();
  if (!organization) return null;
  const alone = organizations.every((one) => one.organizationId === organization.organizationId);
  if (alone) return <span className={classes.only}><bdi>{organization.name}</bdi></span>;
  return (
    <MenuButton className={classes.target} label={t('shell.organization', { name: organization.name })} menu={OrganizationMenu}>
      <span className="tuma-clip"><bdi>{organization.name}</bdi></span>
      <IconSelector size={15} />
    </MenuButton>
  );
}
