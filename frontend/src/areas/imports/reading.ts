/** How a file is read: what the service recognised, and what the sender says instead. */

import type { Schemas } from "../../kit/client";
import type { FileImport, Profile, Question, Reading } from "./model";

/** The names of the texts for what the service writes in its own way. */
export const ENCODINGS = {
  "utf-8": "utf8",
  "utf-16": "utf16",
  cp1251: "cp1251",
  cp866: "cp866",
  "koi8-r": "koi8",
} as const;
export const DELIMITERS = { ";": "semicolon", ",": "comma", "\t": "tab", "|": "pipe" } as const;
export const DECIMALS = { ",": "comma", ".": "point" } as const;
export const DATE_FORMATS = {
  "dd.mm.yyyy": "dmy",
  "mm/dd/yyyy": "mdy",
  "yyyy-mm-dd": "ymd",
  yyyymmdd: "compact",
  "mm.yyyy": "month",
  "yyyy-mm": "yearMonth",
  "mmm yyyy": "monthWord",
  serial: "excel",
  serial_1904: "excel1904",
} as const;

/** Returns the same in pairs of value and name. */
export function entriesOf<Names extends Record<string, string>>(names: Names) {
  return Object.entries(names) as [keyof Names & string, Names[keyof Names]][];
}

const NOTHING_SAID: Schemas["ReadingRequest"] = {
  encoding: null,
  delimiter: null,
  sheet: null,
  dates: {},
  decimals: {},
};

/** Returns what was said of the file, with a part of it said anew. */
export function say(
  { hints }: Pick<FileImport, "hints">,
  part: Reading,
): Schemas["ReadingRequest"] {
  const before = { ...NOTHING_SAID, ...hints };
  return {
    ...before,
    ...part,
    dates: { ...before.dates, ...part.dates },
    decimals: { ...before.decimals, ...part.decimals },
  };
}

/** Returns the part that an answer to a question says. */
export function answerTo({ code, column }: Question, chosen: string): Reading {
  switch (code) {
    case "ask_encoding":
      return { encoding: chosen };
    case "ask_sheet":
      return { sheet: chosen };
    case "ask_decimal":
      return { decimals: { [String(column)]: chosen as "," | "." } };
    default:
      return { dates: { [String(column)]: chosen } };
  }
}

/** Returns the questions on the file, and on columns that are in use. */
export function openQuestions(profile: Profile, used: ReadonlySet<number>): Question[] {
  return profile.questions.filter(({ column }) => column === null || used.has(column));
}
