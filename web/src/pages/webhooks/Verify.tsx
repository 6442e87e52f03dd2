// How a receiver makes sure that a request came from here.
import { Text } from '@mantine/core';

import { t } from '../../i18n/t';
import { CopyIcon } from '../../parts/Copy';
import classes from './Webhooks.module.css';

const SNIPPET = `const { Webhook } = require("standardwebhooks");

// rawBody: the body as it came, before it is parsed
const event = new Webhook(process.env.WEBHOOK_SECRET)
  .verify(rawBody, request.headers);`;

export function Verify() {
  return (
    <div>
      <Text fw={600} size="sm">{t('hooks.verify')}</Text>
      <Text size="sm" c="dimmed" mb={6}>{t('hooks.verifyText')}</Text>
      <div className={classes.verify} dir="ltr">
        <pre className={classes.raw} tabIndex={0} role="region" aria-label={t('hooks.verify')}>{SNIPPET}</pre>
        <CopyIcon value={SNIPPET} label={t('hooks.copySnippet')} />
      </div>
    </div>
  );
}
