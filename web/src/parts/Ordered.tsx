// A list whose order means something: rows are moved by dragging, or by their buttons; the new order shows at once.
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { t } from '../i18n/t';
import classes from './Ordered.module.css';
import { moved } from './order';

interface OrderedProps<Row> {
  label: string;
  rows: Row[];
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  children: (row: Row) => ReactNode;
  /** Keeps the order; none where it cannot be changed. */
  onOrder?: (rows: Row[]) => Promise<unknown>;
  /** Rows that come last whatever the order. */
  last?: ReactNode;
}

type Way = 'up' | 'down';

export function Ordered<Row>({ label, rows, keyOf, nameOf, children, onOrder, last }: OrderedProps<Row>) {
  const [wanted, setWanted] = useState<Row[] | null>(null);
  const [dragged, setDragged] = useState(-1);
  const [over, setOver] = useState(-1);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const focus = useRef<{ key: string; way: Way } | null>(null);
  const shown = wanted ?? rows;
  useEffect(() => {
    const { key, way } = focus.current ?? {};
    focus.current = null;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-way]') ?? [])].filter((one) => one.dataset.key === key);
    (buttons.find((one) => one.dataset.way === way && !one.disabled) ?? buttons.find((one) => !one.disabled))?.focus();
  }, [shown]);
  const put = (from: number, to: number, way?: Way) => {
    const next = moved(shown, from, to);
    const row = shown[from];
    if (!onOrder || !row || next === shown || wanted) return;
    if (way) focus.current = { key: keyOf(row), way };
    setWanted(next);
    setSaid(t('order.moved', { name: nameOf(row), place: to + 1, count: next.length }));
    // The caller says what went wrong; the order is the server's again either way.
    void onOrder(next).catch(() => undefined).finally(() => setWanted(null));
  };
  const drop = (at: number) => {
    put(dragged, at);
    setDragged(-1);
    setOver(-1);
  };
  const movable = onOrder && rows.length > 1;
  return (
    <>
      <ul ref={list} className={`tuma-card tuma-flush ${classes.list}`} aria-label={label}>
        {shown.map((row, at) => (
          <li key={keyOf(row)} className={classes.row} draggable={movable} data-dragged={dragged === at ? '' : undefined}
            data-over={over === at && dragged !== at ? (dragged > at ? 'before' : 'after') : undefined}
            onDragStart={() => setDragged(at)} onDragEnd={() => drop(-1)} onDrop={() => drop(at)}
            onDragOver={(event) => { event.preventDefault(); setOver(at); }}>
            {movable && <IconGripVertical size={16} className={classes.grip} aria-hidden="true" />}
            {children(row)}
            {movable && (
              <span className={classes.moves}>
                <Move way="up" id={keyOf(row)} name={nameOf(row)} disabled={at === 0} onMove={() => put(at, at - 1, 'up')} />
                <Move way="down" id={keyOf(row)} name={nameOf(row)} disabled={at === shown.length - 1} onMove={() => put(at, at + 1, 'down')} />
              </span>
            )}
          </li>
        ))}
        {last}
      </ul>
      <p role="status" className="tuma-hidden">{said}</p>
    </>
  );
}

function Move({ way, id, name, disabled, onMove }: { way: Way; id: string; name: string; disabled: boolean; onMove: () => void }) {
  const label = way === 'up' ? t('order.up', { name }) : t('order.down', { name });
  const Arrow = way === 'up' ? IconArrowUp : IconArrowDown;
  return (
    <ActionIcon variant="subtle" color="gray" data-way={way} data-key={id} disabled={disabled} aria-label={label} onClick={onMove}>
      <Arrow size={16} />
    </ActionIcon>
  );
}

/** A row of the list: also for those that come last. */
export const rowClass = classes.row;
/** Its words, as a link or not. */
export const wordsClass = classes.words;
export const nameClass = classes.name;
export const pillsClass = classes.pills;
