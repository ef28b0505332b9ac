/** Which column is which field: what somebody is choosing, before the service has it. */

import { missingFields, fieldOf } from "./fields";
import type { Column, FileImport, Kind, MappingRequest, Profile, Target } from "./model";

/** By the place of the column; a column that is not there is not used. */
export type Draft = ReadonlyMap<number, Target>;

/** Returns what was chosen before, else what the service proposes. */
export function startDraft({ mapping, profile }: Pick<FileImport, "mapping" | "profile">): Draft {
  const targets = mapping ?? profile?.guess ?? [];
  return new Map(targets.map((target) => [target.column, target]));
}

/** Returns the draft with another field for a column; null leaves the column out. */
export function choose(draft: Draft, kind: Kind, column: number, field: string | null): Draft {
  const next = new Map(draft);
  next.delete(column);
  if (field !== null) {
    const unit = fieldOf(kind, field)?.units[0] ?? null;
    next.set(column, { column, field, unit, values: {}, confidence: 1 });
  }
  return next;
}

/** Returns the draft with a part of a column's target changed. */
export function amend(draft: Draft, column: number, part: Partial<Target>): Draft {
  const target = draft.get(column);
  return target ? new Map(draft).set(column, { ...target, ...part }) : draft;
}

export interface DraftFaults {
  /** Fields that no column gives. */
  missing: string[];
  /** Fields that more than one column gives. */
  twice: string[];
}

export function faultsOf(draft: Draft, kind: Kind): DraftFaults {
  const names = [...draft.values()].map(({ field }) => field);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return { missing: missingFields(kind, new Set(names)), twice: [...twice] };
}

export function toColumns(draft: Draft): MappingRequest["columns"] {
  return [...draft.values()]
    .sort((one, other) => one.column - other.column)
    .map(({ column, field, unit, values }) => ({ column, field, unit, values }));
}

/** How sure the service is of what it proposes. */
export function confidenceOf(target: Target | undefined): "sure" | "likely" | "none" {
  if (!target) return "none";
  return (target.confidence ?? 1) >= 0.9 ? "sure" : "likely";
}

/**
 * Returns the different values of a column, as far as they were read.
 *
 * @param unknown those that the check did not know; they come first
 */
export function valuesSeen(column: Column, profile: Profile, unknown: readonly string[]): string[] {
  const index = profile.columns.findIndex(({ place }) => place === column.place);
  const cells = profile.first.map(({ cells: row }) => row[index] ?? "");
  const seen = [...unknown, ...column.examples, ...cells].map((value) => value.trim());
  return [...new Set(seen.filter((value) => value !== ""))].slice(0, 50);
}
