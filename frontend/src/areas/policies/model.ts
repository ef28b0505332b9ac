/** What may be done with a version, and what its form makes of a body. */

import type { Role } from "../people/roles";
import { FIGURE_NAMES, type FigureName, FIGURES, readFigure, writeFigure } from "./figures";
import type { Band, PolicyBody, PolicySummary, PolicyVersion } from "./queries";

export const DEEDS = [
  "simulate",
  "request",
  "approve",
  "reject",
  "activate",
  "schedule",
  "confirm",
  "copy",
  "emergency",
  "withdraw",
] as const;
export type Deed = (typeof DEEDS)[number];

interface Person {
  id: number;
  role: Role;
}

type Known = Pick<
  PolicyVersion,
  "state" | "author_id" | "confirm_by" | "base_is_active" | "justification"
> & { simulation: unknown };

const OVER: ReadonlySet<string> = new Set(["superseded", "rejected", "withdrawn"]);

/** Returns what this person may do with a version now; the service has the last word. */
export function deedsOf(policy: Known, { id, role }: Person): Deed[] {
  const isOwn = policy.author_id === id;
  const judges = role === "analyst" || role === "admin";
  const may = new Set<Deed>([
    ...(isOwn && policy.state === "draft" ? deedsOfDraft(policy) : []),
    ...(judges ? deedsOfJudge(policy, isOwn) : []),
  ]);
  const isOver = OVER.has(policy.state);
  if (isOver && role === "analyst") may.add("copy");
  if ((isOwn || role === "admin") && !isOver && policy.state !== "active") may.add("withdraw");
  return DEEDS.filter((deed) => may.has(deed));
}

function deedsOfDraft({ simulation, base_is_active, justification }: Known): Deed[] {
  if (!base_is_active) return ["simulate"];
  const explained: Deed[] = justification === null ? [] : ["emergency"];
  if (simulation === null) return ["simulate", ...explained];
  return justification === null ? [] : ["request", ...explained];
}

function deedsOfJudge({ state, confirm_by, base_is_active }: Known, isOwn: boolean): Deed[] {
  const isApproved = state === "approved" || state === "scheduled";
  if (isApproved && base_is_active) return ["activate", ...(state === "approved" ? SCHEDULE : [])];
  if (isOwn) return [];
  if (confirm_by !== null) return ["confirm", "reject"];
  if (state !== "in_review") return [];
  return base_is_active ? ["approve", "reject"] : ["reject"];
}

const SCHEDULE: Deed[] = ["schedule"];

/** Returns since when a version is what it is. */
export function sinceOf(policy: PolicySummary): string {
  const moments = {
    draft: policy.created_at,
    in_review: policy.requested_at,
    approved: policy.approved_at,
    scheduled: policy.effective_from,
    active: policy.active_since,
    superseded: policy.superseded_at,
    rejected: policy.requested_at,
    withdrawn: policy.created_at,
  };
  return moments[policy.state] ?? policy.created_at;
}

/** What is typed: figures as text, shares in percent; cut-offs are chosen as probabilities. */
export interface PolicyForm {
  figures: Record<FigureName, string>;
  incomes: Record<string, string>;
  approve_below: string;
  decline_from: string;
  bands: { key: number; model: string; amount: string; approve: string; decline: string }[];
  second: boolean;
  never: string[];
  little: string[];
  justification: string;
}

const PERCENT = 100;
/** A share in percent with no more digits than a reader types. */
const DIGITS = 6;

function shown(body: PolicyBody, name: FigureName): number {
  const value = readFigure(body, name);
  return FIGURES[name].unit === "share" ? Number((value * PERCENT).toFixed(DIGITS)) : value;
}

/** Returns the form of a body. */
export function toForm(
  body: PolicyBody,
  grades: readonly string[],
  justification: string | null,
  write: (value: number) => string,
): PolicyForm {
  const { limits, authorities, bands, little_told_by } = body.lending;
  return {
    figures: Object.fromEntries(
      FIGURE_NAMES.map((name) => [name, write(shown(body, name))]),
    ) as Record<FigureName, string>,
    incomes: Object.fromEntries(
      grades.map((grade) => [grade, write(limits.incomes_by_grade[grade] ?? 0)]),
    ),
    approve_below: String(body.approve_below),
    decline_from: String(body.decline_from),
    bands: bands.map((band, key) => ({
      key,
      model: band.model ?? "",
      amount: write(band.amount_from_rub),
      approve: String(band.approve_below),
      decline: String(band.decline_from),
    })),
    second: authorities.second_against_knock_out,
    never: [...authorities.never_overridden],
    little: [...little_told_by],
    justification: justification ?? "",
  };
}

/** Returns the number that a person typed, or null. */
export type Read = (text: string) => number | null;

/** Returns the fields in which no number stands. */
export function unreadable(form: PolicyForm, read: Read): string[] {
  return [
    ...FIGURE_NAMES.filter((name) => read(form.figures[name]) === null),
    ...Object.keys(form.incomes).filter((grade) => read(form.incomes[grade] ?? "") === null),
    ...form.bands.filter(({ amount }) => read(amount) === null).map(({ key }) => `band-${key}`),
  ];
}

/** Returns the body that a form means; `base` gives the figures it does not ask for. */
export function toBody(form: PolicyForm, base: PolicyBody, read: Read): PolicyBody {
  const body = structuredClone(base);
  delete body.dated; // the service dates it today
  const number = (text: string) => read(text) ?? 0;
  for (const name of FIGURE_NAMES) {
    const value = number(form.figures[name]);
    const isShare = FIGURES[name].unit === "share";
    writeFigure(body, name, isShare ? Number((value / PERCENT).toFixed(DIGITS + 2)) : value);
  }
  body.approve_below = Number(form.approve_below);
  body.decline_from = Number(form.decline_from);
  body.lending.limits.incomes_by_grade = Object.fromEntries(
    Object.entries(form.incomes)
      .map(([grade, text]) => [grade, number(text)] as const)
      .filter(([, incomes]) => incomes > 0),
  );
  body.lending.bands = form.bands.map((band) => ({
    model: (band.model || null) as Band["model"] | null,
    amount_from_rub: number(band.amount),
    approve_below: Number(band.approve),
    decline_from: Number(band.decline),
  }));
  body.lending.authorities.second_against_knock_out = form.second;
  body.lending.authorities.never_overridden = form.never;
  body.lending.little_told_by = form.little as PolicyBody["lending"]["little_told_by"];
  return body;
}
