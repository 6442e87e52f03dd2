// Asks before something that cannot be taken back, names its effect, and keeps things as they are by default.
import { Button, Group, Modal, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';

import { messageOf } from '../api/error';
import { t } from '../i18n/t';

interface ConfirmProps {
  title: string;
  /** What happens, whole. */
  effect: ReactNode;
  /** The verb on the button that does it. */
  verb: string;
  act: () => Promise<unknown>;
  onClose: () => void;
}

export function Confirm({ title, effect, verb, act, onClose }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await act();
      onClose();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={650} size="lg" component="span">{title}</Text>}
      closeButtonProps={{ 'aria-label': t('close') }}>
      <Text>{effect}</Text>
      {error !== null && <Text c="error" role="alert" mt="sm">{messageOf(error)}</Text>}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>{t('keep')}</Button>
        <Button color="danger" loading={busy} onClick={() => void run()}>{verb}</Button>
      </Group>
    </Modal>
  );
}
