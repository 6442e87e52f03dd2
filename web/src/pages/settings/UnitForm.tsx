// Makes a unit, renames one, or moves it with all that is below it.
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Unit } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { saveUnit, useUnitsAgain } from './queries';
import { parentsFor } from './tree';

interface UnitFormProps {
  unit?: Unit;
  units: Unit[];
  onClose: () => void;
}

export function UnitForm({ unit, units, onClose }: UnitFormProps) {
  const again = useUnitsAgain();
  const [name, setName] = useState(unit?.name ?? '');
  const [kind, setKind] = useState(unit?.kind ?? '');
  const [parent, setParent] = useState(unit?.parentId ?? '');
  const save = useMutation({
    mutationFn: () => saveUnit({ name, kind: kind.trim() || undefined, parentId: parent || null }, unit?.unitId),
    onSuccess: async () => {
      done(t('saved'));
      onClose();
      await again();
    },
  });
  const faults = faultsOf(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const parents = parentsFor(units, unit?.unitId).map((one) => ({ value: one.unit.unitId, label: `${'\u2003'.repeat(one.depth)}${one.unit.name}` }));
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ 'aria-label': t('close') }}
      title={<Text fw={650} size="lg" component="span"><bdi>{unit?.name ?? t('units.add')}</bdi></Text>}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Refused error={save.error} fields={['name', 'kind', 'parentId']} />
          <TextInput data-autofocus label={t('units.name')} withAsterisk dir="auto" value={name} error={faults.name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t('units.kind')} description={t('units.kindHelp')} dir="auto" value={kind} error={faults.kind} onChange={(event) => setKind(event.currentTarget.value)} />
          <NativeSelect label={t('units.parent')} value={parent} error={faults.parentId} onChange={(event) => setParent(event.currentTarget.value)}
            data={[{ value: '', label: t('units.top') }, ...parents]} />
          <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{unit ? t('save') : t('units.create')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
