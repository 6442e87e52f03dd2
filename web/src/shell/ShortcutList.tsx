// The single-letter shortcuts, and the switch that turns them off.
import { Modal, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';

import { t } from '../i18n/t';
import { PLACES, useShown } from './routes';
import classes from './ShortcutList.module.css';
import { shortcutsAreOn, switchShortcuts } from './shortcuts';

export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const isShown = useShown();
  const [on, setOn] = useState(shortcutsAreOn);
  const places = PLACES.filter((place) => place.letter && isShown(place));
  const change = (next: boolean) => {
    switchShortcuts(next);
    setOn(next);
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={650} size="lg" component="span">{t('shortcuts.title')}</Text>} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Text size="sm" c="dimmed">{t('shortcuts.text')}</Text>
        <ul className={classes.list}>
          <li><span>{t('search.prompt')}</span><span className={classes.keys}><kbd>Ctrl</kbd><kbd>K</kbd></span></li>
          {places.map((place) => (
            <li key={place.path}><span>{t(place.name)}</span><span className={classes.keys}><kbd>g</kbd><kbd>{place.letter}</kbd></span></li>
          ))}
        </ul>
        <Switch label={t('shortcuts.on')} checked={on} onChange={(event) => change(event.currentTarget.checked)} />
      </Stack>
    </Modal>
  );
}
