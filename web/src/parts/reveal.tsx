// A masked number, and the click that shows it whole for a minute to who may see it. The server notes each look.
import { ActionIcon } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useEffect, useState, type MouseEvent, type ReactNode } from 'react';

import { answer, api } from '../api/client';
import { useCan } from '../api/session';
import { t } from '../i18n/t';
import { wentWrong } from './Toaster';

/** How long a number stays whole on the screen. */
const SHOWN_MS = 60_000;

/** Whether the API gave a number masked: the middle of it as dots. */
export const isMasked = (number: string) => number.includes('•');

/** What names the phone of a message to the API: its number, or where that is masked, the message. */
export const phoneKey = (number: string, messageId: string) => (isMasked(number) ? messageId : number);

/** The number as it is to be shown now, and the button that shows or hides it where that is for this person. */
export function useReveal(messageId: string, number: string): { shown: string; button: ReactNode } {
  const can = useCan();
  const [whole, setWhole] = useState('');
  useEffect(() => {
    if (!whole) return undefined;
    const timer = setTimeout(() => setWhole(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [whole]);
  if (!isMasked(number) || !messageId || !can('numbers:reveal')) return { shown: number, button: null };
  const click = (event: MouseEvent) => {
    event.stopPropagation();
    if (whole) setWhole('');
    else void look();
  };
  const look = async () => {
    try {
      const seen = await answer(api.POST('/api/sms/messages/{messageId}/reveal', { params: { path: { messageId } } }));
      setWhole(seen.number);
    } catch (error) {
      wentWrong(error);
    }
  };
  const label = whole ? t('reveal.hide', { number: whole }) : t('reveal.show', { number });
  const button = (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} title={whole ? undefined : t('reveal.noted')} onClick={click}>
      {whole ? <IconEyeOff size={15} /> : <IconEye size={15} />}
    </ActionIcon>
  );
  return { shown: whole || number, button };
}

/** The two side by side. */
export function PhoneNumber({ messageId, number }: { messageId: string; number: string }) {
  const { shown, button } = useReveal(messageId, number);
  if (!button) return <span className="tuma-ltr">{shown}</span>;
  return <span className="tuma-number"><span className="tuma-ltr">{shown}</span>{button}</span>;
}
