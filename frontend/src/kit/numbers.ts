/**
 * Numbers as readers write them: thousands set apart, a decimal comma, a currency. A text that can
 * be read in two ways is not guessed: a masked field would, and store 88 for "87,500".
 */

export type Reading =
  /** A decimal number with a point and without anything else. */
  | { value: string }
  | { fault: "notANumber" | "separators" }
  | { fault: "ambiguous"; thousands: string; fraction: string };

// Marks of direction and joiners that come along with copied text
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const BEFORE = "(?:([-−])\\s*(?:RUB|₽)?|(?:RUB|₽)?\\s*([-−])?)";
const AFTER = "(?:RUB|₽|руб(?:л[ьяей]+)?\\.?|р\\.?)?";
const AMOUNT = new RegExp(`^${BEFORE}\\s*([\\d.,\\s'’]*\\d[.,]?)\\s*${AFTER}$`, "i");
// Spaces of every width and apostrophes set thousands apart and nothing else
const GAP = /[\s'’]/g;

/** How a locale sets thousands apart. */
interface Thousands {
  mark: string | undefined;
  pattern: RegExp;
}

/** Returns how a locale's reader is read: what that locale prints is read back to itself. */
export function createNumberReader(locale: string): (text: string) => Reading {
  const thousands = thousandsOf(locale);
  return (text) => {
    const [, sign, innerSign, body] = AMOUNT.exec(text.replace(INVISIBLE, "").trim()) ?? [];
    if (body === undefined) return { fault: "notANumber" };
    const reading = readUnsigned(body.replace(GAP, " "), thousands);
    return "value" in reading && (sign ?? innerSign) ? { value: `-${reading.value}` } : reading;
  };
}

function thousandsOf(locale: string): Thousands {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567_890);
  // 1,23,45,67,890 in India
  const size = parts.filter(({ type }) => type === "integer")[1]?.value.length ?? 3;
  return {
    mark: parts.find(({ type }) => type === "group")?.value,
    pattern: new RegExp(`^[1-9]\\d{0,${size - 1}}([ .,])(?:\\d{${size}}\\1)*\\d{3}$`),
  };
}

function readUnsigned(text: string, thousands: Thousands): Reading {
  const mark = thousands.pattern.exec(text)?.[1];
  const fraction = readFraction(text, thousands);
  if (/^\d+$/.test(text) || (mark && (!fraction || mark === thousands.mark))) {
    return { value: digitsOf(text) };
  }
  if (!fraction) return { fault: "separators" };
  return mark ? { fault: "ambiguous", thousands: digitsOf(text), fraction } : { value: fraction };
}

/** Returns a text with a fraction as a number, null where it has none or a slip looks like one. */
function readFraction(text: string, thousands: Thousands): string | null {
  const [, whole, point, rest] = /^([\d .,]*)([.,])(\d+)$/.exec(text) ?? [];
  if (whole === undefined || point === undefined) return null;
  const isSetApart = thousands.pattern.exec(whole)?.[1] !== point && thousands.pattern.test(whole);
  if (!isSetApart && !/^\d*$/.test(whole)) return null;
  // "87,50" is a slip of "87,500" where a comma sets thousands apart
  const isSlip = point === thousands.mark && /^[1-9]\d{0,2}$/.test(whole);
  return isSlip ? null : `${digitsOf(whole)}.${rest}`;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0";
}
