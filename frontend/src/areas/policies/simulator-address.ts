/** What is simulated, in the address: kept when the page is loaded again or a link is sent. */

import type { Schemas } from "../../kit/client";
import type { Economics, Handles } from "./simulator-model";

export type Population = Schemas["PopulationRequest"];

export interface Wanted {
  population: Population;
  /** Of the band (null: the policy's own cut-offs) that the handles are of. */
  band: number | null;
  /** Cut-offs that were moved, by band; those in force stay where nothing is said. */
  moved: ReadonlyMap<number | null, Handles>;
  economics: Economics;
  /** Cases that the underwriters can look at in a working day; 0 where nobody has said. */
  capacity: number;
}

export const USUAL: Economics = {
  exposure_rub: null,
  loss_given_default: 0.45,
  interest_rate: 0.16,
  funding_rate: 0.08,
  review_rub: 500,
  application_rub: 0,
  working_days: 21,
};
const MOST: Record<keyof Economics, number> = {
  exposure_rub: 1_000_000_000,
  loss_given_default: 1,
  interest_rate: 5,
  funding_rate: 5,
  review_rub: 1_000_000,
  application_rub: 1_000_000,
  working_days: 366,
};
/** Of those that may not be nothing. */
const LEAST: Partial<Record<keyof Economics, number>> = {
  exposure_rub: 1,
  loss_given_default: 0.01,
  working_days: 1,
};
export const ECONOMICS = Object.keys(USUAL) as (keyof Economics)[];
const DAY = /^\d{4}-\d\d-\d\d$/;
const CUT = /^(own|\d{1,2})\.(\d{1,3})\.(\d{1,3})$/;

/** Whether a figure of the economics can be. */
export function isPossible(name: keyof Economics, value: number): boolean {
  const isWhole = name !== "working_days" || Number.isInteger(value);
  return isWhole && value >= (LEAST[name] ?? 0) && value <= MOST[name];
}

/** Reads an address; what makes no sense in it is as if it was not there. */
export function readWanted(address: URLSearchParams): Wanted {
  return {
    population: readPopulation(address),
    band: readBand(address.get("band")),
    moved: new Map(address.getAll("cut").flatMap(readCut)),
    economics: readEconomics(address),
    capacity: readNumber(address.get("capacity")) ?? 0,
  };
}

function readPopulation(address: URLSearchParams): Population {
  const day = (name: string) => {
    const told = address.get(name) ?? "";
    return DAY.test(told) && !Number.isNaN(Date.parse(told)) ? told : null;
  };
  const kind = address.get("of") === "applications" ? "applications" : "clients";
  return {
    kind,
    since: kind === "applications" ? day("since") : null,
    until: day("until"),
    model_version: address.get("version")?.slice(0, 100) || null,
  };
}

function readBand(told: string | null): number | null {
  return told !== null && /^\d{1,2}$/.test(told) ? Number(told) : null;
}

function readCut(told: string): [number | null, Handles][] {
  const [, band, approve, decline] = CUT.exec(told) ?? [];
  if (band === undefined) return [];
  const handles = { approve: Number(approve), decline: Number(decline) };
  const isPossibleCut = handles.decline >= 1 && handles.approve >= handles.decline;
  return isPossibleCut ? [[band === "own" ? null : Number(band), handles]] : [];
}

function readNumber(told: string | null): number | null {
  return told !== null && /^\d{1,10}(\.\d{1,4})?$/.test(told) ? Number(told) : null;
}

function readEconomics(address: URLSearchParams): Economics {
  const told = { ...USUAL };
  for (const name of ECONOMICS) {
    const value = readNumber(address.get(name));
    if (value !== null && isPossible(name, value)) told[name] = value;
  }
  return told;
}

export function writeWanted({ population, band, moved, economics, capacity }: Wanted) {
  const address = new URLSearchParams();
  if (population.kind === "applications") address.set("of", "applications");
  for (const name of ["since", "until"] as const) {
    const day = population[name];
    if (day) address.set(name, day);
  }
  if (population.model_version) address.set("version", population.model_version);
  if (band !== null) address.set("band", String(band));
  for (const [of, { approve, decline }] of moved) {
    address.append("cut", `${of ?? "own"}.${approve}.${decline}`);
  }
  for (const [name, value] of unusual(economics)) address.set(name, value);
  if (capacity > 0) address.set("capacity", String(capacity));
  return address;
}

function unusual(economics: Economics): [string, string][] {
  return ECONOMICS.flatMap((name): [string, string][] => {
    const value = economics[name] ?? null;
    return value === null || value === USUAL[name] ? [] : [[name, String(value)]];
  });
}
