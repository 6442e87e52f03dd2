// The key itself, once: it is not shown again, so closing asks for nothing but says so.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';

import type { ApiKeyMade } from '../../api/schema';
import { t } from '../../i18n/t';
import { Copy } from '../../parts/Copy';

export function MadeKey({ made, onClose }: { made: ApiKeyMade; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} withCloseButton={false} closeOnClickOutside={false} size="lg"
      title={<Text fw={650} size="lg" component="span">{t('keys.made', { name: made.name })}</Text>}>
      <Stack>
        <Text>{t('keys.once')}</Text>
        <Copy value={made.apiKey} label={t('copy')} />
        <Group justify="flex-end"><Button onClick={onClose}>{t('keys.kept')}</Button></Group>
      </Stack>
    </Modal>
  );
}
