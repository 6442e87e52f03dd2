// A button that becomes a menu: the menu's code, with all that positions it, is fetched when it is first opened.
import { Suspense, useState, type ComponentType, type ReactNode } from 'react';

interface MenuButtonProps {
  className: string | undefined;
  label: string;
  /** What stands on the button, before the menu is there and after. */
  children: ReactNode;
  menu: ComponentType<{ target: ReactNode }>;
}

export function MenuButton({ className, label, children, menu: Menu }: MenuButtonProps) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button type="button" className={className} aria-label={label} aria-haspopup="menu" onClick={() => setWanted(true)}>
      {children}
    </button>
  );
  if (!wanted) return button;
  const target = <button type="button" className={className} aria-label={label}>{children}</button>;
  return <Suspense fallback={button}><Menu target={target} /></Suspense>;
}
