/** What may be sent. */

export const LARGEST_MEGABYTES = 500;
export const ENDINGS = [".csv", ".txt", ".tsv", ".xlsx", ".parquet", ".dat"] as const;

const KILOBYTE = 1024;
const MEGABYTE = KILOBYTE ** 2;

export type FileFault = "noFile" | "oneFile" | "emptyFile" | "tooLarge";

/** Returns what is wrong with the files that somebody chose, null if there is nothing. */
export function fileFault(files: readonly Pick<File, "size">[]): FileFault | null {
  const [file, another] = files;
  if (!file) return "noFile";
  if (another) return "oneFile";
  if (file.size === 0) return "emptyFile";
  return file.size > LARGEST_MEGABYTES * MEGABYTE ? "tooLarge" : null;
}

/** Returns a size as people say it. */
export function sizeIn(bytes: number): { unit: "kilobytes" | "megabytes"; size: number } {
  return bytes < MEGABYTE
    ? { unit: "kilobytes", size: Math.ceil(bytes / KILOBYTE) }
    : { unit: "megabytes", size: Math.round((bytes / MEGABYTE) * 10) / 10 };
}
