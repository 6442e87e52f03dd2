// What stands beside a page: one thing of a list, or the form for a new one.
import { Drawer, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { t } from '../i18n/t';

interface SideProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Side({ title, onClose, children }: SideProps) {
  return (
    <Drawer opened onClose={onClose} position="right" size={560} closeButtonProps={{ 'aria-label': t('close') }}
      title={<Text fw={650} size="lg" component="span"><bdi>{title}</bdi></Text>}>
      {children}
    </Drawer>
  );
}
