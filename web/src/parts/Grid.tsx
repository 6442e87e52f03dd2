// The one table: columns as data, pages from the server, the rows before kept while new ones load; cards on phones.
import { ActionIcon } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { t } from '../i18n/t';
import classes from './Grid.module.css';
import type { Pages } from './pages';
import { Failed, Lines } from './States';

export interface Column<Row> {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** The same on a phone's card, which is a button as a whole and can hold none. */
  plain?: (row: Row) => ReactNode;
  end?: boolean;
  /** Takes the room that the others leave, and is clipped. */
  wide?: boolean;
  /** Where it stands on a phone's card; not at all where absent. */
  card?: 'title' | 'side' | 'body' | 'meta';
}

interface GridProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[] | undefined;
  keyOf: (row: Row) => string;
  error?: unknown;
  again?: () => void;
  /** A newer page is on its way. */
  busy?: boolean;
  empty: ReactNode;
  onOpen?: (row: Row) => void;
  tools?: ReactNode;
  footer?: ReactNode;
  pages?: Pages;
  nextCursor?: string | null;
}

export function Grid<Row>(props: GridProps<Row>) {
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { rows, error, again, tools } = props;
  let body: ReactNode;
  if (rows === undefined && error) body = <Failed error={error} again={again} />;
  else if (rows === undefined) body = <div className={classes.waiting}><Lines count={8} height={20} /></div>;
  else if (rows.length === 0) body = props.empty;
  else body = phone ? <Cards {...props} rows={rows} /> : <Table {...props} rows={rows} />;
  return (
    <div className="tuma-card tuma-flush" aria-busy={props.busy ?? false}>
      {tools && <div className={classes.tools}>{tools}</div>}
      {body}
      <Foot {...props} />
    </div>
  );
}

type Filled<Row> = GridProps<Row> & { rows: Row[] };

function Table<Row>({ label, columns, rows, keyOf, onOpen }: Filled<Row>) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table} data-open={onOpen ? '' : undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-end={column.end ? '' : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} onClick={onOpen && (() => onOpen(row))}>
              {columns.map((column, at) => (
                <td key={column.key} data-end={column.end ? '' : undefined} data-wide={column.wide ? '' : undefined}>
                  {at === 0 && onOpen ? <Opener row={row} onOpen={onOpen}>{column.cell(row)}</Opener> : column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Opener<Row>({ row, onOpen, children }: { row: Row; onOpen: (row: Row) => void; children: ReactNode }) {
  const open = (event: React.MouseEvent) => {
    event.stopPropagation();
    onOpen(row);
  };
  return (
    <button type="button" className={classes.opener} onClick={open}>
      {children}
    </button>
  );
}

function Cards<Row>({ label, columns, rows, keyOf, onOpen }: Filled<Row>) {
  const at = (place: Column<Row>['card'], row: Row) =>
    columns.filter((column) => column.card === place).map((column) => <span key={column.key}>{(column.plain ?? column.cell)(row)}</span>);
  return (
    <ul className={classes.cards} aria-label={label}>
      {rows.map((row) => {
        const content = (
          <>
            <span className={classes.line}>
              <span className={classes.title}>{at('title', row)}</span>
              <span className={classes.side}>{at('side', row)}</span>
            </span>
            <span className={classes.body}>{at('body', row)}</span>
            <span className={classes.meta}>{at('meta', row)}</span>
          </>
        );
        return (
          <li key={keyOf(row)}>
            {onOpen ? (
              <button type="button" className={classes.card} onClick={() => onOpen(row)}>{content}</button>
            ) : (
              <div className={classes.card}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Foot<Row>({ footer, pages, nextCursor, rows }: GridProps<Row>) {
  const walks = pages && (pages.number > 1 || nextCursor);
  if (!rows?.length && !walks) return null;
  if (!footer && !walks) return null;
  return (
    <div className={classes.foot}>
      <div className={classes.footer}>{footer}</div>
      {walks && (
        <nav className={classes.pages} aria-label={t('grid.pages')}>
          <ActionIcon variant="default" size="lg" aria-label={t('grid.back')} disabled={pages.number === 1}
            onClick={pages.back}>
            <IconChevronLeft size={16} className="tuma-turn" />
          </ActionIcon>
          <span className={classes.number}>{t('grid.page', { number: pages.number })}</span>
          <ActionIcon variant="default" size="lg" aria-label={t('grid.next')} disabled={!nextCursor}
            onClick={() => nextCursor && pages.next(nextCursor)}>
            <IconChevronRight size={16} className="tuma-turn" />
          </ActionIcon>
        </nav>
      )}
    </div>
  );
}
