// Units as a tree: in the order in which it is read, each with how deep it stands, and what may not become whose parent.
import type { Unit } from '../../api/schema';

export interface Placed {
  unit: Unit;
  /** 0 at the top. */
  depth: number;
}

/** The units with their parts right below them. One whose parent is not among them, as for who is limited to it, stands at the top. */
export function placed(units: Unit[]): Placed[] {
  const known = new Set(units.map((one) => one.unitId));
  const below = new Map<string, Unit[]>();
  for (const unit of units) {
    const parent = unit.parentId && known.has(unit.parentId) ? unit.parentId : '';
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const walk = (parent: string, depth: number): Placed[] =>
    (below.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.unitId, depth + 1)]);
  return walk('', 0);
}

/** Where a unit may be moved: not into itself, nor into what is below it. */
export function parentsFor(units: Unit[], unitId: string | undefined): Placed[] {
  const all = placed(units);
  const at = all.findIndex((one) => one.unit.unitId === unitId);
  const own = all[at];
  if (!own) return all;
  const after = all.slice(at + 1);
  const end = after.findIndex((one) => one.depth <= own.depth);
  return [...all.slice(0, at), ...(end < 0 ? [] : after.slice(end))];
}
