// The name of a browser or program from its User-Agent, as far as people would recognise it.

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/HeadlessChrome\//, 'Chromium'], [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux'],
];

const first = (from: [RegExp, string][], agent: string) => from.find(([pattern]) => pattern.test(agent))?.[1];

/** Such as `Firefox · Android`; the first word of what is no browser. */
export function agentName(agent: string): string {
  const browser = first(BROWSERS, agent);
  if (!browser) return agent.split(/[\s/]/)[0] ?? '';
  return [browser, first(SYSTEMS, agent)].filter(Boolean).join(' · ');
}
