// A white card with a heading; its actions stand at the end of the heading's line.
import type { ReactNode } from 'react';

import classes from './Card.module.css';

interface CardProps {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

export function Card({ title, actions, children, className }: CardProps) {
  return (
    <section className={`tuma-card ${classes.card} ${className ?? ''}`} aria-label={title}>
      {(title || actions) && (
        <div className={classes.head}>
          {title && <h2>{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
