// The secret, once: it is not shown again. Beside it what a receiver does with it.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';

import type { WebhookWithSecret } from '../../api/schema';
import { t } from '../../i18n/t';
import { Copy } from '../../parts/Copy';
import { nameOf } from './queries';
import { Verify } from './Verify';

export function MadeSecret({ made, onClose }: { made: WebhookWithSecret; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} withCloseButton={false} closeOnClickOutside={false} size="lg"
      title={<Text fw={650} size="lg" component="span">{t('hooks.secretOf', { name: nameOf(made) })}</Text>}>
      <Stack>
        <Text>{t('hooks.once')}</Text>
        <Copy value={made.secret} label={t('copy')} />
        <Verify />
        <Group justify="flex-end"><Button onClick={onClose}>{t('hooks.kept')}</Button></Group>
      </Stack>
    </Modal>
  );
}
