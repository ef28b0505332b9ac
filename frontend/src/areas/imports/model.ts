/** What the service tells of a file beside its state: plain data that its document calls objects. */

import type { Schemas } from "../../kit/client";

export type Kind = Schemas["ImportKind"];
export type State = Schemas["ImportState"];
export type ImportSummary = Schemas["ImportSummary"];
export type Issue = Schemas["ImportIssue"];
export type MappingRequest = Schemas["MappingRequest"];
/** What somebody says of a file, or a part of that. */
export type Reading = Partial<Schemas["ReadingRequest"]>;

/** The numbers and words that a text about a fault names. */
export type Limits = Record<string, number | string>;

export interface Column {
  place: number;
  name: string;
  /** Why it is nobody's field. */
  ignored: string | null;
  date_format: string | null;
  decimal: string | null;
  examples: string[];
}

export interface FileRow {
  /** As Excel shows it beside the row. */
  number: number;
  cells: string[];
}

export interface Notice {
  code: string;
  row: number | null;
  column: string | null;
  limits: Limits;
}

export interface Question {
  code: string;
  choices: string[];
  proposed: string | null;
  column: number | null;
}

/** One column's field. */
export interface Target {
  column: number;
  field: string;
  unit: string | null;
  values: Record<string, string>;
  confidence?: number;
}

export interface Profile {
  format: string;
  columns: Column[];
  header_row: number;
  rows: number;
  first: FileRow[];
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  totals: FileRow[];
  notices: Notice[];
  questions: Question[];
  guess: Target[];
  /** Whether the guess is what this sender chose for the same columns last time. */
  is_remembered: boolean;
}

export interface FaultCount {
  code: string;
  is_error: boolean;
  column_name: string | null;
  count: number;
  example: { row: number | null; value?: string | null; args: Limits } | null;
}

export interface ControlTotal {
  field: string;
  found: string;
  declared: string | null;
  in_file: string | null;
}

export interface Report {
  rows: number;
  ready: number;
  with_errors: number;
  with_warnings: number;
  outcomes: Record<string, number>;
  /** The month that most rows are about, of payments. */
  month: string | null;
  /** Open credits that would still be without that month. */
  missing: number | null;
  issues_listed: number;
  faults: FaultCount[];
  totals: ControlTotal[];
  has_marked_file: boolean;
}

export interface Options {
  duplicates: Schemas["Duplicates"];
  assignment: Schemas["Assignment"];
  manager_id: number | null;
}

export type FileImport = Omit<
  Schemas["Import"],
  "profile" | "mapping" | "options" | "report" | "fault" | "hints"
> & {
  hints: Reading | null;
  profile: Profile | null;
  mapping: Target[] | null;
  options: Options | null;
  report: Report | null;
  fault: { code: string; args?: Limits } | null;
};

export const KINDS = ["applicants", "credits", "payments"] as const satisfies Kind[];
