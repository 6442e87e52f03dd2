// The frame of a page: one heading, one dimmed sentence, the actions at the end of the line, the title of the tab.
import { useEffect, type ReactNode } from 'react';

import { Boundary } from './Boundary';
import classes from './Page.module.css';

interface PageProps {
  title: string;
  about?: string;
  actions?: ReactNode;
  /** `form` for 720 px, `wizard` for 920 px, `full` for tables and dashboards. */
  width?: 'form' | 'wizard' | 'full';
  children: ReactNode;
}

export function Page({ title, about, actions, width = 'full', children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Tuma`;
  }, [title]);
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.head}>
        <div className={classes.words}>
          <h1>{title}</h1>
          {about && <p>{about}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      <Boundary>{children}</Boundary>
    </div>
  );
}
