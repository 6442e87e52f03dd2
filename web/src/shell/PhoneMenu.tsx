// The navigation as a drawer, on phones.
import { Drawer } from '@mantine/core';

import { t } from '../i18n/t';
import { Navigation } from './Navigation';

export default function PhoneMenu({ onClose }: { onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} size={264} title={t('shell.menu')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Navigation onGo={onClose} />
    </Drawer>
  );
}
