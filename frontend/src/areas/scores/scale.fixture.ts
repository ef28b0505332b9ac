/** A master scale for tests, of another size than the one in force. */

import type { Grade } from "./queries";

const EDGES = [620, 540, 460, 380, 300, 1];
const PROBAS = [0, 0.0019, 0.0058, 0.0174, 0.0508, 0.14, 1];

export const SCALE: Grade[] = EDGES.map((points_from, index) => ({
  grade: "ABCDEF"[index] ?? "",
  points_from,
  proba_from: PROBAS[index] ?? 0,
  proba_to: PROBAS[index + 1] ?? 1,
  text_ru: "",
  text_en: "",
}));
