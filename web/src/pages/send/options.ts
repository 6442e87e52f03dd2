// The options that a single message and a bulk share, and how the forms' words become the API's.
import { t } from '../../i18n/t';
import type { MessageClass } from '../../api/schema';

export interface Options {
  from: string;
  class: MessageClass;
  scheduledAt: string;
  gsm7Rewrite: boolean;
}

export const NO_OPTIONS: Options = { from: '', class: 'transactional', scheduledAt: '', gsm7Rewrite: false };

/** The classes for a select. */
export const classChoices = () => [
  { value: 'transactional', label: t('class.transactional') },
  { value: 'otp', label: t('class.otp') },
  { value: 'promotional', label: t('class.promotional') },
];

/** What goes to the API: nothing is said where nothing was chosen. */
export const asked = (options: Options) => ({
  from: options.from.trim() || undefined,
  class: options.class,
  scheduledAt: options.scheduledAt ? new Date(options.scheduledAt).toISOString() : undefined,
  gsm7Rewrite: options.gsm7Rewrite,
});
