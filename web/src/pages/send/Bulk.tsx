// Many messages in three steps: who, what, a last look; then the batch's own progress.
import { Stepper } from '@mantine/core';
import { useState } from 'react';

import { t } from '../../i18n/t';
import { BatchProgress } from '../batches/BatchProgress';
import type { Recipients } from './list';
import { MessageStep } from './MessageStep';
import { NO_OPTIONS, type Options } from './options';
import { RecipientStep } from './RecipientStep';
import { ReviewStep } from './ReviewStep';

export interface Draft {
  recipients: Recipients | null;
  region: string;
  body: string;
  options: Options;
}

export default function Bulk() {
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<Draft>({ recipients: null, region: '', body: '', options: NO_OPTIONS });
  const [batch, setBatch] = useState('');
  const another = () => {
    setBatch('');
    setStep(0);
    setDraft({ ...draft, recipients: null });
  };
  if (batch) return <BatchProgress batchId={batch} onAnother={another} />;
  return (
    <section className="tuma-card">
      <Stepper active={step} size="sm" mb="xl" wrap={false}
        onStepClick={(to) => to < step && setStep(to)} allowNextStepsSelect={false}>
        <Stepper.Step label={t('bulk.who')} />
        <Stepper.Step label={t('bulk.what')} />
        <Stepper.Step label={t('bulk.review')} />
      </Stepper>
      {step === 0 && <RecipientStep draft={draft} onChange={setDraft} onNext={() => setStep(1)} />}
      {step === 1 && draft.recipients && (
        <MessageStep draft={draft} recipients={draft.recipients} onChange={setDraft} onBack={() => setStep(0)} onNext={() => setStep(2)} />
      )}
      {step === 2 && draft.recipients && (
        <ReviewStep draft={draft} recipients={draft.recipients} onBack={() => setStep(1)} onSent={setBatch} />
      )}
    </section>
  );
}
