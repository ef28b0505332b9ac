/** Phone numbers as people read them. */

/** Returns a stored number in groups: +7 916 123-45-67; one of another country as it is. */
export function phoneText(number: string): string {
  const parts = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(number);
  return parts
    ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}`.replaceAll(" ", "\u00a0")
    : number;
}
