// Lines over time: drawn by uPlot, which is loaded with the first chart; read out by pointer and by arrow keys, and told
// in words to those who do not see it.
import 'uplot/dist/uPlot.min.css';

import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import UPlot from 'uplot';

import { compact, number } from '../i18n/format';
import classes from './Chart.module.css';

export interface Series {
  name: string;
  /** The token of its colour, such as `--tuma-delivered`. */
  colour: string;
  values: number[];
  /** A fade below the line. */
  filled?: boolean;
}

interface ChartProps {
  /** Names of the steps, oldest first. */
  steps: string[];
  series: Series[];
  /** Said to those who do not see it: what it is, with the totals. */
  caption: string;
  height?: number;
}

const LINES = 4;

/** The step between grid lines: 1, 2 or 5 times a power of ten, so that four of them reach the highest value. */
function stepOf(most: number): number {
  const rough = Math.max(most, LINES) / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
}

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function fade(plot: UPlot, colour: string) {
  const { top, height } = plot.bbox;
  if (!Number.isFinite(height) || height <= 0) return 'transparent';
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
  gradient.addColorStop(0, `${colour}38`);
  gradient.addColorStop(1, `${colour}00`);
  return gradient;
}

function options({ steps, series }: ChartProps, size: { width: number; height: number }, onPoint: (at: number | null) => void): UPlot.Options {
  const axis = {
    stroke: token('--tuma-dimmed'), font: '11px "Inter Variable", system-ui', ticks: { show: false },
    grid: { stroke: token('--tuma-line'), width: 1 },
  };
  const single = steps.length === 1;
  const step = stepOf(Math.max(0, ...series.flatMap((one) => one.values)));
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, points: { size: 8 }, drag: { x: false, y: false } },
    scales: { x: { time: false, range: (_u, min, max) => (min === max ? [min - 1, max + 1] : [min, max]) }, y: { range: [0, step * LINES] } },
    axes: [
      { ...axis, grid: { show: false }, size: 30, space: 64, values: (_u, ticks) => ticks.map((at) => (Number.isInteger(at) ? (steps[at] ?? '') : '')) },
      {
        ...axis, size: 44, splits: () => Array.from({ length: LINES + 1 }, (_, at) => at * step),
        values: (_u, ticks) => ticks.map(compact),
      },
    ],
    series: [{}, ...series.map(({ name, colour, filled }) => ({
      label: name, stroke: token(colour), width: 2, points: { show: single, size: 7 },
      ...(filled ? { fill: (plot: UPlot) => fade(plot, token(colour)) } : {}),
    }))],
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] },
  };
}

/** The width of an element, as it changes. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return undefined;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element]);
  return width;
}

export default function Chart(props: ChartProps) {
  const { steps, series, caption, height = 260 } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const plot = useRef<UPlot | null>(null);
  const [point, setPoint] = useState<number | null>(null);
  const scheme = useComputedColorScheme('light');
  const data = JSON.stringify([steps, series]);
  useEffect(() => {
    if (!box.current || width === 0) return undefined;
    const values: UPlot.AlignedData = [steps.map((_, at) => at), ...series.map((one) => one.values)];
    const drawn = new UPlot(options(props, { width, height }, setPoint), values, box.current);
    plot.current = drawn;
    return () => drawn.destroy();
  }, [data, width, height, scheme]);
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || !plot.current) return;
    event.preventDefault();
    const at = Math.min(Math.max((point ?? -step) + step, 0), steps.length - 1);
    plot.current.setCursor({ left: plot.current.valToPos(at, 'x'), top: 0 });
    setPoint(at);
  };
  return (
    <figure className={classes.chart}>
      <figcaption className="tuma-hidden">{caption}</figcaption>
      <div className={classes.legend}>
        <span className={classes.point} aria-live="polite">{point === null ? '' : steps[point]}</span>
        {series.map((one) => (
          <span key={one.name} className={classes.name}>
            <i style={{ background: `var(${one.colour})` }} />
            {one.name}{point !== null && <b>{number(one.values[point] ?? 0)}</b>}
          </span>
        ))}
      </div>
      <div className={classes.plot} tabIndex={0} role="img" aria-label={caption} onKeyDown={keys} dir="ltr">
        <div ref={box} style={{ height }} />
      </div>
    </figure>
  );
}
