/** The day by which a form is judged before the service does. */

/** Returns the reader's day; the service judges by the bank's. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}
