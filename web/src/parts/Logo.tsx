// The mark: a bubble that is on its way.
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <rect width="28" height="28" rx="7" fill="var(--mantine-color-brand-6)" />
      <path
        d="M8.6 8.2h10.8c.9 0 1.6.7 1.6 1.6v6.6c0 .9-.7 1.6-1.6 1.6h-5.9l-3.6 2.9c-.3.2-.7 0-.7-.4V18h-.6c-.9 0-1.6-.7-1.6-1.6V9.8c0-.9.7-1.6 1.6-1.6z"
        fill="#fff"
      />
      <path d="M10.6 11.6h6.8M10.6 14.6h4.2" stroke="var(--mantine-color-brand-6)" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
