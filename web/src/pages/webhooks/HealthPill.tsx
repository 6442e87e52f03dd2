// How a webhook's requests fare, in one word.
import type { Webhook } from '../../api/schema';
import { word } from '../../i18n/t';
import { Pill, type Tone } from '../../parts/Pill';

const TONES: Record<string, Tone> = { HEALTHY: 'ok', FAILING: 'warn', DISABLED: 'bad', OFF: 'idle', UNKNOWN: 'idle' };

export function HealthPill({ webhook }: { webhook: Webhook }) {
  const { status, reason } = webhook.health;
  // Switched off by a person is no fault.
  const shown = webhook.active ? status : reason ? 'DISABLED' : 'OFF';
  return <Pill tone={TONES[shown] ?? 'idle'}>{word('hooks.is', shown)}</Pill>;
}
