/** Which browser it is that calls itself so: enough to recognise one's own. */

// The first that fits: Chrome calls itself Safari, and Edge calls itself both
const BROWSERS: [RegExp, string][] = [
  [/YaBrowser\//, "Yandex Browser"],
  [/Edg(A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

export function browserOf(called: string): { browser?: string; system?: string } {
  const first = (known: [RegExp, string][]) => known.find(([sign]) => sign.test(called))?.[1];
  const [browser, system] = [first(BROWSERS), first(SYSTEMS)];
  return { ...(browser && { browser }), ...(system && { system }) };
}
