/** Tables as files that spreadsheets open: a byte order mark, CRLF, and no cell that is a formula. */

export type Cell = string | number | null;

/** Spreadsheets compute what begins so; an apostrophe before it makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** @param separator what the reader's spreadsheet expects: ";" where the decimal sign is a comma */
export function toCsv(rows: readonly (readonly Cell[])[], separator: "," | ";"): string {
  const written = rows.map((row) => row.map((cell) => write(cell, separator)).join(separator));
  return `\uFEFF${written.join("\r\n")}\r\n`;
}

function write(cell: Cell, separator: string): string {
  if (cell === null) return "";
  if (typeof cell === "number") {
    const text = String(cell);
    return separator === ";" ? text.replace(".", ",") : text;
  }
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /["\r\n,;\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Returns what separates cells where numbers are written so. */
export function separatorOf(locale: string): "," | ";" {
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  return parts.some(({ type, value }) => type === "decimal" && value === ",") ? ";" : ",";
}

/** Hands a text to the browser as a file to keep. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
