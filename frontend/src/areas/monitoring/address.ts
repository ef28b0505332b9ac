/** What of the monitoring is shown, kept in the address. */

import type { Signal } from "./shapes";

export const TABS = ["periods", "stability", "outcomes", "fairness", "alerts"] as const;
export type Tab = (typeof TABS)[number];
export const ALERT_STATES = ["open", "acknowledged", "accepted", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export interface Shown {
  tab: Tab;
  /** Of which month, as YYYY-MM; the newest that is known where nothing is said. */
  month: string | null;
  model: string | null;
  /** The figure whose bins are looked at. */
  figure: string | null;
  state: AlertState | null;
}

export const USUAL: Shown = {
  tab: "periods",
  month: null,
  model: null,
  figure: null,
  state: null,
};
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const NAME = /^[\w.-]{1,100}$/;

/** Reads an address; what is not known in it is as if it was not there. */
export function readShown(parameters: URLSearchParams): Shown {
  const told = (name: string, form: RegExp) => {
    const value = parameters.get(name) ?? "";
    return form.test(value) ? value : null;
  };
  return {
    tab: TABS.find((one) => one === parameters.get("tab")) ?? USUAL.tab,
    month: told("month", MONTH),
    model: told("model", NAME),
    figure: told("figure", NAME),
    state: ALERT_STATES.find((one) => one === parameters.get("state")) ?? null,
  };
}

/** What a version of a model is called in the address. */
export const keyOf = ({ model, model_version }: Pick<Signal, "model" | "model_version">) =>
  `${model}.${model_version}`;

/** Returns what is to be shown to see behind a signal of a month. */
export function behind(signal: Signal, month: string): Shown {
  const found = { ...USUAL, month: month.slice(0, 7), model: keyOf(signal) };
  return signal.kind === "population"
    ? { ...found, tab: "stability", figure: signal.name }
    : { ...found, tab: "outcomes" };
}

/** Returns the address of what is shown; what is as usual is left out. */
export function writeShown(shown: Shown): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(shown)) {
    if (value !== null && value !== USUAL[name as keyof Shown]) parameters.set(name, value);
  }
  return parameters;
}
