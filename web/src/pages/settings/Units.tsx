// The organization's parts as a tree, and who is limited to which.
import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlus, IconSitemap, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type CSSProperties } from 'react';

import type { Unit, UnitMember } from '../../api/schema';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Confirm';
import { Pill } from '../../parts/Pill';
import { Empty, Lines, Loaded } from '../../parts/States';
import { done } from '../../parts/Toaster';
import { LimitMember } from './LimitMember';
import { removeUnit, unitsQuery, useUnitsAgain } from './queries';
import { placed } from './tree';
import { UnitForm } from './UnitForm';
import classes from './Units.module.css';

export function Units() {
  const can = useCan();
  const list = useQuery(unitsQuery);
  const [form, setForm] = useState<{ unit?: Unit } | null>(null);
  const add = can('settings:write') && (
    <Button size="sm" variant="default" leftSection={<IconPlus size={16} />} onClick={() => setForm({})}>{t('units.add')}</Button>
  );
  return (
    <Loaded query={list} waiting={<div className="tuma-card"><Lines /></div>}>
      {({ units, members }) => (
        <div className="tuma-stack">
          <Card title={t('settings.units')} actions={units.length > 0 && add}>
            {units.length === 0 ? <Empty icon={IconSitemap} title={t('units.none')} text={t('units.noneText')} action={add} /> : (
              <ul className={classes.list}>
                {placed(units).map(({ unit, depth }) => (
                  <Row key={unit.unitId} unit={unit} depth={depth} members={members.filter((one) => one.unitId === unit.unitId)}
                    onEdit={() => setForm({ unit })} />
                ))}
              </ul>
            )}
          </Card>
          {can('team:write') && units.length > 0 && <LimitMember units={units} members={members} />}
          {form && <UnitForm unit={form.unit} units={units} onClose={() => setForm(null)} />}
        </div>
      )}
    </Loaded>
  );
}

interface RowProps {
  unit: Unit;
  depth: number;
  members: UnitMember[];
  onEdit: () => void;
}

function Row({ unit, depth, members, onEdit }: RowProps) {
  const can = useCan();
  const again = useUnitsAgain();
  const [asked, setAsked] = useState(false);
  const remove = async () => {
    await removeUnit(unit.unitId);
    done(t('units.gone', { name: unit.name }));
    await again();
  };
  return (
    <li className={classes.row} style={{ '--depth': depth } as CSSProperties}>
      <span className={classes.words}>
        <strong><bdi>{unit.name}</bdi></strong>
        <span className="tuma-meta"><bdi>{unit.kind}</bdi></span>
      </span>
      <span className={classes.members}>{members.map((one) => <Pill key={one.userId} tone="info"><bdi>{one.name}</bdi></Pill>)}</span>
      {can('settings:write') && (
        <span className={classes.acts}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('units.change', { name: unit.name })} onClick={onEdit}><IconPencil size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('units.remove', { name: unit.name })} onClick={() => setAsked(true)}><IconTrash size={16} /></ActionIcon>
        </span>
      )}
      {asked && (
        <Confirm title={t('units.removeTitle', { name: unit.name })} effect={t('units.removeEffect')} verb={t('units.removeVerb')} act={remove}
          onClose={() => setAsked(false)} />
      )}
    </li>
  );
}
