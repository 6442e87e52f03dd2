// Over the page that was open when the session ended: whoever signs in again goes on with what was typed.
import { Anchor, Modal, Text } from '@mantine/core';

import { setCsrf } from '../../api/client';
import { useMe, useTakeOver } from '../../api/session';
import { t } from '../../i18n/t';
import { Issuers } from './Issuers';
import { SignInForm } from './SignInForm';

export default function SignInAgain({ onBack }: { onBack: () => void }) {
  const { user, organization } = useMe();
  const takeOver = useTakeOver();
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false}
      title={<Text fw={650} size="lg" component="span">{t('signIn.again')}</Text>}>
      <Text c="dimmed" mb="md">{t('signIn.againText')}</Text>
      <SignInForm email={user.email} organization={organization?.organizationId}
        onIn={(me) => { setCsrf(me.csrfToken); onBack(); }} />
      <Issuers organization={organization?.organizationId} />
      <Anchor component="button" type="button" size="sm" mt="md" onClick={() => takeOver(null)}>
        {t('signIn.other')}
      </Anchor>
    </Modal>
  );
}
